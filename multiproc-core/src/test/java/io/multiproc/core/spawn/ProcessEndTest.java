package io.multiproc.core.spawn;

import static org.assertj.core.api.Assertions.assertThat;

import io.multiproc.ipc.time.Deadline;
import io.multiproc.testkit.CleanExit;
import io.multiproc.testkit.SameWithoutNative;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@SameWithoutNative
@ExtendWith(CleanExit.class)
@Timeout(60)
class ProcessEndTest {

    private Process process;
    private ProcessEnd end;

    @BeforeEach
    void start() throws IOException {
        process = new ProcessBuilder("sleep", "600").start();
        end = ProcessEnd.of(process);
    }

    @AfterEach
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Test
    void isSeenByWhoWaitsForIt() throws InterruptedException {
        process.destroy();
        end.await(Deadline.NEVER);

        assertThat(end.seen()).isDone();
        assertThat(process.exitValue()).isEqualTo(143);
    }

    @Test
    void isSeenAlsoIfNobodyWaitsForIt() throws InterruptedException, ExecutionException, TimeoutException {
        process.destroy();

        end.seen().get(50, TimeUnit.SECONDS);
        assertThat(process.isAlive()).isFalse();
    }

    @Test
    void isNotWaitedForLongerThanAsked() throws InterruptedException {
        end.await(Deadline.after(Duration.ofMillis(20)));
        end.await(Deadline.NOW);

        assertThat(end.seen()).isNotDone();
        assertThat(process.isAlive()).isTrue();
    }

    @Test
    void isSeenOnceHoweverManyWait() throws InterruptedException, ExecutionException, TimeoutException {
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Thread other = new Thread(() -> {
            try {
                end.await(Deadline.NEVER);
            } catch (InterruptedException e) {
                failure.set(e);
            }
        });
        other.start();
        AtomicInteger times = new AtomicInteger();
        CompletableFuture<Void> told = end.seen().thenRun(times::incrementAndGet);
        process.destroy();
        end.await(Deadline.NEVER);
        other.join();
        told.get(50, TimeUnit.SECONDS);

        assertThat(failure).hasNullValue();
        assertThat(times).hasValue(1);
    }

    /** So the JDK has no reason to start a thread for it, which would delay them. */
    @Test
    void isNotAskedOfTheJdkWhileSomebodyWaitsForIt() throws InterruptedException {
        Told told = new Told(process);
        ProcessEnd watched = ProcessEnd.of(told);
        Thread first = waiter(watched);
        Thread second = waiter(watched);

        assertThat(told.asked).hasSize(1);
        assertThat(told.asked.get(0)).isDone();
        assertThat(watched.seen()).isNotDone();

        first.interrupt();
        first.join();
        assertThat(told.asked).hasSize(1);
        second.interrupt();
        second.join();
        assertThat(told.asked).hasSize(2);
        assertThat(told.asked.get(1)).isNotDone();
        assertThat(watched.seen()).isNotDone();

        told.asked.get(1).complete(process);
        assertThat(watched.seen()).isDone();
    }

    /** Each time that the JDK is asked it keeps something until the process ends. */
    @Test
    void isAskedOfTheJdkOnceHoweverOftenSomebodyLooks() throws InterruptedException {
        Told told = new Told(process);
        ProcessEnd watched = ProcessEnd.of(told);
        for (int i = 0; i < 100; i++) {
            watched.await(Deadline.NOW);
            watched.await(Deadline.after(Duration.ofNanos(1)));
        }
        assertThat(told.asked).hasSize(1);
        assertThat(told.asked.get(0)).isNotDone();
    }

    @Test
    void isSeenAlsoAfterWhoWaitedWasInterrupted() throws Exception {
        Thread waiter = waiter(end);
        waiter.interrupt();
        waiter.join();
        process.destroy();

        end.seen().get(50, TimeUnit.SECONDS);
    }

    /** A thread that waits for the end until it is interrupted. */
    private static Thread waiter(ProcessEnd end) {
        Thread waiter = new Thread(() -> {
            try {
                end.await(Deadline.NEVER);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        waiter.start();
        Awaitility.await().atMost(Duration.ofSeconds(50)).until(() -> waiter.getState() == Thread.State.WAITING);
        return waiter;
    }

    /** A process that leaves it to the test to complete what it was asked to complete at its end. */
    private static final class Told extends Process {

        private final Process real;
        private final List<CompletableFuture<Process>> asked = new ArrayList<>();

        Told(Process real) {
            this.real = real;
        }

        @Override
        public CompletableFuture<Process> onExit() {
            CompletableFuture<Process> exit = new CompletableFuture<>();
            asked.add(exit);
            return exit;
        }

        @Override
        public int waitFor() throws InterruptedException {
            return real.waitFor();
        }

        @Override
        public int exitValue() {
            return real.exitValue();
        }

        @Override
        public void destroy() {
            real.destroy();
        }

        @Override
        public OutputStream getOutputStream() {
            return real.getOutputStream();
        }

        @Override
        public InputStream getInputStream() {
            return real.getInputStream();
        }

        @Override
        public InputStream getErrorStream() {
            return real.getErrorStream();
        }
    }
}
