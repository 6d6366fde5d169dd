package io.multiproc.core.manager;

import io.multiproc.function.SerializableRunnable;
import io.multiproc.managers.ManagedTypes;
import io.multiproc.managers.Manager;
import io.multiproc.process.StartMethod;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Describes a manager whose server is a child of this process. */
public final class ProcessManagerBuilder implements Manager.Builder {

    private static final AtomicInteger MANAGERS = new AtomicInteger();
    private static final Duration LONGEST_SHUTDOWN = Duration.ofDays(1000);

    private final StartMethod startMethod;
    private @Nullable String name;
    private ManagedTypes types = ManagedTypes.none();
    private @Nullable SerializableRunnable initializer;
    private List<String> jvmOptions = List.of();
    private Duration shutdownTimeout = Duration.ofSeconds(1);

    /** A description with the defaults. */
    public ProcessManagerBuilder(StartMethod startMethod) {
        this.startMethod = startMethod;
    }

    @Override
    public Manager.Builder name(String name) {
        this.name = Objects.requireNonNull(name, "name");
        return this;
    }

    @Override
    public Manager.Builder types(ManagedTypes types) {
        this.types = Objects.requireNonNull(types, "types");
        return this;
    }

    @Override
    public Manager.Builder initializer(SerializableRunnable initializer) {
        this.initializer = Objects.requireNonNull(initializer, "initializer");
        return this;
    }

    @Override
    public Manager.Builder jvmOptions(String... options) {
        this.jvmOptions = List.of(options);
        return this;
    }

    @Override
    public Manager.Builder shutdownTimeout(Duration timeout) {
        if (timeout.isNegative()) {
            throw new IllegalArgumentException("shutdownTimeout must be >= 0: shutdownTimeout=" + timeout);
        }
        this.shutdownTimeout = timeout.compareTo(LONGEST_SHUTDOWN) > 0 ? LONGEST_SHUTDOWN : timeout;
        return this;
    }

    @Override
    public Manager build() {
        String serverName = name != null ? name : "Manager-" + MANAGERS.incrementAndGet();
        return new ProcessManager(ManagerProcess.start(
                new ManagerConfig(serverName, types, initializer, jvmOptions, shutdownTimeout, startMethod)));
    }
}
