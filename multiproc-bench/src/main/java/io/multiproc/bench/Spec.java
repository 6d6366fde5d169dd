package io.multiproc.bench;

/**
 * What one row measures and how good it must be.
 *
 * @param id the row's name in results.json
 * @param goal the limit for the ratio to CPython or, where {@code versus} says so, for the value itself
 * @param work what both sides do, in a few words
 */
record Spec(String id, Area area, String unit, Better better, double goal, Versus versus, String work, Rounds rounds) {

    /** The unit of a value that is a ratio already. */
    static final String RATIO = "×";

    /** What the goal limits. */
    enum Versus {
        /** Our median divided by CPython's. */
        CPYTHON,
        /** Our median, which is a ratio already. */
        ITSELF
    }

    /**
     * How often each side is called.
     *
     * @param warmUps unmeasured calls of each side that runs in a JVM
     * @param pythonWarmUps unmeasured calls of CPython, which has nothing to compile
     * @param runs measured calls of each side
     */
    record Rounds(int warmUps, int pythonWarmUps, int runs) {}
}
