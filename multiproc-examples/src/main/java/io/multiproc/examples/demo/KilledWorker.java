package io.multiproc.examples.demo;

import static io.multiproc.Multiprocessing.*;

import io.multiproc.pool.AsyncResult;
import io.multiproc.pool.ProcessPool;
import io.multiproc.pool.WorkerTerminatedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What became of a pool's tasks after one of its workers was killed.
 *
 * @param pid the worker
 * @param finished how many of the other tasks finished
 * @param others how many others there were
 * @param failure the outcome of the task that the worker was running
 */
record KilledWorker(long pid, int finished, int others, WorkerTerminatedException failure) {

    private static final int TASKS = 40;

    /** The task that takes a minute where the others take a moment. */
    private static final int STUCK = 7;

    private static final Duration POLL = Duration.ofMillis(5);

    static KilledWorker run(Display display, int workers, int limit, Path folder)
            throws IOException, InterruptedException {
        List<Primes.Range> ranges = Primes.Range.split(limit, TASKS);
        try (ProcessPool pool = pool(workers);
                Steps progress = display.progress("tasks", TASKS)) {
            List<AsyncResult<Integer>> results = IntStream.range(0, TASKS)
                    .mapToObj(i -> i == STUCK
                            ? pool.applyAsync(KilledWorker::runForAMinute, folder)
                            : pool.applyAsync(Primes::count, ranges.get(i)))
                    .toList();
            long pid = kill(results.get(STUCK), folder);
            progress.follow(results);
            return outcome(results, pid);
        }
    }

    /** Runs in a worker; says first in which, by a file of that name. */
    private static int runForAMinute(Path folder) throws IOException {
        Files.createFile(folder.resolve(String.valueOf(currentProcess().pid())));
        int primes = 0;
        for (int i = 0; i < 200; i++) {
            primes += Primes.count(new Primes.Range(2, 2_000_000));
        }
        return primes;
    }

    /** Waits until a worker says that it runs the task, and ends it as {@code kill -9} does. */
    private static long kill(AsyncResult<Integer> task, Path folder) throws IOException, InterruptedException {
        while (!task.await(POLL)) {
            try (Stream<Path> files = Files.list(folder)) {
                var file = files.findFirst();
                if (file.isPresent()) {
                    long pid = Long.parseLong(file.get().getFileName().toString());
                    ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
                    return pid;
                }
            }
        }
        throw new IllegalStateException("the task ended before its worker was killed");
    }

    private static KilledWorker outcome(List<AsyncResult<Integer>> results, long pid) throws InterruptedException {
        int finished = 0;
        @Nullable WorkerTerminatedException failure = null;
        for (AsyncResult<Integer> result : results) {
            try {
                result.get();
                finished++;
            } catch (WorkerTerminatedException e) {
                failure = e;
            }
        }
        return new KilledWorker(pid, finished, results.size() - 1, Objects.requireNonNull(failure));
    }
}
