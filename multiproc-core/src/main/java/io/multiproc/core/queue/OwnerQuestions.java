package io.multiproc.core.queue;

import io.multiproc.core.queue.Answers.Answer;
import io.multiproc.core.queue.QueueMessages.Question;
import io.multiproc.ipc.time.Deadline;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Asks the owner of a queue, and waits for its answers. May be used by any thread. */
final class OwnerQuestions {

    private final ReentrantLock lock;
    private final Condition answered;
    private final Answers answers;
    private final Runnable check;

    /**
     * Questions of one process.
     *
     * @param check throws if there will be no answer; called with the lock of the queue
     */
    OwnerQuestions(ReentrantLock lock, Outbox outbox, Runnable check) {
        this.lock = lock;
        this.answered = lock.newCondition();
        this.answers = new Answers(outbox, answered);
        this.check = check;
    }

    /** Asks, and does not wait; with the lock of the queue. */
    Answer begin(Question question) {
        return answers.ask(question);
    }

    /** Waits until some question is answered, or there is news of another kind; with the lock of the queue. */
    Condition answered() {
        return answered;
    }

    /** The owner answers; with the lock of the queue. */
    void answer(int request, int result) {
        answers.answer(request, result);
    }

    int ask(Question question) {
        lock.lock();
        try {
            check.run();
            Answer answer = answers.ask(question);
            while (!answer.isHere()) {
                answered.awaitUninterruptibly();
                check.run();
            }
            return answer.result();
        } finally {
            lock.unlock();
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
                answers.forget(answer);
                return answer.isHere();
            }
            while (!answer.isHere() && !Deadline.isOver(deadline)) {
                check.run();
                long unused = answered.awaitNanos(Deadline.remaining(deadline));
            }
            answers.forget(answer);
            return answer.isHere();
        } finally {
            lock.unlock();
        }
    }
}
