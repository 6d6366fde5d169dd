package io.multiproc.bench;

/** A task that only computes; CPython's side has the same. */
public final class Primes {

    /** Below this there are enough numbers to keep a processor busy for about half a second. */
    public static final int BELOW = 3_000_000;

    /** How many primes there are below {@link #BELOW}. */
    public static final int COUNT = 216_816;

    private Primes() {}

    /** The number of primes below a number, by trial division. */
    public static int countBelow(int below) {
        int count = 0;
        for (int number = 2; number < below; number++) {
            if (isPrime(number)) {
                count++;
            }
        }
        return count;
    }

    private static boolean isPrime(int number) {
        for (int divisor = 2; divisor * divisor <= number; divisor++) {
            if (number % divisor == 0) {
                return false;
            }
        }
        return true;
    }
}
