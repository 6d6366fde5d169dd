package io.multiproc.core.current;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What the worker of a pool is doing, for what its thread logs and those that it has started. */
public final class CurrentTask {

    private static final InheritableThreadLocal<Supplier<@Nullable String>> LABELS = new InheritableThreadLocal<>();

    private CurrentTask() {}

    /** The thread that calls this is a worker's; the supplier may be asked by any thread. */
    public static void toldBy(Supplier<@Nullable String> label) {
        LABELS.set(label);
    }

    /** Such as {@code task 17 (item 35)}; null if this is no thread of a worker's, or that has nothing to do. */
    public static @Nullable String label() {
        Supplier<@Nullable String> label = LABELS.get();
        return label == null ? null : label.get();
    }
}
