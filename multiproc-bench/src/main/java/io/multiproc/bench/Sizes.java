package io.multiproc.bench;

import java.util.List;
import java.util.stream.IntStream;

/** How much work a sample is; CPython's script has the same numbers. */
final class Sizes {

    static final int WORKERS = 2;
    static final int ROUND_TRIPS = 2_000;
    static final int MESSAGES_OF_1_MIB = 100;
    static final int MIB = 1 << 20;
    static final int APPLY_CALLS = 1_000;
    static final int CHUNK1_TASKS = 20_000;
    static final int DEFAULT_TASKS = 1_000_000;
    static final int QUEUE_SMALL = 100_000;
    static final int QUEUE_LARGE = 2_000;
    static final int QUEUE_LARGE_BYTES = 65_536;
    static final int LOCK_ALONE = 1_000_000;
    static final int LOCK_EACH = 100_000;
    static final int INCREMENTS = 200_000;
    static final int ARRAY_INTS = 2_097_152;
    static final int MANAGER_CALLS = 4_000;
    static final int MANAGER_CALLS_EACH = 1_000;
    static final int MANAGER_ELEMENTS = 10_000;

    private Sizes() {}

    static List<Integer> items(int count) {
        return IntStream.range(0, count).boxed().toList();
    }
}
