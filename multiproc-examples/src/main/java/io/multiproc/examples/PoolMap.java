package io.multiproc.examples;

import static io.multiproc.Multiprocessing.*;

import io.multiproc.pool.ProcessPool;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Calls a function with each of ten numbers, on four worker processes.
 *
 * <pre>{@code
 * def square(x):
 *     print('Worker %s: %s' % (os.getpid(), x))
 *     return x * x
 *
 * if __name__ == '__main__':
 *     with Pool(4) as pool:
 *         print(pool.map(square, range(10), chunksize=1))
 * }</pre>
 */
public final class PoolMap {

    private PoolMap() {}

    static int square(int x) {
        System.out.println("Worker %d: %d".formatted(currentProcess().pid(), x));
        return x * x;
    }

    public static void main(String[] args) throws InterruptedException {
        List<Integer> numbers = IntStream.range(0, 10).boxed().toList();
        try (ProcessPool pool = pool(4)) {
            System.out.println(pool.map(PoolMap::square, numbers, 1));
        }
    }
}
