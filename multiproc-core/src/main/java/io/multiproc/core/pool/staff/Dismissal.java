package io.multiproc.core.pool.staff;

import io.multiproc.core.pool.remote.Worker;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** How the last workers of a pool go. */
final class Dismissal {

    private Dismissal() {}

    /** Asks workers that have nothing to do to end, and waits for them: those that do not are killed. */
    static void stop(List<Worker> workers) throws InterruptedException {
        workers.forEach(Worker::stop);
        try {
            gone(workers).get();
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
