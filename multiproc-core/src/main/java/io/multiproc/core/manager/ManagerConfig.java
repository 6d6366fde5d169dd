package io.multiproc.core.manager;

import io.multiproc.core.manager.wire.Access;
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
 * @param access where it serves, and for whom
 */
record ManagerConfig(
        String name,
        ManagedTypes types,
        @Nullable SerializableRunnable initializer,
        List<String> jvmOptions,
        Duration shutdownTimeout,
        StartMethod startMethod,
        Access access) {}
