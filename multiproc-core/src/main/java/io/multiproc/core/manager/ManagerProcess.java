package io.multiproc.core.manager;

import io.multiproc.core.child.Child;
import io.multiproc.core.child.ChildSpec;
import io.multiproc.core.child.ExitStatus;
import io.multiproc.core.child.JvmSettings;
import io.multiproc.core.child.Launch;
import io.multiproc.core.child.LocalHub;
import io.multiproc.core.current.AtExit;
import io.multiproc.core.current.CurrentProcess;
import io.multiproc.core.current.SignalledEnd;
import io.multiproc.core.logging.LogSettings;
import io.multiproc.core.manager.server.ServerSetup;
import io.multiproc.core.manager.wire.Access;
import io.multiproc.core.manager.wire.CallFailure;
import io.multiproc.core.manager.wire.ServerIdentity;
import io.multiproc.core.start.Starters;
import io.multiproc.core.waiting.Futures;
import io.multiproc.ipc.Ipc;
import io.multiproc.ipc.frame.Frame;
import io.multiproc.ipc.frame.FrameDescriptor;
import io.multiproc.ipc.frame.FrameType;
import io.multiproc.ipc.hub.Link;
import io.multiproc.ipc.hub.LinkListener;
import io.multiproc.ipc.thread.NamedThreads;
import io.multiproc.managers.RemoteCallException;
import io.multiproc.process.ProcessException;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** The server of a manager, as the process that started it sees it. May be used by any thread. */
@SuppressWarnings("FutureReturnValueIgnored") // failures are told by the launch
final class ManagerProcess implements LinkListener {

    private static final Executor ELSEWHERE = NamedThreads.oneForEach("multiproc-manager-failure");
    private static final Logger LOG = System.getLogger(ManagerProcess.class.getName());

    private final ManagerConfig config;
    private final UUID id = UUID.randomUUID();
    private final CompletableFuture<ServerIdentity> ready = new CompletableFuture<>();
    private final CompletableFuture<Link> orders = new CompletableFuture<>();
    private final Child child;
    private final AtExit.Registration atExit;

    private ManagerProcess(ManagerConfig config) {
        this.config = config;
        String directory = LocalHub.get().directory().toString();
        byte[] initializer = config.initializer() == null ? null : Ipc.codec().encode(config.initializer(), 0);
        byte[] types = Ipc.codec().encode(config.types(), 0);
        ServerSetup setup = new ServerSetup(id, config.name(), config.access(), types, initializer, directory);
        byte[] work = Ipc.codec().encode(setup, 0);
        CurrentProcess self = CurrentProcess.get();
        // not daemonic: it may have children, the workers of its pools; it ends with its parent all the same
        ChildSpec spec = new ChildSpec(
                config.name(),
                self.nextChildPosition(),
                false,
                false,
                self.authkey(),
                new JvmSettings(
                        config.jvmOptions(),
                        Map.of(),
                        null,
                        JvmSettings.alike().output(),
                        JvmSettings.alike().errorOutput()),
                LogSettings.forChild(false, null),
                work);
        Launch launch = Starters.of(config.startMethod()).launch(spec, this);
        this.child = launch.child();
        launch.started().exceptionally(failure -> {
            ready.completeExceptionally(failure);
            return null;
        });
        this.atExit = AtExit.register(AtExit.MANAGERS, this::shutdown);
        child.exited().thenAccept(this::ended); // last: it may have ended already
    }

    /** Starts a server and returns when it is ready. */
    static ManagerProcess start(ManagerConfig config) {
        CurrentProcess.get().checkMayStart("manager '" + config.name() + "'");
        ManagerProcess process = new ManagerProcess(config);
        try {
            process.ready.join();
        } catch (CompletionException e) {
            process.shutdown();
            SignalledEnd.keepQuiet();
            throw e.getCause() instanceof ProcessException known ? known : e;
        }
        return process;
    }

    ServerIdentity identity() {
        return ready.join();
    }

    boolean isAlive() {
        return !child.exited().isDone();
    }

    /** Asks the server to end, and then does not ask any more. Returns when it has ended. */
    void shutdown() {
        orders.thenAccept(link -> link.send(FrameDescriptor.frame(FrameType.STOP, 0, new byte[0])));
        if (!awaitEnd()) {
            child.terminate();
            if (!awaitEnd()) {
                child.killTree();
                child.exited().join();
            }
        }
    }

    boolean join(Duration timeout) throws InterruptedException {
        return Futures.await(child.exited(), timeout);
    }

    /** Its exit code; empty while it runs. */
    OptionalInt exitCode() {
        ExitStatus status = child.exited().getNow(null);
        return status == null ? OptionalInt.empty() : OptionalInt.of(status.code());
    }

    @Override
    public void opened(Link link) {
        orders.complete(link);
    }

    @Override
    public void received(Frame frame) {
        if (frame.type() != FrameType.READY) {
            orders.thenAccept(Link::close);
        } else if (frame.flags() == ServerSetup.FAILED) {
            // decoding may run code of the program: not here
            ready.completeAsync(
                    () -> {
                        ServerIdentity server =
                                identity(child.pid(), config.access().address());
                        RemoteCallException failure = CallFailure.decode(
                                        Ipc.codec(), frame.payload(), "the start", server)
                                .remote();
                        throw new ProcessException(
                                server.inWords() + " did not start: " + failure.getMessage(), failure);
                    },
                    ELSEWHERE);
        } else {
            ByteBuffer payload = ByteBuffer.wrap(frame.payload());
            long pid = payload.getLong();
            ready.complete(identity(pid, StandardCharsets.UTF_8.decode(payload).toString()));
        }
    }

    @Override
    public void closed(@Nullable IOException error) {
        LOG.log(Level.DEBUG, "manager {0} takes no more orders", config.name());
    }

    private ServerIdentity identity(long pid, String served) {
        return new ServerIdentity(id, config.name(), pid, config.access().at(served));
    }

    private void ended(ExitStatus status) {
        atExit.cancel();
        deleteSocket();
        String words = child.startFailure();
        ready.completeExceptionally(new ProcessException("manager '" + config.name() + "' (pid " + child.pid()
                + ") ended by " + status.inWords() + " before it was ready" + (words == null ? "" : ": " + words)
                + status.hint()));
    }

    /** One that was killed has left it. */
    private void deleteSocket() {
        Access access = config.access();
        if (access.isInternet()) {
            return;
        }
        try {
            Files.deleteIfExists(Path.of(access.address()));
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "cannot delete " + access.address(), e);
        }
    }

    private boolean awaitEnd() {
        boolean interrupted = false;
        try {
            long deadline = System.nanoTime() + config.shutdownTimeout().toNanos();
            while (true) {
                try {
                    return join(Duration.ofNanos(deadline - System.nanoTime()));
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
