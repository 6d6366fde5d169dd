package io.multiproc.examples;

import static io.multiproc.Multiprocessing.*;

import io.multiproc.pool.Arguments;
import io.multiproc.pool.AsyncResult;
import io.multiproc.pool.ProcessPool;
import io.multiproc.pool.ResultIterator;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * Every way to call a function in a pool's workers.
 *
 * <pre>{@code
 * with Pool(4) as pool:
 *     print(pool.apply(add, (1, 2)))
 *     print(pool.apply_async(add, (3, 4)).get(timeout=60))
 *     print(pool.map(square, range(5)))
 *     print(pool.map_async(square, range(5)).get())
 *     print(pool.starmap(add, [(1, 10), (2, 20)]))
 *     print(pool.starmap_async(add, [(1, 10), (2, 20)]).get())
 *     print(list(pool.imap(square, range(5))))
 *     print(sorted(pool.imap_unordered(square, range(5))))
 *     print(sum(pool.imap(square, range(5))))
 *     pool.apply_async(add, (5, 6), callback=print, error_callback=print).wait()
 *     pool.apply_async(inverse, (0,), callback=print, error_callback=print).wait()
 * with ProcessPoolExecutor(4) as executor:
 *     print(executor.submit(add, 7, 8).result())
 * }</pre>
 */
public final class PoolAllCalls {

    private PoolAllCalls() {}

    static int square(int x) {
        return x * x;
    }

    static int add(int x, int y) {
        return x + y;
    }

    static int inverse(int x) {
        return 1 / x;
    }

    static void tell(AsyncResult<Integer> outcome) throws InterruptedException {
        outcome.onResult(result -> System.out.println("onResult: " + result))
                .onError(failure -> System.out.println("onError: " + failure))
                .await();
    }

    public static void main(String[] args) throws InterruptedException, ExecutionException, TimeoutException {
        List<Integer> numbers = List.of(0, 1, 2, 3, 4);
        try (ProcessPool pool = pool(4)) {
            System.out.println("apply: " + pool.apply(PoolAllCalls::add, 1, 2));
            AsyncResult<Integer> sum = pool.applyAsync(PoolAllCalls::add, 3, 4);
            System.out.println("applyAsync: " + sum.get(Duration.ofMinutes(1)));
            System.out.println("map: " + pool.map(PoolAllCalls::square, numbers));
            System.out.println(
                    "mapAsync: " + pool.mapAsync(PoolAllCalls::square, numbers).get());
            List<Arguments.Of2<Integer, Integer>> pairs = List.of(Arguments.of(1, 10), Arguments.of(2, 20));
            System.out.println("starmap: " + pool.starmap(PoolAllCalls::add, pairs));
            System.out.println("starmapAsync: "
                    + pool.starmapAsync(PoolAllCalls::add, pairs).get());
            try (ResultIterator<Integer> squares = pool.imap(PoolAllCalls::square, numbers)) {
                squares.forEachRemaining(square -> System.out.println("imap: " + square));
            }
            TreeSet<Integer> sorted = new TreeSet<>();
            pool.imapUnordered(PoolAllCalls::square, numbers).forEachRemaining(sorted::add);
            System.out.println("imapUnordered, sorted: " + sorted);
            Stream<Integer> stream = pool.imap(PoolAllCalls::square, numbers).stream();
            System.out.println("imap as a stream, summed: "
                    + stream.mapToInt(Integer::intValue).sum());
            tell(pool.applyAsync(PoolAllCalls::add, 5, 6));
            tell(pool.applyAsync(PoolAllCalls::inverse, 0));
            ExecutorService executor = pool.asExecutorService(); // for code that takes one
            Future<Integer> future = executor.submit((Callable<Integer> & Serializable) () -> add(7, 8));
            System.out.println("asExecutorService: " + future.get());
        }
    }
}
