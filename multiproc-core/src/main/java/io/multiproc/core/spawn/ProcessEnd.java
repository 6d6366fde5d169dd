package io.multiproc.core.spawn;

import io.multiproc.ipc.time.Deadline;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Tells of the end of a process, also where there is no thread left to tell it.
 *
 * <p>The JDK tells of it on another thread than the one that has noticed it, and starts one for that where there are not more
 * than two processors. Who waits for the process by {@link #await} is woken at once, and tells of it first.
 */
@SuppressWarnings("FutureReturnValueIgnored") // the chains of futures end in one that is returned
final class ProcessEnd {

    private static final long LOOK_MILLIS = 10;

    private final Process process;
    private final CompletableFuture<Void> seen = new CompletableFuture<>();

    private ProcessEnd(Process process) {
        this.process = process;
    }

    static ProcessEnd of(Process process) {
        ProcessEnd end = new ProcessEnd(process);
        process.onExit().whenComplete((ended, failure) -> {
            if (failure == null) {
                end.seen.complete(null);
            } else {
                end.look();
            }
        });
        return end;
    }

    /** Completed when the process has ended and its exit value is known, by whichever thread sees that first; never fails. */
    CompletableFuture<Void> seen() {
        return seen;
    }

    /**
     * Waits until the process has ended, or the time is over; what is to be done then may be done here.
     *
     * @param deadline as in {@link Deadline}
     */
    void await(long deadline) throws InterruptedException {
        if (deadline == Deadline.NEVER) {
            process.waitFor();
        } else if (!process.waitFor(Deadline.remaining(deadline), TimeUnit.NANOSECONDS)) {
            return;
        }
        seen.complete(null);
    }

    /**
     * The JDK wanted a new thread to tell of the end with, and got none. The thread that has noticed the end is about to make it
     * known, and must not be kept; a timer's thread, which each start has used, looks for it.
     */
    private void look() {
        new CompletableFuture<Void>()
                .completeOnTimeout(null, LOOK_MILLIS, TimeUnit.MILLISECONDS)
                .thenRun(() -> {
                    if (process.isAlive()) {
                        look();
                    } else {
                        seen.complete(null);
                    }
                });
    }
}
