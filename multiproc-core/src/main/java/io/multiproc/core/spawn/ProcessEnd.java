package io.multiproc.core.spawn;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Tells of the end of a process, also where there is no thread left to tell it. */
@SuppressWarnings("FutureReturnValueIgnored") // the chains of futures end in one that is returned
final class ProcessEnd {

    private static final long LOOK_MILLIS = 10;

    private ProcessEnd() {}

    /** Completed when the process has ended and its exit value is known; never fails. */
    static CompletableFuture<Void> of(Process process) {
        CompletableFuture<Void> end = new CompletableFuture<>();
        process.onExit().whenComplete((ended, failure) -> {
            if (failure == null) {
                end.complete(null);
            } else {
                look(process, end);
            }
        });
        return end;
    }

    /**
     * The JDK wanted a new thread to tell of the end with, and got none. The thread that has noticed the end is about to make it
     * known, and must not be kept; a timer's thread, which each start has used, looks for it.
     */
    private static void look(Process process, CompletableFuture<Void> end) {
        new CompletableFuture<Void>()
                .completeOnTimeout(null, LOOK_MILLIS, TimeUnit.MILLISECONDS)
                .thenRun(() -> {
                    if (process.isAlive()) {
                        look(process, end);
                    } else {
                        end.complete(null);
                    }
                });
    }
}
