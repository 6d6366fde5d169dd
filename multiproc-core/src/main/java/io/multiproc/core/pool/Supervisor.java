package io.multiproc.core.pool;

import io.multiproc.core.child.ExitStatus;
import io.multiproc.core.current.AtExit;
import io.multiproc.core.current.CurrentProcess;
import io.multiproc.core.waiting.Futures;
import io.multiproc.ipc.Ipc;
import io.multiproc.pool.PoolBrokenException;
import io.multiproc.process.ProcessException;
import io.multiproc.process.ProcessStartException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Starts a pool's workers, replaces those that die, and ends them.
 *
 * <p>A replacement that does not get ready is tried again a few times; then the pool is broken, so that a bad initializer
 * or option ends in an error and not in an endless row of JVMs. {@code lock} guards the live workers, those among them that leave, their numbers and
 * {@code ending}, and is taken before the dispatcher's; deaths are handled, and {@code failedStarts} and {@code complete} are used, on
 * the pool's own thread only.
 */
@SuppressWarnings("FutureReturnValueIgnored") // the chains of futures end in one that is returned
final class Supervisor {

    private static final Logger LOG = System.getLogger(Supervisor.class.getName());
    private static final int MOST_FAILED_STARTS = 3;
    private static final long PAUSE_MILLIS = 100;
    private static final int STOP_SECONDS = 10;

    private final PoolConfig config;
    private final Dispatcher dispatcher;
    private final byte @Nullable [] initializer;
    private final PoolThread thread;
    private final AtExit.Registration atExit;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final Object lock = new Object();
    private final Set<Worker> alive = new HashSet<>();
    private final Set<Worker> leaving = new HashSet<>();
    private int workerNumbers;
    private int failedStarts;
    private boolean complete;
    private boolean ending;

    private Supervisor(PoolConfig config, Dispatcher dispatcher) {
        this.config = config;
        this.dispatcher = dispatcher;
        this.initializer = config.initializer() == null ? null : Ipc.codec().encode(config.initializer(), 0);
        this.thread = new PoolThread("multiproc-pool-" + config.name());
        dispatcher.watchman(() -> thread.execute(this::watch));
        this.atExit = AtExit.register(AtExit.POOLS, this::terminate);
    }

    /** Starts all workers and waits until they are ready. */
    static Supervisor start(PoolConfig config, Dispatcher dispatcher) {
        CurrentProcess.get().checkMayStart("pool '" + config.name() + "'");
        Supervisor supervisor = new Supervisor(config, dispatcher);
        try {
            supervisor.startAll();
        } catch (ProcessStartException e) {
            supervisor.terminate();
            throw supervisor.broken(e);
        } catch (RuntimeException | Error e) {
            supervisor.terminate();
            throw e;
        }
        return supervisor;
    }

    /** On the pool's thread, as long as there are tasks that must not run for ever: ends what runs too long. */
    private void watch() {
        try {
            dispatcher.watch(System.nanoTime()).forEach(Runnable::run);
        } catch (RuntimeException e) { // the executor would end the watch without a word
            LOG.log(Level.WARNING, "what runs too long could not be ended and will be tried again", e);
        }
        long pause = dispatcher.watchPauseNanos();
        if (pause >= 0) {
            thread.executeAfter(this::watch, pause);
        }
    }

    /** Finishes accepted tasks, ends the workers, and waits for both. */
    void close() {
        try {
            dispatcher.close().get();
            stopWorkers();
        } catch (InterruptedException e) {
            terminate();
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException("draining cannot fail", e);
        }
        end();
    }

    /** Kills the workers and waits for their ends. */
    void terminate() {
        dispatcher.stop();
        List<Worker> victims;
        synchronized (lock) {
            ending = true;
            victims = new ArrayList<>(alive);
        }
        victims.forEach(Worker::kill);
        gone(victims).join();
        end();
    }

    /** Does something for the pool that takes as long as its tasks. */
    void runInBackground(Runnable action) {
        Thread created = new Thread(action, "multiproc-map-" + config.name());
        created.setDaemon(true);
        created.start();
    }

    /**
     * Nobody can use the pool any more, but tasks may run whose outcomes somebody waits for. As quiet as Python's warning,
     * which is off by default.
     */
    void abandoned() {
        if (dispatcher.isOpen()) {
            LOG.log(
                    Level.DEBUG,
                    "pool {0} was never closed and is garbage now: it ends when its tasks are done (use"
                            + " try-with-resources)",
                    config.name());
            runInBackground(this::close); // this is the collector's thread
        }
    }

    void join() throws InterruptedException {
        Futures.await(ended);
    }

    boolean join(Duration timeout) throws InterruptedException {
        return Futures.await(ended, timeout);
    }

