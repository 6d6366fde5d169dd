package io.multiproc.examples.demo;

import static io.multiproc.Multiprocessing.*;

import io.multiproc.pool.AsyncResult;
import io.multiproc.pool.ProcessPool;
import java.time.Duration;
import java.util.List;

/**
 * The same work in this JVM and in child JVMs, how long each took, and the same warm-up before.
 *
 * @param primes what both counted
 * @param workers how many child JVMs
 * @param sequence how long it took here
 * @param pool how long it took there, without the start of the pool
 */
record SpeedUp(int primes, int workers, Duration sequence, Duration pool) {

    private static final int PARTS = 50;

    static SpeedUp measure(Display display, int workers, int limit) throws InterruptedException {
        List<Primes.Range> ranges = Primes.Range.split(limit, PARTS);

        Primes.warmUp();
        Stopwatch sequence = Stopwatch.start();
        int primes = inSequence(display, ranges);
        Duration sequenceTime = sequence.elapsed();

        try (ProcessPool pool =
                poolBuilder().processes(workers).initializer(Primes::warmUp).build()) {
            Stopwatch parallel = Stopwatch.start();
            int same = inPool(display, ranges, pool);
            Duration poolTime = parallel.elapsed();
            if (same != primes) {
                throw new IllegalStateException("the pool counted %d primes, not %d".formatted(same, primes));
            }
            return new SpeedUp(primes, workers, sequenceTime, poolTime);
        }
    }

    private static int inSequence(Display display, List<Primes.Range> ranges) {
        int primes = 0;
        try (Steps progress = display.progress("in sequence", ranges.size())) {
            for (Primes.Range range : ranges) {
                primes += Primes.count(range);
                progress.step();
            }
        }
        return primes;
    }

    private static int inPool(Display display, List<Primes.Range> ranges, ProcessPool pool)
            throws InterruptedException {
        int primes = 0;
        try (Steps progress = display.progress("in the pool", ranges.size())) {
            List<AsyncResult<Integer>> counts = ranges.stream()
                    .map(range -> pool.applyAsync(Primes::count, range))
                    .toList();
            progress.follow(counts);
            for (AsyncResult<Integer> count : counts) {
                primes += count.get();
            }
        }
        return primes;
    }

    double factor() {
        return (double) sequence.toNanos() / pool.toNanos();
    }
}
