package io.multiproc.core.pool.blame;

import io.multiproc.core.pool.task.Reply;
import io.multiproc.core.pool.task.Task;
import io.multiproc.ipc.Ipc;
import io.multiproc.pool.WorkerTerminatedException;
import java.lang.System.Logger.Level;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Which tasks are run again whose worker has died under them.
 *
 * @param times how often each
 * @param condition the program's word, or null
 */
public record RetryPolicy(int times, @Nullable Predicate<? super WorkerTerminatedException> condition) {

    /** Nothing is run again. */
    public static final RetryPolicy NEVER = new RetryPolicy(0, null);

    /** Whether an item may be run again that has killed so many workers, if the program does not mind. */
    public boolean allows(int deaths) {
        return deaths <= times;
    }

    /** Asks the program, whose code may take its time: with no lock held. */
    public boolean wants(Task task, Reply.Died died) {
        if (condition == null) {
            return true;
        }
        try {
            String arguments = new SentItems(Ipc.codec(), task).brief(died);
            return !(DeathReport.under(task.form(), died, arguments, null) instanceof WorkerTerminatedException death)
                    || condition.test(death);
        } catch (RuntimeException | Error e) { // the program's; its task fails as it would have without a condition
            System.getLogger(RetryPolicy.class.getName())
                    .log(Level.WARNING, "the condition of retryIf failed: the task is not run again", e);
            return false;
        }
    }
}
