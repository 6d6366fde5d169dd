package io.multiproc.core.spawn;

import static org.assertj.core.api.Assertions.assertThat;

import io.multiproc.ipc.time.Deadline;
import io.multiproc.testkit.CleanExit;
import io.multiproc.testkit.SameWithoutNative;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
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
}
