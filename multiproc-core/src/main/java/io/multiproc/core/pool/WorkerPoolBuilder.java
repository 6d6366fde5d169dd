package io.multiproc.core.pool;

import io.multiproc.core.child.KernelKills;
import io.multiproc.core.logging.LogSettings;
import io.multiproc.core.pool.blame.RetryPolicy;
import io.multiproc.core.pool.settings.Bounds;
import io.multiproc.core.pool.settings.Checks;
import io.multiproc.core.pool.settings.PoolConfig;
import io.multiproc.core.pool.settings.Tenure;
import io.multiproc.core.pool.settings.WorkerJvm;
import io.multiproc.core.pool.task.TimeLimits;
import io.multiproc.core.pool.wire.Hooks;
import io.multiproc.function.SerializableCallable;
import io.multiproc.function.SerializableRunnable;
import io.multiproc.ipc.time.Deadline;
import io.multiproc.pool.ProcessPool;
import io.multiproc.pool.WorkerTerminatedException;
import io.multiproc.process.ProcessOutput;
import io.multiproc.process.StartMethod;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.logging.Level;
import org.jspecify.annotations.Nullable;

/** Describes a pool of child JVMs. */
public final class WorkerPoolBuilder implements ProcessPool.Builder {

    private static final String JMX_PROPERTY = "multiproc.jmx";
    private static final AtomicInteger POOLS = new AtomicInteger();

    private int processes = Runtime.getRuntime().availableProcessors();
    private @Nullable String name;
    private Hooks hooks = Hooks.NONE;
    private Tenure tenure = Tenure.NONE;
    private @Nullable Duration startTimeout;
    private boolean pinned;
    private final WorkerJvm jvm = new WorkerJvm();
    private int retries;
    private TimeLimits limits = TimeLimits.NONE;
    private Duration grace = Duration.ofSeconds(1);
    private Bounds bounds = Bounds.DEFAULT;
    private boolean jmx = Boolean.getBoolean(JMX_PROPERTY);
    private @Nullable Predicate<? super WorkerTerminatedException> retryIf;
    private KernelKills kernel = KernelKills.HERE;
    private boolean daemonicWorkers = true;
    private boolean forwardsLogs;
    private @Nullable Level forwardedLevel;

    private final StartMethod startMethod;

    /** A description with the defaults. */
    public WorkerPoolBuilder(StartMethod startMethod) {
        this.startMethod = startMethod;
    }

    @Override
    public ProcessPool.Builder processes(int processes) {
        this.processes = Checks.atLeast(1, "processes", processes);
        return this;
    }

    @Override
    public ProcessPool.Builder name(String name) {
        this.name = Objects.requireNonNull(name, "name");
        return this;
    }

    @Override
    public ProcessPool.Builder initializer(SerializableRunnable initializer) {
        this.hooks = hooks.withInitializer(Objects.requireNonNull(initializer, "initializer"));
        return this;
    }

    @Override
    public ProcessPool.Builder workerState(SerializableCallable<?> state) {
        this.hooks = hooks.withState(Objects.requireNonNull(state, "state"));
        return this;
    }

    @Override
    public ProcessPool.Builder exitHook(SerializableCallable<?> hook) {
        this.hooks = hooks.withExit(Objects.requireNonNull(hook, "hook"));
        return this;
    }

    @Override
    public ProcessPool.Builder startTimeout(Duration timeout) {
        this.startTimeout = Checks.positive("startTimeout", timeout);
        return this;
    }

    @Override
    public ProcessPool.Builder maxTasksPerChild(int tasks) {
        this.tenure = tenure.withTasks(Checks.atLeast(1, "maxTasksPerChild", tasks));
        return this;
    }

    @Override
    public ProcessPool.Builder maxAge(Duration age) {
        this.tenure = tenure.withAge(Checks.positive("maxAge", age));
        return this;
    }

    @Override
    public ProcessPool.Builder maxResidentMemory(long bytes) {
        this.tenure = tenure.withResidentBytes(Checks.atLeast(1, "maxResidentMemory", bytes));
        return this;
    }

    @Override
    public ProcessPool.Builder maxHeapInUse(long bytes) {
        this.tenure = tenure.withHeapBytes(Checks.atLeast(1, "maxHeapInUse", bytes));
        return this;
    }

