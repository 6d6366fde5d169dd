package io.multiproc.core.pool.blame;

import io.multiproc.core.child.ExitStatus;
import io.multiproc.core.pool.task.LastMoments;
import io.multiproc.core.pool.task.Reply;
import io.multiproc.core.pool.task.Stage;
import io.multiproc.core.pool.task.TaskForm;
import io.multiproc.core.pool.wire.Overdue;
import io.multiproc.pool.FailedTask;
import io.multiproc.pool.TaskFailedException;
import io.multiproc.pool.TaskPlace;
import io.multiproc.pool.TaskTimeoutException;
import io.multiproc.pool.WorkerDeath;
import io.multiproc.pool.WorkerTerminatedException;
import io.multiproc.pool.WorkerTerminatedException.Verdict;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What is told of a dead worker to whoever asks for the outcome of what it ran. */
public final class DeathReport {

    /** The exit code of a JVM that had no memory left and was told to exit then. */
    private static final int OUT_OF_MEMORY = 3;

    /** Lines of error output in a message; the exception has more. */
    private static final int MOST_LINES = 5;

    private static final String ERRORS_NOT_READ =
            "; nobody has read its error output: a pool with errorOutput(ProcessOutput.forwarded()) tells its last lines";

    private final LastMoments last;
    private final ExitStatus status;

    private DeathReport(LastMoments last) {
        this.last = last;
        this.status = last.status();
    }

    /**
     * What is thrown.
     *
     * @param arguments in short, as they are added to a message
     * @param task what can be run again, or null
     */
    public static TaskFailedException under(
            TaskForm form, Reply.Died died, String arguments, @Nullable FailedTask task) {
        List<LastMoments> deaths = died.deaths();
        DeathReport last = new DeathReport(died.worker());
        String what = died.count() == 1 ? form.label(died.item()) : form.label(died.item(), died.count());
        Overdue overdue = died.worker().overdue();
        if (overdue != null) {
            String how = what + " " + overdue.inWords() + last.how(died.count() == 1);
            return last.timeout(overdue, how, form.itemOfMap(died.item()), arguments, task);
        }
        WorkerTerminatedException thrown = last.exception(form, died, deaths.size(), arguments, task);
        if (deaths.size() > 1) {
            for (int i = 0; i < deaths.size(); i++) {
                thrown.addSuppressed(new DeathReport(deaths.get(i)).exception(form, died, i + 1, "", null));
            }
        }
        return thrown;
    }

    /** What it was busy with, and why it was not interrupted there if it was not. */
    private String how(boolean one) {
        return switch (last.stage()) {
            case RECEIVING, READING_FUNCTION -> " while its function was read";
            case READING -> " while its arguments were read";
            case RUNNING -> " and did not heed its interruption";
            case SENDING -> one ? " and did not heed its interruption" : " while its results were written";
        };
    }

    private TaskTimeoutException timeout(
            Overdue reason, String how, int item, String arguments, @Nullable FailedTask task) {
        String stack = reason.stack();
        return new TaskTimeoutException(
                how + ": worker " + last.worker() + " (pid " + last.pid() + ") was ended, by " + status.inWords()
                        + arguments
                        + (stack.isEmpty() ? "" : "; it was there:\n" + stack),
                stack,
                reason.stalledFor(),
                new TaskPlace(item, last.worker(), last.pid()),
                task);
    }

    private WorkerTerminatedException exception(
            TaskForm form, Reply.Died died, int workersLost, String arguments, @Nullable FailedTask task) {
        boolean one = died.count() == 1;
        String what = one ? form.label(died.item()) : form.label(died.item(), died.count());
        return new WorkerTerminatedException(
                "worker " + last.worker() + " (pid " + last.pid() + ") ended by " + status.inWords()
                        + doing(one)
                        + what
                        + (one ? ": the task is lost" : ": they are lost")
                        + (workersLost > 1 ? ", it has killed " + workersLost + " workers" : "")
                        + arguments
                        + (last.stage() == Stage.RECEIVING
                                ? " (a message of " + last.bytes()
                                        + " bytes: it may be too large for the worker's heap)"
                                : "")
                        + (last.untouched() == 0 ? "" : ", " + untouched())
                        + status.hint()
                        + lastWords(),
                form.itemOfMap(died.item()),
                workersLost,
                death(),
                task);
    }

    private String doing(boolean one) {
        return switch (last.stage()) {
            case RECEIVING -> " when it was about to begin ";
            case READING_FUNCTION -> " while reading the function of ";
            case READING -> " while reading the arguments of ";
            case RUNNING -> " while running ";
            case SENDING -> one ? " while running " : " while sending the results of ";
        };
    }

    private String untouched() {
        return last.untouched() == 1
                ? "1 task that it had not begun goes to another worker"
                : last.untouched() + " tasks that it had not begun go to other workers";
    }

    private String lastWords() {
        List<String> lines = status.errorOutput();
        if (lines.isEmpty()) {
            return last.errorsRead() || status.code() <= 0 || status.isByItself() ? "" : ERRORS_NOT_READ;
        }
        return "; its error output ends:\n"
                + String.join("\n", lines.subList(Math.max(0, lines.size() - MOST_LINES), lines.size()));
    }

    private WorkerDeath death() {
        return new WorkerDeath(
                last.worker(),
                last.pid(),
                status.code(),
                verdict(),
                status.inWords() + status.hint(),
                Objects.requireNonNullElse(status.exitStack(), ""),
                Objects.requireNonNullElse(status.crashReport(), ""),
                status.errorOutput());
    }

    private Verdict verdict() {
        if (status.isByItself()) {
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
