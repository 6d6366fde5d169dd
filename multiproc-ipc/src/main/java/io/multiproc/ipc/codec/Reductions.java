package io.multiproc.ipc.codec;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The live objects of this library that every codec of this process knows. A class of them registers itself when it is
 * initialized, so a process that never meets one loads nothing for it. May be used by any thread.
 */
public final class Reductions {

    private static final String OURS = "io.multiproc.";

    private static volatile List<Reduction<?>> registered = List.of();

    private Reductions() {}

    /** Adds one; from a static initializer of the type that is reduced. */
    public static synchronized void register(Reduction<?> reduction) {
        List<Reduction<?>> all = new ArrayList<>(registered);
        all.add(reduction);
        registered = List.copyOf(all);
    }

    /** Those registered so far. */
    public static List<Reduction<?>> all() {
        return registered;
    }

    /** The one for the type of that name, which is initialized for it; null if there is none. */
    public static @Nullable Reduction<?> find(String type) {
        Reduction<?> found = registered(type);
        if (found == null && type.startsWith(OURS)) {
            try {
                Class.forName(type, true, Reductions.class.getClassLoader());
            } catch (ClassNotFoundException e) {
                return null;
            }
            found = registered(type);
        }
        return found;
    }

    private static @Nullable Reduction<?> registered(String type) {
        for (Reduction<?> reduction : registered) {
            if (reduction.type().getName().equals(type)) {
                return reduction;
            }
        }
        return null;
    }
}