    @Override
    public ProcessPool.Builder idleTimeout(Duration timeout, int minimum) {
        this.tenure = tenure.withIdle(Checks.positive("idleTimeout", timeout), Checks.atLeast(0, "minimum", minimum));
        return this;
    }

    @Override
    public ProcessPool.Builder retries(int times) {
        this.retries = Checks.atLeast(0, "retries", times);
        return this;
    }

    @Override
    public ProcessPool.Builder retryIf(Predicate<? super WorkerTerminatedException> condition) {
        this.retryIf = Objects.requireNonNull(condition, "condition");
        return this;
    }

    /** For tests: where the files are in which the kernel counts. */
    WorkerPoolBuilder kernelFiles(Path root) {
        this.kernel = new KernelKills(root);
        return this;
    }

    @Override
    public ProcessPool.Builder taskTimeout(Duration timeout) {
        this.limits = limits.within(Deadline.nanos(Checks.positive("taskTimeout", timeout)));
        return this;
    }

    @Override
    public ProcessPool.Builder stallTimeout(Duration timeout) {
        this.limits = limits.stallingAtMost(Deadline.nanos(Checks.positive("stallTimeout", timeout)));
        return this;
    }

    @Override
    public ProcessPool.Builder grace(Duration time) {
        this.grace = Checks.positive("grace", time);
        return this;
    }

    @Override
    public ProcessPool.Builder inFlight(int tasks, long bytes) {
        this.bounds = Bounds.of(tasks, bytes);
        return this;
    }

    @Override
    public ProcessPool.Builder jmx(boolean jmx) {
        this.jmx = jmx;
        return this;
    }

    @Override
    public ProcessPool.Builder daemonicWorkers(boolean daemonic) {
        this.daemonicWorkers = daemonic;
        return this;
    }

    @Override
    public ProcessPool.Builder jvmOptions(String... options) {
        jvm.options(options);
        return this;
    }

    @Override
    public ProcessPool.Builder heap(long bytes) {
        jvm.heap(bytes);
        return this;
    }

    @Override
    public ProcessPool.Builder classPath(Path... entries) {
        jvm.classPath(entries);
        return this;
    }

    @Override
    public ProcessPool.Builder pinned(boolean pinned) {
        this.pinned = pinned;
        return this;
    }

    @Override
    public ProcessPool.Builder output(ProcessOutput output) {
        jvm.output(Objects.requireNonNull(output, "output"));
        return this;
    }

    @Override
    public ProcessPool.Builder errorOutput(ProcessOutput errorOutput) {
        jvm.errorOutput(Objects.requireNonNull(errorOutput, "errorOutput"));
        return this;
    }

    @Override
    public ProcessPool.Builder forwardLogs(boolean forwardLogs) {
        this.forwardsLogs = forwardLogs;
        this.forwardedLevel = null;
        return this;
    }

    @Override
    public ProcessPool.Builder forwardLogs(Level level) {
        this.forwardsLogs = true;
        this.forwardedLevel = Objects.requireNonNull(level, "level");
        return this;
    }

    @Override
    public ProcessPool build() {
        return WorkerPool.start(config());
    }

    /**
     * One that ends with the program and not before.
     *
     * @param failed told that the workers cannot be started, before that is thrown
     */
    WorkerPool buildShared(String sharedName, Runnable failed) {
        name = sharedName;
        return WorkerPool.start(config(), true, failed);
    }

    private PoolConfig config() {
        String poolName = name != null ? name : "ProcessPool-" + POOLS.incrementAndGet();
        boolean forwards = forwardsLogs;
        Level level = forwardedLevel;
        return new PoolConfig(
                poolName,
                processes,
                hooks,
                startMethod == StartMethod.THREAD ? tenure.withoutMemory() : tenure,
                startTimeout,
                new RetryPolicy(retryIf != null && retries == 0 ? 1 : retries, retryIf),
                limits,
                Deadline.nanos(grace),
                bounds,
                jmx,
                daemonicWorkers,
                startMethod,
                pinned,
                jvm.settings(),
                () -> LogSettings.forChild(forwards, level),
                kernel);
    }
}
