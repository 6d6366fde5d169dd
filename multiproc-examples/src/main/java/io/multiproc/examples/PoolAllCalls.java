package io.multiproc.examples;

import static io.multiproc.Multiprocessing.*;

import io.multiproc.pool.Arguments;
import io.multiproc.pool.AsyncResult;
import io.multiproc.pool.ProcessPool;
import io.multiproc.pool.ResultIterator;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.TimeoutException;

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
 *     print(list(pool.imap(square, range(5))))
 *     print(sorted(pool.imap_unordered(square, range(5))))
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

    public static void main(String[] args) throws InterruptedException, TimeoutException {
        List<Integer> numbers = List.of(0, 1, 2, 3, 4);
        try (ProcessPool pool = pool(4)) {
            System.out.println("apply: " + pool.apply(PoolAllCalls::add, 1, 2));
            AsyncResult<Integer> sum = pool.applyAsync(PoolAllCalls::add, 3, 4);
            System.out.println("applyAsync: " + sum.get(Duration.ofMinutes(1)));
            System.out.println("map: " + pool.map(PoolAllCalls::square, numbers));
            System.out.println(
                    "mapAsync: " + pool.mapAsync(PoolAllCalls::square, numbers).get());
            System.out.println(
                    "starmap: " + pool.starmap(PoolAllCalls::add, List.of(Arguments.of(1, 10), Arguments.of(2, 20))));
            try (ResultIterator<Integer> squares = pool.imap(PoolAllCalls::square, numbers)) {
                squares.forEachRemaining(square -> System.out.println("imap: " + square));
            }
            TreeSet<Integer> sorted = new TreeSet<>();
            pool.imapUnordered(PoolAllCalls::square, numbers).forEachRemaining(sorted::add);
            System.out.println("imapUnordered, sorted: " + sorted);
            pool.applyAsync(PoolAllCalls::inverse, 0)
                    .onError(failure -> System.out.println("onError: " + failure))
                    .await();
        }
    }
}
