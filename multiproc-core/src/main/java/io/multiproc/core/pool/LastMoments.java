package io.multiproc.core.pool;

import io.multiproc.core.child.ExitStatus;
import io.multiproc.ipc.codec.ObjectCodec;
import io.multiproc.pool.WorkerTerminatedException;
import io.multiproc.pool.WorkerTerminatedException.Verdict;

/**
 * What is known of a dead worker, for the outcome of what it ran.
 *
 * @param untouched number of tasks that it held and had not begun
 */
record LastMoments(String worker, long pid, ExitStatus status, int untouched) {

    /** The exit code of a JVM that had no memory left and was told to exit then. */
    private static final int OUT_OF_MEMORY = 3;

    /** On the thread of whoever asks: the arguments are decoded and made text, which runs the program's code. */
    WorkerTerminatedException under(ObjectCodec codec, Task task, Reply.Died died) {
        boolean one = died.count() == 1;
        String what = one ? task.label(died.item()) : task.label(died.item(), died.count());
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
