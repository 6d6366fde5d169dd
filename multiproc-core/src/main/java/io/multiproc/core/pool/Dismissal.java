package io.multiproc.core.pool;

import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** How the last workers of a pool go. */
final class Dismissal {

    private static final int STOP_SECONDS = 10;

    private Dismissal() {}

    /** Asks workers that have nothing to do to end, kills those that do not, and waits for them. */
    static void stop(String pool, List<Worker> workers) throws InterruptedException {
        workers.forEach(Worker::stop);
        try {
            gone(workers).get(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            System.getLogger(Dismissal.class.getName())
                    .log(
                            Level.WARNING,
                            "workers of pool {0} did not end within {1} s and are killed",
                            pool,
                            STOP_SECONDS);
            kill(workers);
        } catch (ExecutionException e) {
            throw new IllegalStateException("the end of a worker cannot fail", e);
        }
    }

    /** Kills workers and waits for their ends. */
    static void kill(List<Worker> workers) {
        workers.forEach(Worker::kill);
        gone(workers).join();
    }

    private static CompletableFuture<Void> gone(List<Worker> workers) {
        return CompletableFuture.allOf(workers.stream().map(Worker::gone).toArray(CompletableFuture[]::new));
    }
}
