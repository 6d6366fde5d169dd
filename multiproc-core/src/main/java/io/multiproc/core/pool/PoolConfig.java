package io.multiproc.core.pool;

import io.multiproc.function.SerializableRunnable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a pool is to be.
 *
 * @param name part of its workers' names
 * @param processes number of workers
 * @param initializer run by each worker before its first task, or null
 * @param jvmOptions options for the workers' JVMs
 */
record PoolConfig(String name, int processes, @Nullable SerializableRunnable initializer, List<String> jvmOptions) {}
