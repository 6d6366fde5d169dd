package io.multiproc.core.pool;

import io.multiproc.core.child.ExitStatus;
import io.multiproc.ipc.codec.ObjectCodec;
import io.multiproc.pool.TaskTimeoutException;
import io.multiproc.pool.WorkerTerminatedException;
import io.multiproc.pool.WorkerTerminatedException.Verdict;
import io.multiproc.process.ProcessException;
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

    /** On the thread of whoever asks: the arguments are decoded and made text, which runs the program's code. */
    ProcessException under(ObjectCodec codec, Task task, Reply.Died died) {
        boolean one = died.count() == 1;
        String what = one ? task.form().label(died.item()) : task.form().label(died.item(), died.count());
        if (overdue != null) {
            return new TaskTimeoutException(
                    what + " " + overdue.inWords() + " and did not heed its interruption: worker " + worker
                            + " (pid "
                            + pid + ") was ended, by " + status.inWords()
                            + (one ? Brief.arguments(codec, task, died.item()) : "")
                            + (overdue.stack().isEmpty() ? "" : "; it was there:\n" + overdue.stack()),
                    overdue.stack(),
                    overdue.stalledFor());
        }
        return new WorkerTerminatedException(
                "worker " + worker + " (pid " + pid + ") ended by " + status.inWords()
                        + (one ? " while running " : " while sending the results of ") + what
                        + (one ? ": the task is lost" : ": they are lost")
                        + (died.workersLost() > 1 ? ", it has killed " + died.workersLost() + " workers" : "")
                        + (one ? Brief.arguments(codec, task, died.item()) : "")
                        + (untouched == 0 ? "" : ", " + untouched + " tasks that it had not begun go to other workers")
                        + status.hint(),
                worker,
                pid,
                status.code(),
                task.firstItem() < 0 ? -1 : task.firstItem() + died.item(),
                died.workersLost(),
                verdict());
    }

    private Verdict verdict() {
        if (status.announced()) {
            return Verdict.EXITED;
        }
        if (status.mayHaveCrashed()) {
            return Verdict.CRASHED;
        }
        if (status.code() < 0) {
            return Verdict.KILLED;
        }
        return status.code() == OUT_OF_MEMORY ? Verdict.HEAP_EXHAUSTED : Verdict.HALTED;
    }
}
