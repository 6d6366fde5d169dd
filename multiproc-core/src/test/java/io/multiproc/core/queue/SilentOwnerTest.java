package io.multiproc.core.queue;

import static io.multiproc.Multiprocessing.awaitAny;
import static io.multiproc.Multiprocessing.joinableQueue;
import static io.multiproc.Multiprocessing.process;
import static io.multiproc.Multiprocessing.queue;
import static io.multiproc.Multiprocessing.simpleQueue;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.multiproc.process.ChildProcess;
import io.multiproc.queue.JoinableQueue;
import io.multiproc.queue.ProcessQueue;
import io.multiproc.queue.QueueClosedException;
import io.multiproc.queue.QueueEmptyException;
import io.multiproc.queue.QueueFullException;
import io.multiproc.queue.SimpleQueue;
import io.multiproc.testkit.CleanExit;
import io.multiproc.testkit.Threads;
import io.multiproc.testkit.programs.Programs;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Queues whose owner is stopped: nobody waits for its answers without a limit. */
@ExtendWith(CleanExit.class)
@SuppressWarnings("try") // an interrupt may end the closing
class SilentOwnerTest {

    private static final Duration LONG = Duration.ofSeconds(50);
    private static final Duration MOMENT = Duration.ofMillis(100);

    private ChildProcess owner;
    private JoinableQueue<Integer> used;
    private ProcessQueue<Integer> full;
    private ProcessQueue<Integer> fresh;
    private SimpleQueue<Integer> simple;

    static void own(ProcessQueue<Object> mail) throws InterruptedException {
        JoinableQueue<Integer> used = joinableQueue();
        ProcessQueue<Integer> full = queue(1);
        full.put(1);
        mail.put(List.of(used, full, queue(), simpleQueue()));
        Programs.sleepForever();
    }

    @BeforeEach
    @SuppressWarnings("unchecked")
    void start() throws Exception {
        ProcessQueue<Object> mail = queue();
        owner = process(SilentOwnerTest::own, mail);
        owner.start();
        List<Object> queues = (List<Object>) mail.get(LONG);
        used = (JoinableQueue<Integer>) queues.get(0);
        full = (ProcessQueue<Integer>) queues.get(1);
        fresh = (ProcessQueue<Integer>) queues.get(2);
        simple = (SimpleQueue<Integer>) queues.get(3);
        assertThat(used.isEmpty()).isTrue();
        assertThat(full.isFull()).isTrue();
    }

    @AfterEach
    void end() throws InterruptedException {
        owner.kill();
        assertThat(owner.join(LONG)).isTrue();
    }

    private void assertDoesNotAnswer(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOf(QueueClosedException.class)
                .hasMessageStartingWith("queue '")
                .hasMessageContaining("does not answer: its owner, process " + owner.name() + " (pid "
                        + owner.pid().getAsLong() + "), has said nothing in time")
                .hasMessageEndingWith("(wait longer with -Dmultiproc.queue.silence=MILLISECONDS)");
    }

    @Test
    void whoAsksAStoppedOwnerIsToldAndTheQueueGoesOnWithIt() throws Exception {
        try (StoppedOwner stopped = StoppedOwner.stop(owner)) {
            stopped.giveUpAfter(MOMENT);
            assertDoesNotAnswer(used::size);
            assertDoesNotAnswer(used::isEmpty);
            assertDoesNotAnswer(used::isFull);
            assertDoesNotAnswer(used::taskDone);
            assertDoesNotAnswer(used::getNowait);
            assertDoesNotAnswer(() -> used.join(Duration.ZERO));
            assertDoesNotAnswer(() -> full.putNowait(2));
            assertDoesNotAnswer(fresh::size);
            assertDoesNotAnswer(() -> fresh.put(1));
            assertDoesNotAnswer(() -> fresh.get(MOMENT));
            assertDoesNotAnswer(() -> simple.put(1));
            assertThat(used.join(MOMENT)).isFalse();
            assertThatThrownBy(() -> used.get(MOMENT)).isInstanceOf(QueueEmptyException.class);
            assertThatThrownBy(() -> full.put(2, MOMENT)).isInstanceOf(QueueFullException.class);
            assertThat(used.isReady()).isFalse();
            assertThat(awaitAny(List.of(used, full), MOMENT)).isEmpty();
            used.put(3); // is passed on when the owner reads again
        }
        assertThat(awaitAny(List.of(used), LONG)).containsExactly(used);
        assertThat(used.get(LONG)).isEqualTo(3);
        assertThat(full.getNowait()).isEqualTo(1);
        full.put(4, LONG);
        fresh.put(5);
        assertThat(fresh.get(LONG)).isEqualTo(5);
        simple.put(6);
        assertThat(simple.get()).isEqualTo(6);
    }

