package io.multiproc.examples.demo;

import java.util.List;
import java.util.stream.IntStream;

/** Work for a processor: counts the primes of a range by trial division. */
final class Primes {

    private Primes() {}

    /**
     * Part of the numbers.
     *
     * @param from the first number, at least 2
     * @param to the number after the last
     */
    record Range(int from, int to) {

        /** The numbers from 2 to the limit, in that many parts of about the same length. */
        static List<Range> split(int limit, int parts) {
            return IntStream.range(0, parts)
                    .mapToObj(i -> new Range(2 + part(limit, i, parts), 2 + part(limit, i + 1, parts)))
                    .toList();
        }

        private static int part(int limit, int index, int parts) {
            return (int) ((long) (limit - 2) * index / parts);
        }
    }

    static int count(Range range) {
        int primes = 0;
        for (int n = range.from(); n < range.to(); n++) {
            if (isPrime(n)) {
                primes++;
            }
        }
        return primes;
    }

    /** Gives the JIT compiler time to do its work, the same in every process that is compared. */
    static void warmUp() {
        Range.split(2_000_000, 20).forEach(Primes::count);
    }

    private static boolean isPrime(int n) {
        for (int divisor = 2; divisor * divisor <= n; divisor++) {
            if (n % divisor == 0) {
                return false;
            }
        }
        return true;
    }
}