    /** The first failure counts: the others may be its consequence. */
    private void startAll() {
        CompletableFuture<Void> failed = new CompletableFuture<>();
        List<CompletableFuture<Void>> ready = new ArrayList<>();
        for (int i = 0; i < config.processes(); i++) {
            CompletableFuture<Void> next = startOne().ready();
            next.exceptionally(failure -> {
                failed.completeExceptionally(failure);
                return null;
            });
            ready.add(next);
        }
        try {
            CompletableFuture.anyOf(failed, CompletableFuture.allOf(ready.toArray(CompletableFuture[]::new)))
                    .join();
        } catch (CompletionException e) {
            throw broken(cause(e));
        }
        thread.execute(() -> {
            complete = true;
            for (int i = missing(); i > 0; i--) {
                replace();
            }
        });
    }

    private int missing() {
        synchronized (lock) {
            return config.processes() - (alive.size() - leaving.size());
        }
    }

    /** The worker has got its last task: its successor starts while it works. */
    private void succeed(Worker spent) {
        thread.execute(() -> {
            synchronized (lock) {
                if (alive.contains(spent)) {
                    leaving.add(spent);
                }
            }
            replace();
        });
    }

    private Worker startOne() {
        synchronized (lock) {
            Worker worker = Worker.start(
                    config.name() + "-worker-" + ++workerNumbers, config, initializer, dispatcher, this::succeed);
            alive.add(worker);
            worker.gone().thenAccept(status -> thread.execute(() -> buried(worker, status)));
            return worker;
        }
    }

    /** On the pool's thread: a worker and its links are gone. */
    private void buried(Worker worker, ExitStatus status) {
        dispatcher.lost(worker, status);
        synchronized (lock) {
            alive.remove(worker);
            leaving.remove(worker);
        }
        LOG.log(Level.DEBUG, "worker {0} ended by {1}", worker.name(), status.inWords());
        if (!complete) {
            LOG.log(Level.DEBUG, "pool {0} is not complete yet: whoever creates it decides", config.name());
        } else if (worker.ready().isCompletedExceptionally()) {
            startFailed(failure(worker));
        } else {
            failedStarts = 0;
            replace();
        }
    }

    /** On the pool's thread: starts a successor if one is needed. */
    private void replace() {
        Worker successor;
        try {
            synchronized (lock) {
                if (ending || missing() <= 0 || !dispatcher.needsWorkers()) {
                    return;
                }
                successor = startOne();
            }
        } catch (ProcessException e) {
            startFailed(e);
            return;
        }
        successor.ready().exceptionally(failure -> {
            successor.kill(); // one whose initializer failed still runs
            return null;
        });
    }

    /** On the pool's thread: what kept a worker from starting may pass, but is not waited for for ever. */
    private void startFailed(Throwable reason) {
        if (!dispatcher.needsWorkers()) {
            return;
        }
        failedStarts++;
        if (failedStarts >= MOST_FAILED_STARTS) {
            giveUp(reason);
        } else {
            CompletableFuture.delayedExecutor(PAUSE_MILLIS * failedStarts, TimeUnit.MILLISECONDS)
                    .execute(() -> thread.execute(this::replace));
        }
    }

    private void giveUp(Throwable reason) {
        dispatcher.fail(broken(reason));
        List<Worker> victims;
        synchronized (lock) {
            victims = new ArrayList<>(alive);
        }
        victims.forEach(Worker::kill);
    }

    private PoolBrokenException broken(Throwable cause) {
        return new PoolBrokenException(
                "pool '" + config.name() + "' cannot start its workers: " + cause.getMessage(), cause);
    }

    private static Throwable failure(Worker worker) {
        try {
            worker.ready().join();
            throw new IllegalStateException("worker " + worker.name() + " was ready before it ended");
        } catch (CompletionException e) {
            return cause(e);
        }
    }

    private void stopWorkers() throws InterruptedException {
        List<Worker> last;
        synchronized (lock) {
            ending = true;
            last = new ArrayList<>(alive);
        }
        last.forEach(Worker::stop);
        try {
            gone(last).get(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            LOG.log(
                    Level.WARNING,
                    "workers of pool {0} did not end within {1} s and are killed",
                    config.name(),
                    STOP_SECONDS);
            last.forEach(Worker::kill);
            gone(last).join();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the end of a worker cannot fail", e);
        }
    }

    private static CompletableFuture<Void> gone(List<Worker> workers) {
        return CompletableFuture.allOf(workers.stream().map(Worker::gone).toArray(CompletableFuture[]::new));
    }

    private static Throwable cause(CompletionException e) {
        Throwable cause = e.getCause();
        return cause == null ? e : cause;
    }

    private void end() {
        atExit.cancel();
        thread.end();
        ended.complete(null);
    }
}
