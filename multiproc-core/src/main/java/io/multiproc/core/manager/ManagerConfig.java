package io.multiproc.core.manager;

import io.multiproc.function.SerializableRunnable;
import io.multiproc.managers.ManagedTypes;
import io.multiproc.process.StartMethod;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a manager is to be.
 *
 * @param name its server's name
 * @param types the program's own
 * @param initializer run by the server before it serves, or null
 * @param jvmOptions of the server's JVM
 * @param shutdownTimeout how long each step of its end may take
 * @param startMethod how the server is started
 * @param address where it serves; null: in the program's private directory
 * @param key what its clients must have; null: one of its own
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
record ManagerConfig(
        String name,
        ManagedTypes types,
        @Nullable SerializableRunnable initializer,
        List<String> jvmOptions,
        Duration shutdownTimeout,
        StartMethod startMethod,
        @Nullable String address,
        byte @Nullable [] key) {}
