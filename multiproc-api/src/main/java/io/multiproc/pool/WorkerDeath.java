package io.multiproc.pool;

import io.multiproc.pool.WorkerTerminatedException.Verdict;
import java.io.Serializable;
import java.util.List;

/**
 * What is known of the death of a worker, as a {@link WorkerTerminatedException} carries it; its texts are bounded.
 *
 * @param worker name of the worker process
 * @param pid process id of the worker
 * @param exitCode its exit code; negative: the signal that ended it
 * @param verdict what ended it
 * @param evidence what the verdict is concluded from
 * @param exitStackTrace the stack that called {@code System.exit}; empty if it did not end so
 * @param crashReport the head of the JVM's report of a crash in native code; empty if there is none
 * @param errorOutput the last lines of its standard error; empty unless that is forwarded
 */
public record WorkerDeath(
        String worker,
        long pid,
        int exitCode,
        Verdict verdict,
        String evidence,
        String exitStackTrace,
        String crashReport,
        List<String> errorOutput)
        implements Serializable {

    /** Copies the list. */
    public WorkerDeath {
        errorOutput = List.copyOf(errorOutput);
    }
}
