package io.multiproc.core.pool.settings;

import io.multiproc.core.child.JvmSettings;
import io.multiproc.core.child.KernelKills;
import io.multiproc.core.logging.LogSettings;
import io.multiproc.core.pool.blame.RetryPolicy;
import io.multiproc.core.pool.task.TimeLimits;
import io.multiproc.core.pool.wire.Hooks;
import io.multiproc.process.StartMethod;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a pool is to be.
 *
 * @param name part of its workers' names
 * @param processes number of workers
 * @param hooks what each worker runs besides tasks
 * @param tenure how long workers stay that are well
 * @param startTimeout how long a worker may take to be ready, or null
 * @param retries which tasks that died with their worker are run again
 * @param limits how long a call may run, unless it has limits of its own
 * @param graceNanos how long what was told to end may take, at each step
 * @param bounds how much of a call may be in flight, unless it has bounds of its own
 * @param jmx whether it has a bean for JMX clients
 * @param daemonicWorkers whether its workers are daemonic
 * @param startMethod how its workers are started
 * @param pinned whether each worker is bound to a processor
 * @param jvm how the workers' JVMs differ from this one; its siblings are those beside which they work, whatever the
 *     pool's size
 * @param logs gives what becomes of the logs of a worker that is started now
 * @param kernel counts what the kernel has killed
 */
public record PoolConfig(
        String name,
        int processes,
        Hooks hooks,
        Tenure tenure,
        @Nullable Duration startTimeout,
        RetryPolicy retries,
        TimeLimits limits,
        long graceNanos,
        Bounds bounds,
        boolean jmx,
        boolean daemonicWorkers,
        StartMethod startMethod,
        boolean pinned,
        JvmSettings jvm,
        Supplier<LogSettings> logs,
        KernelKills kernel) {

    /** The end of the name of a pool that runs a failed task again. */
    private static final String REPLAY = "-replay";

    /**
     * One worker like these, without limits for what it runs.
     *
     * @param debug whether it waits for a debugger, at a port that its JVM chooses and prints
     */
    public PoolConfig forReplay(boolean debug) {
        return new PoolConfig(
                name.endsWith(REPLAY) ? name : name + REPLAY,
                1,
                hooks.withoutExit(),
                Tenure.NONE,
                null,
                RetryPolicy.NEVER,
                TimeLimits.NONE,
                graceNanos,
                Bounds.DEFAULT,
                false,
                daemonicWorkers,
                startMethod == StartMethod.THREAD ? StartMethod.SPAWN : startMethod,
                false,
                (debug ? jvm.debugged() : jvm).withSiblings(Math.max(jvm.siblings(), processes)),
                logs,
                kernel);
    }
}
