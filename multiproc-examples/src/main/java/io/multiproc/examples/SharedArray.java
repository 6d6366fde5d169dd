package io.multiproc.examples;

import static io.multiproc.Multiprocessing.*;

import io.multiproc.process.ChildProcess;
import io.multiproc.shared.SharedDoubleArray;

/**
 * Two processes fill halves of one large array, which the main process then reads: 80 MB that nobody copies.
 *
 * <pre>{@code
 * def fill(a, first, last):
 *     for i in range(first, last):
 *         a[i] = i / 2
 *
 * if __name__ == '__main__':
 *     a = Array('d', 10_000_000, lock=False)
 *     half = len(a) // 2
 *     p = Process(target=fill, args=(a, 0, half))
 *     q = Process(target=fill, args=(a, half, len(a)))
 *     p.start(); q.start()
 *     p.join(); q.join()
 *     print(sum(a))
 * }</pre>
 */
public final class SharedArray {

    private static final int LENGTH = 10_000_000;

    private SharedArray() {}

    static void fill(SharedDoubleArray a, int first, int last) {
        for (int i = first; i < last; i++) {
            a.set(i, i / 2.0);
        }
        System.out.println("%s filled %d to %d".formatted(currentProcess().name(), first, last - 1));
    }

    public static void main(String[] args) throws InterruptedException {
        try (SharedDoubleArray a = sharedDoubleArray(LENGTH)) {
            ChildProcess p = process(SharedArray::fill, a, 0, LENGTH / 2);
            ChildProcess q = process(SharedArray::fill, a, LENGTH / 2, LENGTH);
            p.start();
            q.start();
            p.join();
            q.join();
            double sum = 0;
            for (int i = 0; i < a.length(); i++) {
                sum += a.get(i);
            }
            System.out.printf("sum of %d MB: %.0f%n", LENGTH / 1_000_000 * Double.BYTES, sum);
        }
    }
}
