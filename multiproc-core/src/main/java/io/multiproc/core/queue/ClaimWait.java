package io.multiproc.core.queue;

import io.multiproc.core.queue.Answers.Answer;
import io.multiproc.core.queue.QueueMessages.Question;
import io.multiproc.ipc.endpoint.TimeLimit;
import io.multiproc.ipc.time.Deadline;
import io.multiproc.queue.QueueClosedException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** How the threads of a process wait for what the owner of a queue gives: elements or slots. */
final class ClaimWait {

    private final QueueHandle queue;
    private final ReentrantLock lock;
    private final OwnerQuestions questions;
    private final Runnable check;
    private final AtomicInteger news = new AtomicInteger();

    /**
     * The waiting of one process.
     *
     * @param check throws if nothing will be given any more; called with the lock of the queue
     */
    ClaimWait(QueueHandle queue, ReentrantLock lock, OwnerQuestions questions, Runnable check) {
        this.queue = queue;
        this.lock = lock;
        this.questions = questions;
        this.check = check;
    }

    /** Tells whether there is something for anybody already. */
    @FunctionalInterface
    interface Here {

        boolean isSomethingHere();
    }

    /** The owner has sent something; without the lock. */
    void news() {
        news.incrementAndGet();
    }

    /**
     * Waits until the owner has something for this thread, or there is something for anybody; with the lock.
     *
     * @param deadline {@link Deadline#NOW}: ask the owner instead of waiting
     * @return whether the thread may try to take it; false if the time is over
     * @throws QueueClosedException if the owner is gone, or was asked and does not answer
     */
    boolean await(Claims claims, Here here, long deadline) throws InterruptedException {
        boolean now = deadline == Deadline.NOW;
        TimeLimit limit = Silence.limit();
        claims.enter();
        boolean interrupted = false;
        TimeLimit patience = null;
        try {
            Answer looked = now ? questions.begin(Question.SIZE) : null;
            spin();
            while (true) {
                if (claims.redeem()) {
                    return true;
                }
                check.run();
                if (here.isSomethingHere() && claims.leave()) {
                    return true;
                }
                boolean over =
                        interrupted || (looked != null ? looked.isHere() || limit.isOver() : Deadline.isOver(deadline));
                if (over && claims.leave()) {
                    if (interrupted) {
                        interrupted = false;
                        throw new InterruptedException("interrupted while waiting: queue '" + queue.name() + "'");
                    }
                    questions.expect(looked);
                    return false;
                }
                if (over) { // what this thread waits for is on its way; or another takes that, and this one can leave
                    // then
                    patience = patience == null ? now ? limit : Silence.limit() : patience;
                    if (interrupted) {
                        patience.interrupted();
                    }
                    if (patience.isOver()) {
                        claims.abandon();
                        throw QueueErrors.ownerSilent(queue, null);
                    }
                }
                try {
                    Condition signal = now && !over ? questions.answered() : claims.changed();
                    long until = patience != null ? patience.deadline() : now ? limit.deadline() : deadline;
                    long unused = signal.awaitNanos(Deadline.remaining(until));
                } catch (InterruptedException e) {
                    if (now) {
                        limit.interrupted();
                    } else {
                        interrupted = true;
                    }
                }
            }
        } finally {
            claims.left();
            limit.restoreInterrupt();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Without the lock, for a moment: the reader needs it. */
    private void spin() {
        int before = news.get();
        lock.unlock();
        try {
            Spin.until(() -> news.get() != before);
        } finally {
            lock.lock();
        }
    }
}
