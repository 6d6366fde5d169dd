package io.multiproc.ipc.codec;

import io.multiproc.reduction.Reducer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The live objects of this library that every codec of this process knows. A class of them registers itself when it is
 * initialized, so a process that never meets one loads nothing for it. May be used by any thread.
 */
public final class Reductions {

    private static final String OURS = "io.multiproc.";

    private static volatile List<Reduction<?>> registered = List.of();

    /** How many reducers of the program there have been. */
    private static volatile int generation;

    private Reductions() {}

    /** Adds one; from a static initializer of the type that is reduced. */
    public static synchronized void register(Reduction<?> reduction) {
        List<Reduction<?>> all = new ArrayList<>();
        all.add(reduction);
        all.addAll(registered); // so that ours come before those of the program
        registered = List.copyOf(all);
    }

    /**
     * Has objects of a type sent as the program says. The newest decides, but live objects of ours are sent as ever.
     *
     * @throws IllegalArgumentException if no object can be replaced so
     */
    public static synchronized <T> void register(Class<T> type, Reducer<T> reducer) {
        Objects.requireNonNull(reducer, "reducer");
        if (type.isPrimitive() || type.isArray() || type == Object.class) {
            throw new IllegalArgumentException(
                    "a reducer is for a class or an interface, not for " + type.getTypeName());
        }
        List<Reduction<?>> all = new ArrayList<>(registered);
        all.removeIf(reduction -> reduction.type() == type && reduction instanceof ReducerReduction);
        int ours = 0;
        while (ours < all.size() && !(all.get(ours) instanceof ReducerReduction)) {
            ours++;
        }
        all.add(ours, new ReducerReduction<>(type, reducer));
        registered = List.copyOf(all);
        generation++;
    }

    /** Changes when classes may have to be sent in another way than before. */
    public static int generation() {
        return generation;
    }

    /** Those registered so far. */
    public static List<Reduction<?>> all() {
        return registered;
    }

    /** The one that restores what a message names so; a type of ours is initialized for it; null if there is none. */
    public static @Nullable Reduction<?> find(String type) {
        if (type.equals(ReducerReduction.NAME)) {
            return ReducerReduction.restoring();
        }
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
            if (reduction.restoredBy().equals(type)) {
                return reduction;
            }
        }
        return null;
    }
}
