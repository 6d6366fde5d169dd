package io.multiproc.bench;

import io.multiproc.function.SerializableFunction;
import io.multiproc.function.SerializableRunnable;

/** What the children are given to do. Small, since a child loads this class before its work. */
final class Tasks {

    static final SerializableRunnable NOTHING = Tasks::nothing;
    static final SerializableFunction<Integer, Integer> IDENTITY = Tasks::identity;
    static final SerializableFunction<Integer, Integer> COUNT_PRIMES = Primes::countBelow;

    private Tasks() {}

    static void nothing() {}

    static Integer identity(Integer item) {
        return item;
    }
}
