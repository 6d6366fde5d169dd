package io.multiproc.core.pool;

import io.multiproc.core.current.OnceAction;
import io.multiproc.core.current.SignalledEnd;
import io.multiproc.core.pool.call.CallStyle;
import io.multiproc.core.pool.call.StyledCalls;
import io.multiproc.core.pool.dispatch.Dispatcher;
import io.multiproc.core.pool.dispatch.Headcount;
import io.multiproc.core.pool.dispatch.PoolCore;
import io.multiproc.core.pool.dispatch.PoolThread;
import io.multiproc.core.pool.flight.Flight;
import io.multiproc.core.pool.insight.ReportDesk;
import io.multiproc.core.pool.settings.Checks;
import io.multiproc.core.pool.settings.PoolConfig;
import io.multiproc.core.pool.staff.Supervisor;
import io.multiproc.ipc.Ipc;
import io.multiproc.pool.ExitResult;
import io.multiproc.pool.PoolInsights;
import io.multiproc.pool.ProcessPool;
import io.multiproc.pool.WorkerInsights;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;

/** A pool of workers: the program's side of it. */
final class WorkerPool extends StyledCalls implements ProcessPool {

    /** So long a pool that is terminated waits for callbacks: one may be blocked, and must not block who ends it. */
    private static final long CALLBACKS_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final Supervisor supervisor;
    private final ReportDesk desk;
    private final PoolThread askers;
    private final boolean shared;
    private final PoolExecutorService executor;

    private WorkerPool(
            PoolCore core, Supervisor supervisor, ReportDesk desk, PoolThread askers, boolean shared, CallStyle style) {
        super(core, supervisor::runInBackground, style, null);
        this.supervisor = supervisor;
        this.desk = desk;
        this.askers = askers;
        this.shared = shared;
        this.executor = new PoolExecutorService(this, supervisor);
    }

    /** Starts a pool. */
    static WorkerPool start(PoolConfig config) {
        return start(config, false, SignalledEnd::keepQuiet);
    }

    /**
     * Starts a pool.
     *
     * @param shared whether it ends with the program only
     * @param failed told that the workers cannot be started, before that is thrown
     */
    static WorkerPool start(PoolConfig config, boolean shared, Runnable failed) {
        Flight.arm();
        PoolThread callbacks = new PoolThread("multiproc-callbacks-" + config.name());
        PoolThread askers = new PoolThread("multiproc-retries-" + config.name()); // a callback may wait for an answer
        Headcount headcount = new Headcount(config.processes());
        Dispatcher dispatcher = new Dispatcher(config.name(), config.retries(), askers, headcount);
        ReportDesk desk = new ReportDesk(dispatcher::members);
        Supervisor supervisor = Supervisor.start(config, dispatcher, headcount, desk::left, failed);
        CallStyle style = new CallStyle(null, config.limits(), config.bounds(), false, CallStyle.Errors.FIRST);
        PoolCore core = new PoolCore(config, dispatcher, Ipc.codec(), callbacks, WorkerPool::start);
        if (config.jmx()) {
            showAsBean(core, supervisor, desk);
        }
        WorkerPool pool = new WorkerPool(core, supervisor, desk, askers, shared, style);
        OnceAction.onGarbage(pool, supervisor::abandoned);
        return pool;
    }

    private static void showAsBean(PoolCore core, Supervisor supervisor, ReportDesk desk) {
        try {
            supervisor.whenEnded(PoolBean.register(core, supervisor, desk));
        } catch (RuntimeException e) {
            supervisor.terminate();
            throw e;
        }
    }

    @Override
    public String name() {
        return core().config().name();
    }

    @Override
    public int processes() {
        return core().dispatcher().roster().processes();
    }

    @Override
    public void resize(int processes) {
        if (shared) {
            throw new IllegalStateException("pool '" + name()
                    + "' is shared by all of this program and keeps its size (for one of another size, use pool())");
        }
        supervisor.resize(Checks.atLeast(1, "processes", processes));
    }

    @Override
    public List<ExitResult> exitResults() {
        return supervisor.exitResults();
    }

    @Override
    public void close() {
        checkMayEnd();
        supervisor.close();
        endThreads(core().dispatcher().isStopped() ? CALLBACKS_NANOS : Long.MAX_VALUE);
    }

    @Override
    public void terminate() {
        checkMayEnd();
        supervisor.terminate();
        endThreads(CALLBACKS_NANOS);
    }

    /** No answer counts any more: who is still asked is not waited for, since it may be ending the pool itself. */
    private void endThreads(long mostNanos) {
        askers.end();
        core().callbacks().endAndAwait(mostNanos);
    }

    @Override
    public void join() throws InterruptedException {
        checkNotOpen();
        supervisor.join();
    }

    @Override
    public boolean join(Duration timeout) throws InterruptedException {
        checkNotOpen();
        return supervisor.join(timeout);
    }

    /** Whoever has not made the pool must not take it from the others. */
    void checkMayEnd() {
        if (shared) {
            throw new IllegalStateException("pool '" + name()
                    + "' is shared by all of this program and ends with it (for one to be ended before, use pool())");
        }
    }

    /** Ends what is left of it, though it is shared: nobody can use it any more. */
    void endBroken() {
        supervisor.terminate();
    }

    boolean isOpen() {
        return core().dispatcher().isOpen();
    }

    private void checkNotOpen() {
        if (core().dispatcher().isOpen()) {
            throw new IllegalStateException(
                    "pool '" + name() + "' still takes tasks: close or terminate it before join");
        }
    }

    @Override
    public List<WorkerInsights> workers() {
        return core().dispatcher().workers();
    }

    @Override
    public PoolInsights insights() throws InterruptedException {
        return desk.ask(supervisor.departures());
    }

    @Override
    public ExecutorService asExecutorService() {
        return executor;
    }

    /** Name, number of workers and state. */
    @Override
    public String toString() {
        return "ProcessPool(name='" + name() + "', processes=" + processes()
                + (core().dispatcher().isOpen() ? ", open)" : ", closed)");
    }
}
