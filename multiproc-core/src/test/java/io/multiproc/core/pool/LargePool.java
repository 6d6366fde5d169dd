package io.multiproc.core.pool;

import static io.multiproc.Multiprocessing.pool;

import io.multiproc.pool.ProcessPool;
import java.util.stream.IntStream;

/** A program with a pool of many more workers than processors; prints the sum of the squares that they compute. */
final class LargePool {

    private LargePool() {}

    public static void main(String[] arguments) throws Exception {
        try (ProcessPool pool = pool(Integer.parseInt(arguments[0]))) {
            System.out.println(
                    pool.map(LargePool::square, IntStream.range(0, 1000).boxed().toList()).stream()
                            .mapToInt(Integer::intValue)
                            .sum());
        }
    }

    static int square(int number) {
        return number * number;
    }
}
