package io.multiproc.core.connection;

import io.multiproc.ipc.Ipc;
import io.multiproc.ipc.codec.ObjectCodec;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which objects are received on a connection.
 *
 * @param codec makes them
 * @param allowed names of the classes beside the JDK's; null: all
 */
public record Reading(ObjectCodec codec, @Nullable List<String> allowed) {

    /** Of all classes: from processes of the same program, or as trusted. */
    public static Reading all() {
        return new Reading(Ipc.codec(), null);
    }

    /** Of the JDK's values, collections and exceptions, and of the classes with these names; null: of all classes. */
    public static Reading of(@Nullable List<String> allowed) {
        return allowed == null ? all() : new Reading(Ipc.codecForStrangers(Set.copyOf(allowed)), List.copyOf(allowed));
    }
}
