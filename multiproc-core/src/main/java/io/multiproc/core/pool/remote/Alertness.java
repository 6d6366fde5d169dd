package io.multiproc.core.pool.remote;

import io.multiproc.core.pool.wire.TaskBoard;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Whether a worker is there at all: one that somebody has stopped neither begins what it has got nor answers. One that
 * does answer may still be receiving. Guarded by the dispatcher's lock.
 */
final class Alertness {

    private static final int MOST_PATIENCE = 64;

    private int waitsFor = TaskBoard.NONE;
    private @Nullable CompletableFuture<Void> question;
    private int unanswered;
    private int patience = 1;
    private boolean asleep;

    /** What is to be done after a look. */
    enum Step {
        NOTHING,
        ASK,
        TAKE_BACK
    }

    /**
     * Looks, from time to time. A worker that has begun none of its tasks since the last look is asked, and sleeps if
     * it has not answered by the next one: by a later one each time, in case it has fallen silent over what it is to
     * receive.
     *
     * @param oldest number of the first task that it has, or {@link TaskBoard#NONE} if it has begun one or has none
     */
    Step look(int oldest) {
        boolean still = oldest != TaskBoard.NONE && oldest == waitsFor;
        waitsFor = oldest;
        if (!still || asleep) {
            return Step.NOTHING;
        }
        CompletableFuture<Void> asked = question;
        if (asked == null || asked.isDone()) {
            question = new CompletableFuture<>();
            unanswered = 0;
            return Step.ASK;
        }
        unanswered++;
        if (unanswered < patience) {
            return Step.NOTHING;
        }
        asleep = true;
        patience = Math.min(2 * patience, MOST_PATIENCE);
        return Step.TAKE_BACK;
    }

    /** What it was asked last: completed when it answers, and never if it is dead. */
    CompletableFuture<Void> question() {
        CompletableFuture<Void> asked = question;
        if (asked == null) {
            throw new IllegalStateException("it was not asked");
        }
        return asked;
    }

    /** It has answered. */
    void wakeUp() {
        asleep = false;
        waitsFor = TaskBoard.NONE;
    }

    boolean isAsleep() {
        return asleep;
    }
}
