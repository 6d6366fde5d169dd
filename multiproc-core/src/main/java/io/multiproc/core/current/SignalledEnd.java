package io.multiproc.core.current;

import io.multiproc.ipc.time.Deadline;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The end of a program whose processes a signal ends all at once, as Ctrl-C does. What fails then, since others end, is
 * not worth a word: it would be the last that people see.
 */
@SuppressWarnings("FutureReturnValueIgnored") // looking cannot fail
public final class SignalledEnd {

    private static final long LOOK_MILLIS = 20;

    /** Not for ever: a hook may wait for the thread that is kept, or be it. */
    private static final long KEPT_SECONDS = 5;

    private SignalledEnd() {}

    /** Completed when this JVM has begun to end, or when that time is over. */
    public static CompletableFuture<Void> begunWithin(Duration time) {
        CompletableFuture<Void> begun = new CompletableFuture<>();
        look(begun, Deadline.after(time));
        return begun;
    }

    private static void look(CompletableFuture<Void> begun, long deadline) {
        if (AtExit.hasBegun() || Deadline.isOver(deadline)) {
            begun.complete(null);
        } else {
            new CompletableFuture<Void>()
                    .completeOnTimeout(null, LOOK_MILLIS, TimeUnit.MILLISECONDS)
                    .thenRun(() -> look(begun, deadline));
        }
    }

    /**
     * While a signal ends this JVM: keeps the calling thread, which is about to throw, until it is most likely over.
     */
    public static void keepQuiet() {
        if (AtExit.isSignalled()) {
            try {
                boolean unused = new CountDownLatch(1).await(KEPT_SECONDS, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
