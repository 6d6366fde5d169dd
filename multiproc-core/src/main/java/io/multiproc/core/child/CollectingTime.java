package io.multiproc.core.child;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;

/**
 * How long this JVM has collected garbage. Whoever tells it takes tens of milliseconds to load, which a JVM is spared
 * that has not collected anything. May be used by any thread.
 */
public final class CollectingTime {

    /** Lasts until the first collection. */
    private static final WeakReference<Object> NONE_YET = new WeakReference<>(new Object());

    private CollectingTime() {}

    /** From now on it notices collections; those that were before may be missed. */
    public static void begin() {}

    /** Since the JVM's start. */
    public static long nanos() {
        return NONE_YET.refersTo(null) ? told() : 0;
    }

    private static long told() {
        long millis = 0;
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            millis += Math.max(0, collector.getCollectionTime()); // negative: it does not know
        }
        return millis * 1_000_000;
    }
}
