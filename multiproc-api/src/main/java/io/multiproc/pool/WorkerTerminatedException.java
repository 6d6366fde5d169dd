package io.multiproc.pool;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A worker died while it ran the task: it was killed, crashed, ran out of memory or left by {@code System.exit}.
 *
 * <pre>{@code
 * try {
 *     pool.map(Main::resize, pictures);
 * } catch (WorkerTerminatedException e) {
 *     System.err.println(e.verdict() + ", since " + e.evidence());
 * }
 * }</pre>
 *
 * <p>Only the task that was running fails this way; of a chunk of an {@code imap}, only the item. Tasks that the worker
 * had not begun go to others, the worker is replaced and the pool stays usable. The message says which item with which
 * arguments it was, how the worker ended and what that is concluded from.
 *
 * <p>A task that was run again and has killed several workers has a suppressed exception of this kind for each of them,
 * in order; it is not run any more.
 */
public final class WorkerTerminatedException extends TaskFailedException {

    private static final long serialVersionUID = 1L;

    private final int workersLost;
    private final WorkerDeath death;

    /** What ended a worker. */
    public enum Verdict {
        /**
         * A signal from outside: of a person, a supervisor, or perhaps of the kernel, where nobody can tell; or of this
         * process, which could not take what the worker sent, as the evidence says then.
         */
        KILLED,
        /** The kernel killed it, because the machine or the control group had no memory left. */
        KERNEL_OUT_OF_MEMORY,
        /** A crash in native code. */
        CRASHED,
        /**
         * The JVM's heap was exhausted: it ended with exit code 3 and without a word, as it is told to. Code that halts
         * it with 3 cannot be told from that.
         */
        HEAP_EXHAUSTED,
        /** The task called {@code System.exit}. */
        EXITED,
        /** The process ended by itself without a word, as {@code Runtime.halt} does it. */
        HALTED
    }

    /**
     * Creates the exception.
     *
     * @param message which worker ended how, and which task is lost
     * @param item number of the item among all of its map; negative if it was no map
     * @param workersLost number of workers that have died under the task
     * @param death what is known of the worker
     * @param task what can be run again, or null
     */
    public WorkerTerminatedException(
            String message, int item, int workersLost, WorkerDeath death, @Nullable FailedTask task) {
        super(message, null, new TaskPlace(item, death.worker(), death.pid()), task);
        this.workersLost = workersLost;
        this.death = death;
    }

    /** Exit code of the worker; negative: the signal that ended it. */
    public int exitCode() {
        return death.exitCode();
    }

    /**
     * How many workers have died under the task: more than one only if it was run again, see
     * {@link ProcessPool.Builder#retries}.
     */
    public int workersLost() {
        return workersLost;
    }

    /** What ended the worker. */
    public Verdict verdict() {
        return death.verdict();
    }

    /** What the verdict is concluded from, such as {@code signal 9 (SIGKILL)}; part of the message. */
    public String evidence() {
        return death.evidence();
    }

    /** The stack that called {@code System.exit} in the worker; empty if the worker did not end so. */
    public String exitStackTrace() {
        return death.exitStackTrace();
    }

    /** The head of the JVM's report of a crash in native code; empty if there is none. */
    public String crashReport() {
        return death.crashReport();
    }

    /**
     * The last lines that the worker wrote to its standard error, 20 at most; empty unless that is forwarded
     * ({@link io.multiproc.process.ProcessOutput#forwarded()}): nobody has read it otherwise.
     */
    public List<String> errorOutput() {
        return death.errorOutput();
    }
}
