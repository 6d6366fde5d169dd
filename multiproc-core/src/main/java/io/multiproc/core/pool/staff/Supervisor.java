package io.multiproc.core.pool.staff;

import io.multiproc.core.current.AtExit;
import io.multiproc.core.current.CurrentProcess;
import io.multiproc.core.pool.dispatch.Dispatcher;
import io.multiproc.core.pool.dispatch.Headcount;
import io.multiproc.core.pool.dispatch.PoolThread;
import io.multiproc.core.pool.flight.Flight;
import io.multiproc.core.pool.remote.ExitResults;
import io.multiproc.core.pool.remote.Worker;
import io.multiproc.core.pool.settings.PoolConfig;
import io.multiproc.core.waiting.Futures;
import io.multiproc.ipc.Ipc;
import io.multiproc.pool.DepartureReason;
import io.multiproc.pool.ExitResult;
import io.multiproc.process.ProcessException;
import io.multiproc.process.ProcessStartException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Starts a pool's workers, has those replaced that die, and those ended that run too long; and ends the pool. */
@SuppressWarnings("FutureReturnValueIgnored") // what follows is done on the pool's thread, which logs what fails
public final class Supervisor {

    private static final Logger LOG = System.getLogger(Supervisor.class.getName());

    /** A worker that begins nothing for so long is asked whether it is there, and has as long to answer. */
    private static final long SLEEP_SECONDS = 1;

    private final PoolConfig config;
    private final Dispatcher dispatcher;
    private final Worker.Pool workers;
    private final Consumer<Worker> left;
    private final PoolThread thread;
    private final Headcount headcount;
    private final Staff staff;
    private final Replacements replacements;
    private final Upkeep upkeep;
    private final Departures departures = new Departures();
    private final ExitResults exitResults = new ExitResults();
    private final AtExit.Registration atExit;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    private Supervisor(PoolConfig config, Dispatcher dispatcher, Headcount headcount, Consumer<Worker> left) {
        this.config = config;
        this.left = left;
        this.dispatcher = dispatcher;
        this.workers = new Worker.Pool(config, config.hooks().encode(), dispatcher.news(), exitResults);
        this.thread = new PoolThread("multiproc-pool-" + config.name());
        this.headcount = headcount;
        this.staff = new Staff(headcount, this::startWorker);
        this.replacements = new Replacements(config.name(), staff, dispatcher, thread, departures);
        this.upkeep = new Upkeep(config.tenure(), staff, dispatcher, replacements, thread, departures);
        dispatcher.roster().caller(() -> thread.execute(replacements::adjust));
        dispatcher.overdueWatchman(() -> thread.execute(this::lookForOverdue));
        dispatcher.sleepWatchman(this::lookForSleepersLater);
        this.atExit = AtExit.register(AtExit.POOLS, this::terminate);
    }

    /**
     * Starts all workers and waits until they are ready.
     *
     * @param left told of each that has ended
     * @param failed told that it has failed, before that is thrown
     */
    public static Supervisor start(
            PoolConfig config, Dispatcher dispatcher, Headcount headcount, Consumer<Worker> left, Runnable failed) {
        CurrentProcess.get().checkMayStart("pool '" + config.name() + "'");
        Supervisor supervisor = new Supervisor(config, dispatcher, headcount, left);
        try {
            supervisor.startAll();
        } catch (ProcessStartException e) {
            supervisor.terminate();
            failed.run();
            throw supervisor.replacements.broken(e);
        } catch (InterruptedException e) {
            supervisor.terminate();
            Thread.currentThread().interrupt();
            throw new ProcessException(
                    "interrupted while the workers of pool '" + config.name() + "' were starting: the pool was ended",
                    e);
        } catch (RuntimeException | Error e) {
            supervisor.terminate();
            failed.run();
            throw e;
        }
        return supervisor;
    }

    /** The first failure counts: the others may be its consequence. */
    private void startAll() throws InterruptedException {
        CompletableFuture<Void> failed = new CompletableFuture<>();
        List<CompletableFuture<Void>> ready = new ArrayList<>();
        for (int i = 0; i < config.processes(); i++) {
            CompletableFuture<Void> next = staff.hire().ready();
            next.exceptionally(failure -> {
                failed.completeExceptionally(failure);
                return null;
            });
            ready.add(next);
        }
        try {
            CompletableFuture.anyOf(failed, CompletableFuture.allOf(ready.toArray(CompletableFuture[]::new)))
                    .get();
        } catch (ExecutionException e) {
            throw replacements.broken(Replacements.cause(e));
        }
        thread.execute(replacements::begin);
        thread.execute(upkeep::look);
    }

