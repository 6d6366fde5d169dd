package io.multiproc.core.pool;

import io.multiproc.core.child.JvmSettings;
import io.multiproc.function.SerializableRunnable;
import io.multiproc.pool.ProcessPool;
import io.multiproc.process.StartMethod;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Describes a pool of child JVMs. */
public final class WorkerPoolBuilder implements ProcessPool.Builder {

    private static final AtomicInteger POOLS = new AtomicInteger();

    private int processes = Runtime.getRuntime().availableProcessors();
    private @Nullable String name;
    private @Nullable SerializableRunnable initializer;
    private List<String> jvmOptions = List.of();

    private final StartMethod startMethod;

    /** A description with the defaults. */
    public WorkerPoolBuilder(StartMethod startMethod) {
        this.startMethod = startMethod;
    }

    @Override
    public ProcessPool.Builder processes(int processes) {
        if (processes < 1) {
            throw new IllegalArgumentException("processes must be >= 1: processes=" + processes);
        }
        this.processes = processes;
        return this;
    }

    @Override
    public ProcessPool.Builder name(String name) {
        this.name = Objects.requireNonNull(name, "name");
        return this;
    }

    @Override
    public ProcessPool.Builder initializer(SerializableRunnable initializer) {
        this.initializer = Objects.requireNonNull(initializer, "initializer");
        return this;
    }

    @Override
    public ProcessPool.Builder jvmOptions(String... options) {
        this.jvmOptions = List.of(options);
        return this;
    }

    @Override
    public ProcessPool build() {
        String poolName = name != null ? name : "ProcessPool-" + POOLS.incrementAndGet();
        return WorkerPool.start(
                new PoolConfig(poolName, processes, initializer, startMethod, JvmSettings.withOptions(jvmOptions)));
    }
}
