package io.multiproc.core.pool;

import io.multiproc.core.child.ExitStatus;
import io.multiproc.pool.FailedTask;
import io.multiproc.pool.TaskFailedException;
import io.multiproc.pool.TaskTimeoutException;
import io.multiproc.pool.WorkerDeath;
import io.multiproc.pool.WorkerTerminatedException;
import io.multiproc.pool.WorkerTerminatedException.Verdict;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a dead worker, for the outcome of what it ran.
 *
 * @param untouched number of tasks that it held and had not begun
 * @param overdue what it ran and what had run too long, for which it was ended; or null
 */
record LastMoments(
        String worker,
        long pid,
        ExitStatus status,
        int untouched,
        @Nullable Overdue overdue) {

    /** The exit code of a JVM that had no memory left and was told to exit then. */
    private static final int OUT_OF_MEMORY = 3;

    /** Lines of error output in a message; the exception has more. */
    private static final int MOST_LINES = 5;

    /**
     * What is thrown.
     *
     * @param arguments in short, as they are added to a message
     * @param task what can be run again, or null
     */
    static TaskFailedException under(TaskForm form, Reply.Died died, String arguments, @Nullable FailedTask task) {
        List<LastMoments> deaths = died.deaths();
        LastMoments last = deaths.get(deaths.size() - 1);
        String what = died.count() == 1 ? form.label(died.item()) : form.label(died.item(), died.count());
        if (last.overdue != null) {
            return last.timeout(last.overdue, what, arguments, task);
        }
        WorkerTerminatedException thrown = last.exception(form, died, deaths.size(), arguments, task);
        if (deaths.size() > 1) {
            for (int i = 0; i < deaths.size(); i++) {
                thrown.addSuppressed(deaths.get(i).exception(form, died, i + 1, "", null));
            }
        }
        return thrown;
    }

    private TaskTimeoutException timeout(Overdue reason, String what, String arguments, @Nullable FailedTask task) {
        String stack = reason.stack();
        return new TaskTimeoutException(
                what + " " + reason.inWords() + " and did not heed its interruption: worker " + worker + " (pid " + pid
                        + ") was ended, by " + status.inWords() + arguments
                        + (stack.isEmpty() ? "" : "; it was there:\n" + stack),
                stack,
                reason.stalledFor(),
                task);
    }

    private WorkerTerminatedException exception(
            TaskForm form, Reply.Died died, int workersLost, String arguments, @Nullable FailedTask task) {
        boolean one = died.count() == 1;
        String what = one ? form.label(died.item()) : form.label(died.item(), died.count());
        return new WorkerTerminatedException(
                "worker " + worker + " (pid " + pid + ") ended by " + status.inWords()
                        + (one ? " while running " : " while sending the results of ") + what
                        + (one ? ": the task is lost" : ": they are lost")
                        + (workersLost > 1 ? ", it has killed " + workersLost + " workers" : "")
                        + arguments
                        + (untouched == 0 ? "" : ", " + untouched + " tasks that it had not begun go to other workers")
                        + status.hint()
                        + lastWords(),
                form.firstItem() < 0 ? -1 : form.firstItem() + died.item(),
                workersLost,
                death(),
                task);
    }

    private String lastWords() {
        List<String> lines = status.errorOutput();
        return lines.isEmpty()
                ? ""
                : "; its error output ends:\n"
                        + String.join("\n", lines.subList(Math.max(0, lines.size() - MOST_LINES), lines.size()));
    }

    private WorkerDeath death() {
        return new WorkerDeath(
                worker,
                pid,
                status.code(),
                verdict(),
                status.inWords() + status.hint(),
                Objects.requireNonNullElse(status.exitStack(), ""),
                Objects.requireNonNullElse(status.crashReport(), ""),
                status.errorOutput());
    }

    private Verdict verdict() {
        if (status.announced()) {
            return Verdict.EXITED;
        }
        if (status.hasCrashed()) {
            return Verdict.CRASHED;
        }
        if (status.isKernelsKill()) {
            return Verdict.KERNEL_OUT_OF_MEMORY;
        }
        if (status.code() < 0) {
            return Verdict.KILLED;
        }
        return status.code() == OUT_OF_MEMORY ? Verdict.HEAP_EXHAUSTED : Verdict.HALTED;
    }
}
