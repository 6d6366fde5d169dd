package io.multiproc.core.queue;

import io.multiproc.core.queue.Answers.Answer;
import io.multiproc.core.queue.QueueMessages.Question;
import io.multiproc.ipc.endpoint.TimeLimit;
import io.multiproc.ipc.time.Deadline;
import io.multiproc.queue.QueueClosedException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

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
        OneWait wait = deadline == Deadline.NOW ? new Look(claims) : new Stay(claims, deadline);
        claims.enter();
        try {
            wait.begin();
            spin();
            return wait.await(here);
        } finally {
            claims.left();
            wait.restoreInterrupt();
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

    /**
     * The waiting of one thread, in two phases: until its time is over, and then, if the owner has claimed it, until
     * that has come which is on its way; or another thread takes that, and this one can leave.
     */
    private abstract class OneWait {

        private final Claims claims;

        OneWait(Claims claims) {
            this.claims = claims;
        }

        final boolean await(Here here) throws InterruptedException {
            while (!claims.redeem()) {
                check.run();
                if (here.isSomethingHere() && claims.leave()) {
                    return true;
                }
                if (!isOver()) {
                    sleepUntilOver(claims);
                } else if (claims.leave()) {
                    leftWithNothing();
                    return false;
                } else {
                    sleepUntilPromiseIsKept();
                }
            }
            return true;
        }

        private void sleepUntilPromiseIsKept() {
            TimeLimit patience = patience();
            if (patience.isOver()) {
                claims.abandon();
                throw QueueErrors.ownerSilent(queue, null);
            }
            sleep(claims.changed(), patience.deadline());
        }

        @SuppressWarnings("WaitNotInLoop") // await is the loop
        final void sleep(Condition signal, long until) {
            try {
                long unused = signal.awaitNanos(Deadline.remaining(until));
            } catch (InterruptedException e) {
                interrupted();
            }
        }

        /** The thread is counted in. */
        abstract void begin();

        /** Whether the first phase is; for good. */
        abstract boolean isOver();

        /** In the first phase. */
        abstract void sleepUntilOver(Claims claims);

        /** How long the second phase may take. */
        abstract TimeLimit patience();

        abstract void interrupted();

        /** The thread is counted out, and nothing will come for it: throws if it is to be told more than that. */
        abstract void leftWithNothing() throws InterruptedException;

        /** In the end, if the thread was interrupted and has not been told. */
        abstract void restoreInterrupt();
    }

    /** Does not wait but asks the owner, who gives what it has before it answers: over with the answer. */
    private final class Look extends OneWait {

        private final TimeLimit limit = Silence.limit();
        private @Nullable Answer looked;

        Look(Claims claims) {
            super(claims);
        }

        @Override
        void begin() {
            looked = questions.begin(Question.SIZE);
        }

        @Override
        boolean isOver() {
            return (looked != null && looked.isHere()) || limit.isOver();
        }

        @Override
        void sleepUntilOver(Claims claims) {
            sleep(questions.answered(), limit.deadline());
        }

        @Override
        TimeLimit patience() {
            return limit;
        }

        @Override
        void interrupted() {
            limit.interrupted();
        }

        @Override
        void leftWithNothing() {
            questions.expect(looked);
        }

        @Override
        void restoreInterrupt() {
            limit.restoreInterrupt();
        }
    }

    /** Waits: over when the deadline is, or the thread was interrupted. */
    private final class Stay extends OneWait {

        private final long deadline;
        private boolean interrupted;
        private @Nullable TimeLimit patience;

        Stay(Claims claims, long deadline) {
            super(claims);
            this.deadline = deadline;
        }

        @Override
        void begin() {}

        @Override
        boolean isOver() {
            return interrupted || Deadline.isOver(deadline);
        }

        @Override
        void sleepUntilOver(Claims claims) {
            sleep(claims.changed(), deadline);
        }

        @Override
        TimeLimit patience() {
            TimeLimit current = patience == null ? Silence.limit() : patience;
            patience = current;
            if (interrupted) {
                current.interrupted();
            }
            return current;
        }

        @Override
        void interrupted() {
            interrupted = true;
        }

        @Override
        void leftWithNothing() throws InterruptedException {
            if (interrupted) {
                interrupted = false;
                throw new InterruptedException("interrupted while waiting: queue '" + queue.name() + "'");
            }
        }

        @Override
        void restoreInterrupt() {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
