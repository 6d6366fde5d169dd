package io.multiproc.core.pool;

import io.multiproc.core.child.ExitStatus;
import io.multiproc.pool.WorkerTerminatedException;

/**
 * What is known of a dead worker, for the outcome of what it ran.
 *
 * @param untouched number of tasks that it held and had not begun
 */
record LastMoments(String worker, long pid, ExitStatus status, int untouched) {

    WorkerTerminatedException under(Task task, int item, int count) {
        String what = count == 1 ? task.label(item) : task.label(item, count);
        return new WorkerTerminatedException(
                "worker " + worker + " (pid " + pid + ") ended by " + status.inWords()
                        + " while running " + what + ": the task is lost"
                        + (untouched == 0 ? "" : ", " + untouched + " tasks that it had not begun go to other workers")
                        + status.hint(),
                worker,
                pid,
                status.code());
    }
}
