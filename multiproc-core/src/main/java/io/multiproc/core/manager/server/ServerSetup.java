package io.multiproc.core.manager.server;

import io.multiproc.core.child.ChildContext;
import io.multiproc.core.child.ChildWork;
import io.multiproc.core.current.AtExit;
import io.multiproc.core.current.CurrentProcess;
import io.multiproc.core.current.Signals;
import io.multiproc.core.failure.FailureMessage;
import io.multiproc.core.manager.wire.Access;
import io.multiproc.core.manager.wire.ServerIdentity;
import io.multiproc.function.SerializableRunnable;
import io.multiproc.ipc.Ipc;
import io.multiproc.ipc.endpoint.Endpoint;
import io.multiproc.ipc.frame.Frame;
import io.multiproc.ipc.frame.FrameDescriptor;
import io.multiproc.ipc.frame.FrameType;
import io.multiproc.ipc.handshake.LinkKind;
import io.multiproc.managers.ManagedTypes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * What a server's JVM is told to do.
 *
 * @param types the encoded types, apart, so that what cannot be read is reported as their failure
 * @param initializer encoded as well, or null
 * @param parentDirectory the run directory of the parent, which somebody removes if that is killed
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
public record ServerSetup(
        UUID id, String name, Access access, byte[] types, byte @Nullable [] initializer, String parentDirectory)
        implements ChildWork {

    /** Of a READY: what kept the server from starting. */
    public static final int FAILED = 1;

    private static final long CLEAN_UP_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    @Override
    public void run(ChildContext context) throws Exception {
        try (Endpoint orders = context.open(LinkKind.TASKS)) {
            if (isProcess()) {
                ignoreInterrupts();
            }
            ObjectServer server;
            try {
                server = start();
            } catch (Throwable e) { // whatever it is, the parent must hear of it
                orders.send(FrameDescriptor.seal(
                        FailureMessage.encode(Ipc.codec(), e, FrameDescriptor.HEADER_BYTES), FrameType.READY, FAILED));
                awaitEnd(orders);
                return;
            }
            AtExit.Registration atExit = AtExit.register(AtExit.HUB, () -> close(server));
            try {
                byte[] served = server.identity().access().address().getBytes(StandardCharsets.UTF_8);
                orders.send(FrameDescriptor.frame(
                        FrameType.READY,
                        0,
                        ByteBuffer.allocate(8 + served.length)
                                .putLong(server.identity().pid())
                                .put(served)
                                .array()));
                awaitEnd(orders);
            } finally {
                atExit.cancel();
                server.close();
            }
        }
    }

    private ObjectServer start() throws Exception {
        if (initializer != null) {
            Object function = Ipc.codec().decode(initializer, 0, initializer.length);
            ((SerializableRunnable) Objects.requireNonNull(function, "initializer")).run();
        }
        ManagedTypes own = (ManagedTypes) Objects.requireNonNull(Ipc.codec().decode(types, 0, types.length), "types");
        ObjectServer server = ObjectServer.bind(
                new ServerIdentity(id, name, ProcessHandle.current().pid(), access), own);
        server.start();
        return server;
    }

    private boolean isProcess() {
        return CurrentProcess.get()
                .parent()
                .map(parent -> parent.pid() != ProcessHandle.current().pid())
                .orElse(true);
    }

    /** Ctrl-C is for the program, which shuts its server down when nobody needs it any more. */
    private static void ignoreInterrupts() {
        try {
            Signals.Handler unused = Signals.handle("INT", () -> {});
        } catch (IllegalArgumentException e) {
            System.getLogger(ServerSetup.class.getName()).log(Level.DEBUG, "the JVM does not handle SIGINT", e);
        }
    }

    /** Returns when the parent says stop, or is gone. */
    private void awaitEnd(Endpoint orders) {
        try {
            Frame order = orders.receive();
            if (order != null && order.type() == FrameType.STOP) {
                return;
            }
        } catch (IOException e) {
            System.getLogger(ServerSetup.class.getName()).log(Level.DEBUG, "the parent is gone", e);
        }
        Path directory = Path.of(parentDirectory);
        long start = System.nanoTime(); // the control link's reader cleans up after a parent that was killed
        while (isProcess() && Files.exists(directory) && System.nanoTime() - start < CLEAN_UP_NANOS) {
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private static void close(ObjectServer server) {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close a manager's server", e);
        }
    }
}
