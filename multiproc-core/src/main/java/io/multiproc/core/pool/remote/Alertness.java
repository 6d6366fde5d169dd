package io.multiproc.core.pool.remote;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Whether a worker is there at all: one that somebody has stopped neither begins what it has got nor answers. One that does
 * answer may still be receiving. Guarded by the dispatcher's lock.
 */
final class Alertness {

    private @Nullable CompletableFuture<byte[]> question;
    private int unbegun;
    private boolean asleep;

    /**
     * Looks, from time to time. A worker sleeps that has begun nothing since the last look, and has not answered what it was
     * asked then.
     *
     * @param oldest number of the first task that it has; looked at if it has begun none
     * @param ask asks it something
     * @return what will be completed when it answers, if it is asleep since now; else null
     */
    @Nullable
    CompletableFuture<byte[]> look(boolean hasBegunNone, int oldest, Supplier<CompletableFuture<byte[]>> ask) {
        CompletableFuture<byte[]> asked = question;
        if (!hasBegunNone) {
            question = null;
        } else if (asked == null || asked.isDone() || unbegun != oldest) {
            question = ask.get();
            unbegun = oldest;
        } else if (!asleep) {
            asleep = true;
            return asked;
        }
        return null;
    }

    /** It has answered. */
    void wakeUp() {
        asleep = false;
        question = null;
    }

    boolean isAsleep() {
        return asleep;
    }
}