    @Test
    void whoAsksAStoppedOwnerCanBeInterrupted() throws Exception {
        try (StoppedOwner stopped = StoppedOwner.stop(owner)) {
            stopped.giveUpAfter(Duration.ofDays(1));
            // each goes on for a second after its interrupt: two queues at the same time
            FutureTask<Throwable> usedSize = interrupted(used::size);
            FutureTask<Throwable> freshSize = interrupted(fresh::size);
            assertThat(usedSize.get()).isInstanceOf(QueueClosedException.class).hasMessageContaining("does not answer");
            assertThat(freshSize.get()).isInstanceOf(QueueClosedException.class);
            FutureTask<Throwable> usedGet = interrupted(used::getNowait);
            FutureTask<Throwable> freshGet = interrupted(fresh::get);
            assertThat(usedGet.get()).isInstanceOf(QueueClosedException.class);
            assertThat(freshGet.get())
                    .isInstanceOf(InterruptedException.class)
                    .hasMessage("interrupted in get: queue '" + fresh.name() + "', whose owner does not answer");
        }
    }

    @Test
    void whoDoesNotWaitIsToldOfAStoppedOwnerAlsoIfInterruptedBefore() throws Exception {
        try (StoppedOwner stopped = StoppedOwner.stop(owner)) {
            stopped.giveUpAfter(MOMENT);
            Thread.currentThread().interrupt();
            assertDoesNotAnswer(fresh::getNowait);
            assertDoesNotAnswer(() -> fresh.putNowait(1));
            assertThat(Thread.interrupted()).as("still interrupted").isTrue();
        }
    }

    @Test
    @SuppressWarnings("unchecked")
    void whoPutsMoreThanAStoppedOwnerReadsWaitsUntilTheQueueIsClosed() throws Exception {
        ProcessQueue<Object> any = (ProcessQueue<Object>) (ProcessQueue<?>) used;
        try (StoppedOwner stopped = StoppedOwner.stop(owner)) {
            stopped.giveUpAfter(MOMENT);
            FutureTask<Void> putting = new FutureTask<>(() -> {
                while (true) {
                    any.put(new byte[100_000]);
                }
            });
            Thread thread = new Thread(putting, "puts");
            thread.start();
            await().atMost(LONG).until(() -> Threads.isIn(thread, "wait"));
            any.put(1, MOMENT); // it has no limit, so it is never full
            any.putNowait(2);
            any.close();
            assertThatThrownBy(() -> putting.get(LONG.toSeconds(), TimeUnit.SECONDS))
                    .hasCauseInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("is closed in process");
        }
    }

    /** What a call throws in a thread that is interrupted now; all but an InterruptedException leave it interrupted. */
    private static FutureTask<Throwable> interrupted(Callable<?> call) throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        FutureTask<Throwable> task = new FutureTask<>(() -> {
            begun.countDown();
            try {
                return new AssertionError("not expected: " + call.call());
            } catch (InterruptedException e) {
                return e;
            } catch (RuntimeException e) {
                assertThat(Thread.interrupted()).as("still interrupted").isTrue();
                return e;
            }
        });
        Thread thread = new Thread(task, "interrupted");
        thread.start();
        begun.await();
        thread.interrupt();
        return task;
    }
}
