package io.multiproc.core.pool;

import io.multiproc.core.child.JvmSettings;
import io.multiproc.core.child.KernelKills;
import io.multiproc.core.logging.LogSettings;
import io.multiproc.function.SerializableRunnable;
import io.multiproc.ipc.time.Deadline;
import io.multiproc.pool.ProcessPool;
import io.multiproc.pool.WorkerTerminatedException;
import io.multiproc.process.ProcessOutput;
import io.multiproc.process.StartMethod;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
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
    private @Nullable SerializableRunnable initializer;
    private List<String> jvmOptions = List.of();
    private ProcessOutput output = ProcessOutput.inherit();
    private ProcessOutput errorOutput = ProcessOutput.inherit();
    private int maxTasksPerChild;
    private int retries;
    private TimeLimits limits = TimeLimits.NONE;
    private Bounds bounds = Bounds.DEFAULT;
    private boolean jmx = Boolean.getBoolean(JMX_PROPERTY);
    private @Nullable Predicate<? super WorkerTerminatedException> retryIf;
    private KernelKills kernel = new KernelKills(Path.of("/"));
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
    public ProcessPool.Builder maxTasksPerChild(int tasks) {
        if (tasks < 1) {
            throw new IllegalArgumentException("maxTasksPerChild must be >= 1: maxTasksPerChild=" + tasks);
        }
        this.maxTasksPerChild = tasks;
        return this;
    }

    @Override
    public ProcessPool.Builder retries(int times) {
        if (times < 0) {
            throw new IllegalArgumentException("retries must be >= 0: retries=" + times);
        }
        this.retries = times;
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
        this.limits = limits.within(Deadline.nanos(positive("taskTimeout", timeout)));
        return this;
    }

    @Override
    public ProcessPool.Builder stallTimeout(Duration timeout) {
        this.limits = limits.stallingAtMost(Deadline.nanos(positive("stallTimeout", timeout)));
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

    /** Refuses a time-out of tasks that leaves them no time. */
    static Duration positive(String name, Duration timeout) {
        if (timeout.isZero() || timeout.isNegative()) {
            throw new IllegalArgumentException(name + " must be positive: " + name + "=" + timeout);
        }
        return timeout;
    }

    @Override
    public ProcessPool.Builder daemonicWorkers(boolean daemonic) {
        this.daemonicWorkers = daemonic;
        return this;
    }

    @Override
    public ProcessPool.Builder jvmOptions(String... options) {
        this.jvmOptions = List.of(options);
        return this;
    }

    @Override
    public ProcessPool.Builder output(ProcessOutput output) {
        this.output = shareable(Objects.requireNonNull(output, "output"));
        this.errorOutput = output;
        return this;
    }

    @Override
    public ProcessPool.Builder errorOutput(ProcessOutput errorOutput) {
        this.errorOutput = shareable(Objects.requireNonNull(errorOutput, "errorOutput"));
        return this;
    }

    private static ProcessOutput shareable(ProcessOutput output) {
        if (output.kind() == ProcessOutput.Kind.TO_FILE) {
            throw new IllegalArgumentException(
                    "the workers of a pool cannot share this output: each would empty the file: " + output
                            + " (use ProcessOutput.appendTo)");
        }
        return output;
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
        return WorkerPool.start(config(), false);
    }

    /** One that ends with the program and not before. */
    WorkerPool buildShared(String sharedName) {
        name = sharedName;
        return WorkerPool.start(config(), true);
    }

    private PoolConfig config() {
        String poolName = name != null ? name : "ProcessPool-" + POOLS.incrementAndGet();
        JvmSettings jvm = new JvmSettings(jvmOptions, Map.of(), null, output, errorOutput);
        boolean forwards = forwardsLogs;
        Level level = forwardedLevel;
        return new PoolConfig(
                poolName,
                processes,
                initializer,
                maxTasksPerChild,
                new RetryPolicy(retryIf != null && retries == 0 ? 1 : retries, retryIf),
                limits,
                bounds,
                jmx,
                daemonicWorkers,
                startMethod,
                jvm,
                () -> LogSettings.forChild(forwards, level),
                kernel);
    }
}
