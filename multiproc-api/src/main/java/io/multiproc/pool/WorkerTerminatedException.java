package io.multiproc.pool;

import io.multiproc.process.ProcessException;
import java.util.OptionalInt;

/**
 * A worker died while it ran the task: it was killed, crashed, ran out of memory or left by {@code System.exit}.
 *
 * <p>Only the task that was running fails this way; of a chunk of an {@code imap}, only the item. Tasks that the worker had
 * not begun go to others, the worker is replaced and the pool stays usable. The message says which item with which
 * arguments it was, how the worker ended and what that is concluded from.
 */
public final class WorkerTerminatedException extends ProcessException {

    private static final long serialVersionUID = 1L;

    private final String worker;
    private final long pid;
    private final int exitCode;
    private final int item;
    private final int workersLost;
    private final Verdict verdict;

    /** What ended a worker. */
    public enum Verdict {
        /** A signal from outside: of a person, a supervisor, or of the kernel when the machine had no memory left. */
        KILLED,
        /** A crash in native code. */
        CRASHED,
        /** The JVM's heap was exhausted. */
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
     * @param worker name of the worker process
     * @param pid process id of the worker
     * @param exitCode its exit code; negative: the signal that ended it
     * @param item number of the item among all of its map; negative if it was no map
     * @param workersLost number of workers that have died under the task
     * @param verdict what ended the worker
     */
    public WorkerTerminatedException(
            String message, String worker, long pid, int exitCode, int item, int workersLost, Verdict verdict) {
        super(message);
        this.worker = worker;
        this.pid = pid;
        this.exitCode = exitCode;
        this.item = item;
        this.workersLost = workersLost;
        this.verdict = verdict;
    }

    /** Name of the worker process, the last one if there were several. */
    public String worker() {
        return worker;
    }

    /** Process id of the worker. */
    public long pid() {
        return pid;
    }

    /** Exit code of the worker; negative: the signal that ended it. */
    public int exitCode() {
        return exitCode;
    }

    /** Number of the item among all of its map, from 0 on; empty if it was a single call. */
    public OptionalInt item() {
        return item < 0 ? OptionalInt.empty() : OptionalInt.of(item);
    }

    /** How many workers have died under the task: more than one only if it was run again, see {@link ProcessPool.Builder#retries}. */
    public int workersLost() {
        return workersLost;
    }

    /** What ended the worker; the message says what that is concluded from. */
    public Verdict verdict() {
        return verdict;
    }
}
