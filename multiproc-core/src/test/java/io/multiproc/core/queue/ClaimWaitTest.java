package io.multiproc.core.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multiproc.core.queue.Board.Waiting;
import io.multiproc.core.queue.QueueHandle.Kind;
import io.multiproc.ipc.frame.FrameType;
import io.multiproc.ipc.time.Deadline;
import io.multiproc.queue.QueueClosedException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Threads that the owner has claimed, and then does not send anything: it was stopped in between. */
@Timeout(60)
class ClaimWaitTest {

    private static final String SILENCE = "multiproc.queue.silence";
    private static final QueueHandle QUEUE =
            new QueueHandle("/none/hub", 1, new byte[0], Kind.PLAIN, "orders", Capacity.UNLIMITED, "Process-1", 4711);

    @TempDir
    Path folder;

    private final ReentrantLock lock = new ReentrantLock();
    private Board owner;
    private Board user;
    private OwnerQuestions questions;
    private boolean isGone;
    private Claims getters;
    private ClaimWait waiting;

    @BeforeEach
    @SuppressWarnings("NullAway") // nothing is ever sent
    void set() throws Exception {
        owner = Board.create(folder.resolve("board"));
        Outbox outbox = new Outbox(null, () -> {});
        questions = new OwnerQuestions(QUEUE, lock, outbox, () -> {});
        user = Board.open(folder.resolve("board"));
        getters = new Claims(user, Waiting.GETTERS, FrameType.WANT, outbox, lock.newCondition());
        waiting = new ClaimWait(QUEUE, lock, questions, () -> {});
        System.setProperty(SILENCE, "500");
        lock.lock();
    }

    @AfterEach
    void reset() {
        lock.unlock();
        System.clearProperty(SILENCE);
    }

    /** Waits a moment, and is claimed meanwhile. */
    private boolean awaitClaimed() throws InterruptedException {
        return waiting.await(getters, () -> owner.claim(Waiting.GETTERS, 1) > 1, Deadline.after(Duration.ofMillis(50)));
    }

    @Test
    void whoWasPromisedSomethingIsToldWhenTheOwnerDoesNotSendIt() {
        assertThatThrownBy(this::awaitClaimed)
                .isInstanceOf(QueueClosedException.class)
                .hasMessageStartingWith("queue 'orders' does not answer: its owner, process Process-1 (pid 4711)");
        assertThat(getters.isAnyWaiting()).isFalse();
    }

    @Test
    void soIsWhoIsInterruptedAndStaysInterrupted() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(this::awaitClaimed).isInstanceOf(QueueClosedException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void whoIsInterruptedWhenTheOwnerIsGoneStaysInterrupted() {
        ClaimWait lost = new ClaimWait(QUEUE, lock, questions, () -> {
            if (isGone) {
                throw new QueueClosedException("gone", null);
            }
        });
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> lost.await(
                        getters,
                        () -> {
                            isGone = owner.claim(Waiting.GETTERS, 1) == 0;
                            return false;
                        },
                        Deadline.NEVER))
                .hasMessage("gone");
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void whatComesLateIsForTheNextThread() throws Exception {
        assertThatThrownBy(this::awaitClaimed).isInstanceOf(QueueClosedException.class);
        getters.promise(1);
        assertThat(waiting.await(getters, () -> false, Deadline.after(Duration.ofMillis(50))))
                .isTrue();
        assertThat(owner.hasWaiting(Waiting.GETTERS))
                .as("counted in though gone")
                .isFalse();
    }

    /** Its promise is taken by one that has come after it, whose place it can leave with. */
    @Test
    void whoIsOvertakenGivesUpInTime() throws Exception {
        AtomicInteger looks = new AtomicInteger();
        boolean got = waiting.await(
                getters,
                () -> {
                    if (looks.incrementAndGet() == 1) {
                        assertThat(owner.claim(Waiting.GETTERS, 1)).isEqualTo(1);
                    } else if (looks.get() == 2) { // the time is over, and this thread could not leave
                        assertThat(user.enter(Waiting.GETTERS)).isTrue();
                    }
                    return false;
                },
                System.nanoTime());
        assertThat(got).isFalse();
        assertThat(owner.hasWaiting(Waiting.GETTERS)).isFalse();
    }
}
