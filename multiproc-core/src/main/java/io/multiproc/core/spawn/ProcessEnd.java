package io.multiproc.core.spawn;

import io.multiproc.ipc.time.Deadline;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Tells of the end of a process, also where there is no thread left to tell it.
 *
 * <p>The JDK tells of it on another thread than the one that has noticed it, and starts one for that where there are
 * not more than two processors, before it wakes those who wait for the process. So it is asked to tell of it only while
 * nobody waits for it without a limit: who does is woken at once, and tells of it.
 */
@SuppressWarnings("FutureReturnValueIgnored") // the end of a process cannot fail
final class ProcessEnd {

    private static final long LOOK_MILLIS = 10;

    private final Process process;
    private final CompletableFuture<Void> seen = new CompletableFuture<>();

    /** What the JDK is to complete, on whichever thread; guarded by this. */
    private CompletableFuture<Process> told = new CompletableFuture<>();

    /** The threads that wait for the process without a limit; guarded by this. */
    private int waiting;

    private ProcessEnd(Process process) {
        this.process = process;
    }

    static ProcessEnd of(Process process) {
        ProcessEnd end = new ProcessEnd(process);
        end.askTheJdk();
        return end;
    }

    private synchronized void askTheJdk() {
        told = process.onExit();
        told.whenComplete((ended, failure) -> {
            if (failure != null) {
                look();
            } else if (ended != null) { // else somebody waits
                seen.complete(null);
            }
        });
    }

    /**
     * Completed when the process has ended and its exit value is known, by whichever thread sees that first; never
     * fails.
     */
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
            awaitForEver();
        } else if (process.waitFor(Deadline.remaining(deadline), TimeUnit.NANOSECONDS)) {
            seen.complete(null);
        }
    }

    /** Only so: each time that the JDK is asked anew it keeps something until the process ends. */
    private void awaitForEver() throws InterruptedException {
        comes();
        try {
            process.waitFor();
            seen.complete(null);
        } finally {
            leaves();
        }
    }

    private synchronized void comes() {
        waiting++;
        told.complete(null); // spares the JDK the thread
    }

    /** The last one to leave, if it was interrupted, has the JDK tell of it again. */
    private synchronized void leaves() {
        waiting--;
        if (waiting == 0 && !seen.isDone()) {
            if (process.isAlive()) {
                askTheJdk();
            } else { // not asked of the JDK: the number may be another's by now
                look();
            }
        }
    }

    /**
     * The JDK wanted a new thread to tell of the end with, and got none. The thread that has noticed the end is about
     * to make it known, and must not be kept; a timer's thread, which each start has used, looks for it.
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
