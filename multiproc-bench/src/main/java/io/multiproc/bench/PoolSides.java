package io.multiproc.bench;

import io.multiproc.Multiprocessing;
import io.multiproc.pool.ProcessPool;
import io.multiproc.pool.ResultIterator;
import java.util.List;

/** Our pool at work. */
final class PoolSides {

    private static final List<Integer> CHUNK1_ITEMS = Sizes.items(Sizes.CHUNK1_TASKS);
    private static final List<Integer> DEFAULT_ITEMS = Sizes.items(Sizes.DEFAULT_TASKS);
    private static final List<Integer> CPU_ITEMS = List.of(Primes.BELOW, Primes.BELOW);

    private PoolSides() {}

    /** A side that keeps a pool of two. */
    static Side.Opener pool(KeptOpen.Work<ProcessPool> work) {
        return KeptOpen.of(() -> Multiprocessing.pool(Sizes.WORKERS), work, ProcessPool::close);
    }

    static double apply(ProcessPool pool) throws InterruptedException {
        int result = 0;
        Stopwatch watch = Stopwatch.start();
        for (int number = 0; number < Sizes.APPLY_CALLS; number++) {
            result = pool.apply(Tasks.IDENTITY, number);
        }
        double micros = watch.micros();
        Expect.equal(result, Sizes.APPLY_CALLS - 1);
        return micros / Sizes.APPLY_CALLS;
    }

    static double mapChunk1(ProcessPool pool) throws InterruptedException {
        Stopwatch watch = Stopwatch.start();
        List<Integer> results = pool.map(Tasks.IDENTITY, CHUNK1_ITEMS, 1);
        double micros = watch.micros();
        Expect.equal(results, CHUNK1_ITEMS);
        return micros / Sizes.CHUNK1_TASKS;
    }

    static double imapUnordered(ProcessPool pool) {
        int count = 0;
        Stopwatch watch = Stopwatch.start();
        try (ResultIterator<Integer> results = pool.imapUnordered(Tasks.IDENTITY, CHUNK1_ITEMS)) {
            while (results.hasNext()) {
                results.next();
                count++;
            }
        }
        double micros = watch.micros();
        Expect.equal(count, Sizes.CHUNK1_TASKS);
        return micros / Sizes.CHUNK1_TASKS;
    }

    static double mapDefault(ProcessPool pool) throws InterruptedException {
        Stopwatch watch = Stopwatch.start();
        List<Integer> results = pool.map(Tasks.IDENTITY, DEFAULT_ITEMS);
        double micros = watch.micros();
        Expect.equal(results, DEFAULT_ITEMS);
        return micros / Sizes.DEFAULT_TASKS;
    }

    static double create() throws InterruptedException {
        Stopwatch watch = Stopwatch.start();
        List<Integer> results;
        try (ProcessPool pool = Multiprocessing.pool(Sizes.WORKERS)) {
            results = pool.map(Tasks.IDENTITY, List.of(1, 2));
        }
        double millis = watch.millis();
        Expect.equal(results, List.of(1, 2));
        return millis;
    }

    /** Twice the CPU-bound task, one after the other, then at once: both ends of the ratio on the same two workers. */
    static double speedup(ProcessPool pool) throws InterruptedException {
        Stopwatch watch = Stopwatch.start();
        int first = pool.apply(Tasks.COUNT_PRIMES, Primes.BELOW);
        int second = pool.apply(Tasks.COUNT_PRIMES, Primes.BELOW);
        double sequence = watch.millis();
        Expect.equal(List.of(first, second), List.of(Primes.COUNT, Primes.COUNT));

        watch = Stopwatch.start();
        List<Integer> counts = pool.map(Tasks.COUNT_PRIMES, CPU_ITEMS, 1);
        double together = watch.millis();
        Expect.equal(counts, List.of(Primes.COUNT, Primes.COUNT));
        return sequence / together;
    }
}
