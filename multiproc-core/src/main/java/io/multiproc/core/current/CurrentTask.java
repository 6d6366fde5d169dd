package io.multiproc.core.current;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What the worker of a pool is doing, for what its thread logs and those that it has started. */
public final class CurrentTask {

    private static final InheritableThreadLocal<Teller> TELLERS = new InheritableThreadLocal<>();

    /**
     * Of one worker.
     *
     * @param label tells what it runs; may be asked by any thread
     * @param progress told that it gets on; may be called by any thread
     */
    private record Teller(Supplier<@Nullable String> label, Runnable progress) {}

    private CurrentTask() {}

    /** The thread that calls this is a worker's; both may be called by any thread. */
    public static void toldBy(Supplier<@Nullable String> label, Runnable progress) {
        TELLERS.set(new Teller(label, progress));
    }

    /** What the worker runs gets on; does nothing if this is no thread of a worker's. */
    public static void progress() {
        Teller teller = TELLERS.get();
        if (teller != null) {
            teller.progress().run();
        }
    }

    /** Such as {@code task 17 (item 35)}; null if this is no thread of a worker's, or that has nothing to do. */
    public static @Nullable String label() {
        Teller teller = TELLERS.get();
        return teller == null ? null : teller.label().get();
    }
}
