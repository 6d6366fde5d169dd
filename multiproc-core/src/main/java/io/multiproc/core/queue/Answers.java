package io.multiproc.core.queue;

import io.multiproc.core.queue.QueueMessages.Question;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.Condition;

/** Questions to the owner and what it has answered. Guarded by the lock of the queue. */
final class Answers {

    private final Outbox outbox;
    private final Condition answered;
    private final Map<Integer, Answer> open = new HashMap<>();
    private int last;

    Answers(Outbox outbox, Condition answered) {
        this.outbox = outbox;
        this.answered = answered;
    }

    /** A question. */
    static final class Answer {

        private final int request;
        private final Question question;
        private boolean here;
        private int result;

        private Answer(int request, Question question) {
            this.request = request;
            this.question = question;
        }

        boolean isHere() {
            return here;
        }

        int result() {
            return result;
        }
    }

    Answer ask(Question question) {
        Answer answer = new Answer(++last, question);
        open.put(answer.request, answer);
        outbox.send(QueueMessages.ask(answer.request, question));
        return answer;
    }

    /** A join is not waited for any more; the owner may still answer it. */
    void forgetJoin(Answer answer) {
        open.remove(answer.request);
    }

    /**
     * The owner answers. That no element is unfinished answers all who asked for that before, too: the owner knows of
     * the last one only, even if that one has been forgotten.
     */
    void answer(int request, int result) {
        Answer answer = open.remove(request);
        if (answer != null) {
            complete(answer, result);
        }
        if (answer == null || answer.question == Question.JOIN) {
            completeOlderJoins(request, result);
        }
        answered.signalAll();
    }

    private void completeOlderJoins(int request, int result) {
        open.values().removeIf(older -> {
            boolean also = older.question == Question.JOIN && older.request - request < 0;
            if (also) {
                complete(older, result);
            }
            return also;
        });
    }

    private static void complete(Answer answer, int result) {
        answer.result = result;
        answer.here = true;
    }
}
