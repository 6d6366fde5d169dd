package io.multiproc.core.manager;

import io.multiproc.core.child.LocalHub;
import io.multiproc.core.connection.AllowedClasses;
import io.multiproc.core.manager.link.RemoteServer;
import io.multiproc.core.manager.server.OwnServer;
import io.multiproc.core.manager.wire.Access;
import io.multiproc.core.manager.wire.ServerIdentity;
import io.multiproc.function.SerializableCallable;
import io.multiproc.function.SerializableRunnable;
import io.multiproc.ipc.Ipc;
import io.multiproc.ipc.handshake.LinkTicket;
import io.multiproc.ipc.listener.Tls;
import io.multiproc.managers.ManagedTypes;
import io.multiproc.managers.Manager;
import io.multiproc.managers.ManagerServer;
import io.multiproc.process.StartMethod;
import java.io.IOException;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Describes a manager whose server is a child of this process. */
public final class ProcessManagerBuilder implements Manager.Builder {

    private static final AtomicInteger MANAGERS = new AtomicInteger();
    private static final AtomicLong SOCKETS = new AtomicLong();
    private static final Duration LONGEST_SHUTDOWN = Duration.ofDays(1000);

    private final StartMethod startMethod;
    private @Nullable String name;
    private @Nullable String address;
    private byte @Nullable [] key;
    private byte @Nullable [] tls;
    private final AllowedClasses allowed = new AllowedClasses();
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
    public Manager.Builder address(SocketAddress address) {
        this.address = Access.text(Objects.requireNonNull(address, "address"));
        return this;
    }

    @Override
    public Manager.Builder authkey(byte[] key) {
        if (key.length == 0) {
            throw new IllegalArgumentException("authkey must not be empty");
        }
        this.key = key.clone();
        return this;
    }

    @Override
    public Manager.Builder tls(SerializableCallable<SSLContext> context) {
        this.tls = Ipc.codec().encode(Objects.requireNonNull(context, "context"), 0);
        return this;
    }

    @Override
    public Manager.Builder allow(Class<?>... types) {
        allowed.add(types);
        return this;
    }

    @Override
    public Manager.Builder allowAll() {
        allowed.addAll();
        return this;
    }

    @Override
    public Manager connect() {
        return new ProcessManager(RemoteServer.find(publicAccess("connect")), null);
    }

    @Override
    public ManagerServer getServer() throws IOException {
        Access access = publicAccess("getServer");
        if (initializer != null || !jvmOptions.isEmpty()) {
            throw new IllegalStateException(
                    "a server within this program has neither an initializer nor options for its"
                            + " JVM: call what is to be done first before getServer");
        }
        return OwnServer.bind(
                new ServerIdentity(
                        UUID.randomUUID(), serverName(), ProcessHandle.current().pid(), access),
                types);
    }

    @Override
    public Manager build() {
        String where = address != null
                ? address
                : LocalHub.get()
                        .directory()
                        .resolve("manager-" + SOCKETS.incrementAndGet())
                        .toString();
        Access access = access(where, key != null ? key : LinkTicket.issue(0).key());
        ManagerProcess started = ManagerProcess.start(
                new ManagerConfig(serverName(), types, initializer, jvmOptions, shutdownTimeout, startMethod, access));
        return new ProcessManager(started.identity(), started);
    }

    private String serverName() {
        return name != null ? name : "Manager-" + MANAGERS.incrementAndGet();
    }

    private Access publicAccess(String operation) {
        if (address == null || key == null) {
            throw new IllegalStateException(
                    operation + " needs to know where, and a key: call address and authkey before");
        }
        return access(address, key);
    }

    private Access access(String where, byte[] secret) {
        boolean isUnixSocket = !Access.isInternet(where);
        if (tls != null && isUnixSocket) {
            throw Tls.notFor(where);
        }
        return new Access(where, secret, allowed.names(isUnixSocket), tls);
    }
}