    private Worker startWorker(int number, int place) {
        Worker worker = Worker.start(
                new Worker.Position(number, place, headcount.wanted()),
                workers,
                spent -> thread.execute(() -> replacements.succeed(spent)));
        worker.ready()
                .thenRun(() -> thread.execute(
                        () -> Flight.workerStarted(config.name(), worker.name(), worker.pid(), worker.startTime())));
        worker.gone().thenAccept(status -> {
            try {
                left.accept(worker);
                Flight.workerEnded(config.name(), worker.name(), worker.pid(), status);
            } catch (RuntimeException | Error e) { // its tasks and its place are not to wait for ever for that
                LOG.log(Level.ERROR, "what worker " + worker.name() + " has told at its end could not be taken", e);
            }
            thread.execute(() -> replacements.buried(worker, status));
        });
        return worker;
    }

    /** How many workers there are to be from now on. */
    public void resize(int processes) {
        dispatcher.checkOpen();
        dispatcher.roster().resize(processes);
        thread.execute(replacements::adjust);
    }

    public Map<DepartureReason, Long> departures() {
        return departures.counts();
    }

    /** What the exit hooks of workers have come to; decoded here and now. */
    public List<ExitResult> exitResults() {
        return exitResults.decode(Ipc.codec());
    }

    /** On the pool's thread, as long as there are tasks that must not run for ever: ends what runs too long. */
    private void lookForOverdue() {
        try {
            dispatcher.lookForOverdue(System.nanoTime()).forEach(Runnable::run);
        } finally {
            long pause = dispatcher.overduePauseNanos();
            if (pause >= 0) {
                thread.executeAfter(this::lookForOverdue, pause);
            }
        }
    }

    private void lookForSleepersLater() {
        // the thread itself would wait in many small steps
        CompletableFuture.delayedExecutor(SLEEP_SECONDS, TimeUnit.SECONDS, thread)
                .execute(this::lookForSleepers);
    }

    private void lookForSleepers() {
        try {
            dispatcher.lookForSleepers().forEach(Runnable::run);
        } finally {
            if (dispatcher.mayBeMoreSleepers()) {
                lookForSleepersLater();
            }
        }
    }

    /** Finishes accepted tasks, ends the workers, and waits for both. */
    public void close() {
        try {
            dispatcher.close().get();
            Dismissal.stop(staff.end());
        } catch (InterruptedException e) {
            terminate();
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException("draining cannot fail", e);
        }
        end();
    }

    /** Kills the workers and waits for their ends. */
    public void terminate() {
        dispatcher.stop();
        Dismissal.kill(staff.end());
        end();
    }

    private void end() {
        atExit.cancel();
        thread.end();
        ended.complete(null);
    }

    /** Does something for the pool that takes as long as its tasks. */
    public void runInBackground(Runnable action) {
        Thread created = new Thread(action, "multiproc-map-" + config.name());
        created.setDaemon(true);
        created.start();
    }

    /**
     * Nobody can use the pool any more, but tasks may run whose outcomes somebody waits for. As quiet as Python's
     * warning, which is off by default.
     */
    public void abandoned() {
        if (dispatcher.isOpen()) {
            LOG.log(
                    Level.DEBUG,
                    "pool {0} was never closed and is garbage now: it ends when its tasks are done (use"
                            + " try-with-resources)",
                    config.name());
            runInBackground(this::close); // this is the collector's thread
        } else if (dispatcher.isStopped() && !hasEnded()) {
            runInBackground(this::terminate); // it is broken, and was never closed
        }
    }

    /** Has something done when the pool has ended, by whoever ends it. */
    public void whenEnded(Runnable action) {
        ended.thenRun(action);
    }

    public boolean hasEnded() {
        return ended.isDone();
    }

    public void join() throws InterruptedException {
        Futures.await(ended);
    }

    public boolean join(Duration timeout) throws InterruptedException {
        return Futures.await(ended, timeout);
    }
}
