package io.multiproc.core.queue;

import io.multiproc.core.queue.Answers.Answer;
import io.multiproc.core.queue.QueueMessages.Question;
import io.multiproc.ipc.endpoint.TimeLimit;
import io.multiproc.ipc.time.Deadline;
import io.multiproc.queue.QueueClosedException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Asks the owner of a queue, and waits for its answers. May be used by any thread. */
final class OwnerQuestions {

    /** No answer is that. */
    static final int NO_ANSWER = -1;

    private final QueueHandle queue;
    private final ReentrantLock lock;
    private final Condition answered;
    private final Answers answers;
    private final Runnable check;
    private @Nullable Answer overdue;

    /**
     * Questions of one process.
     *
     * @param check throws if there will be no answer; called with the lock of the queue
     */
    OwnerQuestions(QueueHandle queue, ReentrantLock lock, Outbox outbox, Runnable check) {
        this.queue = queue;
        this.lock = lock;
        this.answered = lock.newCondition();
        this.answers = new Answers(outbox, answered);
        this.check = check;
    }

    /** Asks, and does not wait; with the lock of the queue. */
    Answer begin(Question question) {
        return answers.ask(question);
    }

    /** The owner answers; with the lock of the queue. */
    void answer(int request, int result) {
        answers.answer(request, result);
    }

    /**
     * Asks, and waits for the answer.
     *
     * @throws QueueClosedException if the owner is gone, or does not answer in time
     */
    int ask(Question question) {
        TimeLimit limit = Silence.limit();
        lock.lock();
        try {
            Answer answer = ask(question, limit);
            expect(answer);
            return answer.result();
        } finally {
            lock.unlock();
            limit.restoreInterrupt();
        }
    }

    /**
     * Asks, and waits a moment for the answer; not even that while an earlier question of that kind has none.
     *
     * @return {@link #NO_ANSWER}, or the answer
     * @throws QueueClosedException if the owner is gone
     */
    int askBriefly(Question question) {
        TimeLimit limit = Silence.moment();
        lock.lock();
        try {
            if (overdue != null && !overdue.isHere()) {
                check.run();
                return NO_ANSWER;
            }
            Answer answer = ask(question, limit);
            overdue = answer;
            return answer.isHere() ? answer.result() : NO_ANSWER;
        } finally {
            lock.unlock();
            limit.restoreInterrupt();
        }
    }

    private Answer ask(Question question, TimeLimit limit) {
        check.run();
        Answer answer = answers.ask(question);
        while (!answer.isHere() && !limit.isOver()) {
            try {
                long unused = answered.awaitNanos(Deadline.remaining(limit.deadline()));
            } catch (InterruptedException e) {
                limit.interrupted(); // it ends sooner, and the interrupt is restored
            }
            check.run();
        }
        return answer;
    }

    /** Signalled when a question is answered, or there is news of another kind; of the lock of the queue. */
    Condition answered() {
        return answered;
    }

    /**
     * For when the time is over; with the lock of the queue.
     *
     * @param answer null: nothing was asked
     * @throws QueueClosedException if it is not here
     */
    void expect(@Nullable Answer answer) {
        if (answer != null && !answer.isHere()) {
            throw QueueErrors.ownerSilent(queue, null);
        }
    }

    /** Whether no element was unfinished in time. */
    boolean join(long deadline) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            check.run();
            Answer answer = answers.ask(Question.JOIN);
            if (deadline == Deadline.NOW) {
                int unused = ask(Question.SIZE);
                answers.forgetJoin(answer);
                return answer.isHere();
            }
            while (!answer.isHere() && !Deadline.isOver(deadline)) {
                check.run();
                long unused = answered.awaitNanos(Deadline.remaining(deadline));
            }
            answers.forgetJoin(answer);
            return answer.isHere();
        } finally {
            lock.unlock();
        }
    }
}
