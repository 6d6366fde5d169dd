package io.multiproc.core.current;

import io.multiproc.ipc.thread.NamedThreads;
import io.multiproc.process.Finalizer;
import java.lang.ref.Cleaner;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A finalizer: whoever takes the action out of the reference first runs it, be it the collector's thread, the end of
 * the process or the program.
 */
public final class OnceAction implements Finalizer {

    private static final int MOST = 1_000_000;

    private final AtomicReference<@Nullable Runnable> action;
    private final AtomicReference<AtExit.@Nullable Registration> atExit = new AtomicReference<>();

    private OnceAction(Runnable action) {
        this.action = new AtomicReference<>(Objects.requireNonNull(action, "action"));
    }

    /** One that the end of the process does not run. */
    public static Finalizer onGarbage(Object referent, Runnable action) {
        OnceAction once = new OnceAction(action);
        OnGarbage.CLEANER.register(Objects.requireNonNull(referent, "referent"), once::run);
        return once;
    }

    /** One that the end of the process runs at that priority if nothing else has. */
    public static Finalizer atExit(Object referent, Runnable action, int priority) {
        if (Math.abs((long) priority) > MOST) {
            throw new IllegalArgumentException(
                    "exitPriority must be between -1000000 and 1000000: exitPriority=" + priority);
        }
        OnceAction once = new OnceAction(action);
        once.atExit.set(AtExit.register(AtExit.ofFinalizer(priority), once::run));
        OnGarbage.CLEANER.register(Objects.requireNonNull(referent, "referent"), once::run);
        return once;
    }

    @Override
    public boolean run() {
        Runnable taken = take();
        if (taken == null) {
            return false;
        }
        taken.run();
        return true;
    }

    @Override
    public boolean cancel() {
        return take() != null;
    }

    @Override
    public boolean isActive() {
        return action.get() != null;
    }

    private @Nullable Runnable take() {
        AtExit.Registration registration = atExit.getAndSet(null);
        if (registration != null) {
            registration.cancel();
        }
        return action.getAndSet(null);
    }

    /** Its thread starts with the first finalizer. */
    private static final class OnGarbage {
        static final Cleaner CLEANER = NamedThreads.cleaner("multiproc-cleaner");
    }
}
