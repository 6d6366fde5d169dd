package io.multiproc.core.pool.remote;

import io.multiproc.core.pool.wire.TaskBoard;
import io.multiproc.core.pool.wire.TaskMessage;
import io.multiproc.ipc.time.Deadline;
import io.multiproc.process.ProcessException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** How the start of a worker ends: it is ready, it cannot be, or it is too late. Used by any thread. */
@SuppressWarnings("FutureReturnValueIgnored") // failures are told by ready()
final class WorkerStart {

    private static final int PRESS_MILLIS = 100;

    private final WorkerProcess process;
    private final CompletableFuture<Void> ready = new CompletableFuture<>();
    private final AtomicBoolean decided = new AtomicBoolean();
    private volatile boolean taking;
    private volatile @Nullable Duration missed;
    private volatile @Nullable String stack;

    WorkerStart(WorkerProcess process) {
        this.process = process;
    }

    /** Has the worker end if it is not ready in time: first by an interruption, which also tells where it is. */
    void limit(Duration most, long graceNanos) {
        ready.copy()
                .orTimeout(Deadline.nanos(most), TimeUnit.NANOSECONDS)
                .exceptionallyAsync(
                        failure -> {
                            if (failure instanceof TimeoutException) {
                                missed = most;
                                press(System.nanoTime() + graceNanos);
                            }
                            return null;
                        },
                        WorkerProcess.KILLER);
    }

    /** Until it says where it is: it may not have come yet to what it can be interrupted in. */
    private void press(long end) {
        if (System.nanoTime() - end >= 0) {
            giveUp();
        } else if (!decided.get()) {
            if (stack == null) {
                process.order(TaskMessage.interrupt(TaskBoard.STARTING, false, 0));
            }
            CompletableFuture.delayedExecutor(PRESS_MILLIS, TimeUnit.MILLISECONDS, WorkerProcess.KILLER)
                    .execute(() -> press(end));
        }
    }

    private void giveUp() {
        if (decided.compareAndSet(false, true)) {
            failed(null);
            process.kill();
        }
    }

    /** Where it is, which it was asked because it is not ready in time. */
    void told(String whereItIs) {
        stack = whereItIs;
    }

    /** Whether it may become ready; false: it was too late, and has been ended. */
    boolean mayBecomeReady() {
        boolean may = decided.compareAndSet(false, true);
        if (may) {
            taking = true;
        }
        return may;
    }

    void becomeReady() {
        ready.complete(null);
    }

    /** It cannot become ready, for that reason; null: only since the time is over. */
    void failed(@Nullable Throwable reason) {
        decided.set(true);
        Duration most = missed;
        ready.completeExceptionally(reason != null && most == null ? reason : tooLate(most, reason));
    }

    private ProcessException tooLate(@Nullable Duration most, @Nullable Throwable reason) {
        String known = stack;
        return new ProcessException(
                "worker " + process.name() + " (pid " + process.pid() + ") was not ready within " + most
                        + " (startTimeout)"
                        + (known == null ? ", and did not say where it was" : " and was interrupted there:\n" + known),
                reason);
    }

    /** Completed when it can take tasks, or with what kept it from starting. */
    CompletableFuture<Void> ready() {
        return ready;
    }

    /**
     * Whether it takes tasks, and has to be told when it gets no more; those who wait for {@link #ready} learn it
     * later.
     */
    boolean isReady() {
        return taking;
    }
}
