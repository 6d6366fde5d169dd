package io.multiproc.core.pool;

import io.multiproc.core.child.JvmSettings;
import io.multiproc.core.logging.LogSettings;
import io.multiproc.function.SerializableRunnable;
import io.multiproc.process.StartMethod;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a pool is to be.
 *
 * @param name part of its workers' names
 * @param processes number of workers
 * @param initializer run by each worker before its first task, or null
 * @param maxTasksPerChild number of tasks after which a worker is replaced, or 0
 * @param retries how often a task that died with its worker is run again
 * @param limits how long a call may run, unless it has limits of its own
 * @param bounds how much of a call may be in flight, unless it has bounds of its own
 * @param jmx whether it has a bean for JMX clients
 * @param daemonicWorkers whether its workers are daemonic
 * @param startMethod how its workers are started
 * @param jvm how the workers' JVMs differ from this one
 * @param logs gives what becomes of the logs of a worker that is started now
 */
record PoolConfig(
        String name,
        int processes,
        @Nullable SerializableRunnable initializer,
        int maxTasksPerChild,
        int retries,
        TimeLimits limits,
        Bounds bounds,
        boolean jmx,
        boolean daemonicWorkers,
        StartMethod startMethod,
        JvmSettings jvm,
        Supplier<LogSettings> logs) {}
