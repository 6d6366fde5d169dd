package io.multiproc.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The same work on threads of this JVM: what isolation is paid with. */
final class ThreadSides {

    private static final List<Integer> CHUNK1_ITEMS = Sizes.items(Sizes.CHUNK1_TASKS);
    private static final long CHUNK1_SUM = Sizes.CHUNK1_TASKS * (Sizes.CHUNK1_TASKS - 1L) / 2;
    private static final List<Integer> DEFAULT_ITEMS = Sizes.items(Sizes.DEFAULT_TASKS);

    private ThreadSides() {}

    static Side.Opener threads(KeptOpen.Work<ExecutorService> work) {
        return KeptOpen.of(() -> Executors.newFixedThreadPool(Sizes.WORKERS), work, ThreadSides::end);
    }

    static Side.Opener forkJoin(KeptOpen.Work<ExecutorService> work) {
        return KeptOpen.of(() -> new ForkJoinPool(Sizes.WORKERS), work, ThreadSides::end);
    }

    static double apply(ExecutorService threads) throws Exception {
        int result = 0;
        Stopwatch watch = Stopwatch.start();
        for (int number = 0; number < Sizes.APPLY_CALLS; number++) {
            int argument = number;
            result = threads.submit(() -> Tasks.identity(argument)).get();
        }
        double micros = watch.micros();
        Expect.equal(result, Sizes.APPLY_CALLS - 1);
        return micros / Sizes.APPLY_CALLS;
    }

    static double invokeAll(ExecutorService threads) throws Exception {
        Stopwatch watch = Stopwatch.start();
        List<Integer> results = invokeAll(threads, CHUNK1_ITEMS.stream().map(item -> () -> Tasks.identity(item)));
        double micros = watch.micros();
        Expect.equal(results, CHUNK1_ITEMS);
        return micros / Sizes.CHUNK1_TASKS;
    }

    static double inOrderOfCompletion(ExecutorService threads) throws Exception {
        CompletionService<Integer> results = new ExecutorCompletionService<>(threads);
        long sum = 0;
        Stopwatch watch = Stopwatch.start();
        for (int item : CHUNK1_ITEMS) {
            results.submit(() -> Tasks.identity(item));
        }
        for (int taken = 0; taken < Sizes.CHUNK1_TASKS; taken++) {
            sum += results.take().get();
        }
        double micros = watch.micros();
        Expect.equal(sum, CHUNK1_SUM);
        return micros / Sizes.CHUNK1_TASKS;
    }

    static double parallelStream(ExecutorService threads) throws Exception {
        Stopwatch watch = Stopwatch.start();
        List<Integer> results = threads.submit(() ->
                        DEFAULT_ITEMS.parallelStream().map(Tasks::identity).toList())
                .get();
        double micros = watch.micros();
        Expect.equal(results, DEFAULT_ITEMS);
        return micros / Sizes.DEFAULT_TASKS;
    }

    static double create() throws Exception {
        Stopwatch watch = Stopwatch.start();
        ExecutorService threads = Executors.newFixedThreadPool(Sizes.WORKERS);
        List<Integer> results = invokeAll(threads, Stream.of(1, 2).map(item -> () -> Tasks.identity(item)));
        end(threads);
        double millis = watch.millis();
        Expect.equal(results, List.of(1, 2));
        return millis;
    }

    /** The best that this machine allows at the time: no messages, no second JVM. */
    static double speedup(ExecutorService threads) throws Exception {
        Stopwatch watch = Stopwatch.start();
        int first = threads.submit(() -> Primes.countBelow(Primes.BELOW)).get();
        int second = threads.submit(() -> Primes.countBelow(Primes.BELOW)).get();
        double sequence = watch.millis();
        Expect.equal(List.of(first, second), List.of(Primes.COUNT, Primes.COUNT));

        watch = Stopwatch.start();
        List<Integer> counts =
                invokeAll(threads, Stream.of(Primes.BELOW, Primes.BELOW).map(below -> () -> Primes.countBelow(below)));
        double together = watch.millis();
        Expect.equal(counts, List.of(Primes.COUNT, Primes.COUNT));
        return sequence / together;
    }

    private static List<Integer> invokeAll(ExecutorService threads, Stream<Callable<Integer>> tasks)
            throws InterruptedException, ExecutionException {
        List<Integer> results = new ArrayList<>();
        for (Future<Integer> future : threads.invokeAll(tasks.toList())) {
            results.add(future.get());
        }
        return results;
    }

    private static void end(ExecutorService threads) {
        threads.shutdown();
        try {
            Expect.equal(threads.awaitTermination(1, TimeUnit.MINUTES), true);
        } catch (InterruptedException e) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
