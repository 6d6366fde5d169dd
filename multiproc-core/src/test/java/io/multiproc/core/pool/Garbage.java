package io.multiproc.core.pool;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** What tests have collected, so long that there is no doubt. */
final class Garbage {

    private static final int OBJECTS = 100_000;

    private Garbage() {}

    /**
     * Returns when this JVM has collected for so many milliseconds more, and for a quarter of the time that this took.
     */
    static int collect(int millis) {
        List<Object> live = IntStream.range(0, OBJECTS)
                .mapToObj(i -> (Object) new int[] {i})
                .toList();
        long begun = System.nanoTime();
        long before = collectedMillis();
        long collected = 0;
        while (collected < millis || collected * 4 < TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun)) {
            System.gc();
            collected = collectedMillis() - before;
        }
        return live.size();
    }

    private static long collectedMillis() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .mapToLong(collector -> collector.getCollectionTime())
                .sum();
    }
}
