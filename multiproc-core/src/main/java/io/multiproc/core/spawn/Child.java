package io.multiproc.core.spawn;

import io.multiproc.ipc.Ipc;
import io.multiproc.ipc.frame.Frame;
import io.multiproc.ipc.hub.Link;
import io.multiproc.ipc.hub.LinkListener;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A child JVM, from its start to its end. May be used by any thread.
 *
 * <p>{@link #connected} and {@link #exited} are completed once each; the exit status is known only when both the process
 * and its control link have ended, since the last word on the link may change its meaning.
 */
@SuppressWarnings("FutureReturnValueIgnored") // the chains of futures end in one that is returned
public final class Child implements LinkListener {

    private static final long LAST_WORDS_SECONDS = 5;

    private final long id;
    private final String name;
    private final byte[] startFrame;
    private final CompletableFuture<Link> connected = new CompletableFuture<>();
    private final CompletableFuture<Void> disconnected = new CompletableFuture<>();
    private final CompletableFuture<Void> exiting = new CompletableFuture<>();
    private final CompletableFuture<ExitStatus> exited = new CompletableFuture<>();
    private volatile @Nullable String startFailure;
    private volatile @Nullable Process process;

    Child(long id, String name, byte[] startFrame) {
        this.id = id;
        this.name = name;
        this.startFrame = startFrame;
    }

    /** Takes the process that was started for this child. */
    void launched(Process launched) {
        process = launched;
        launched.onExit().thenAccept(this::processEnded);
    }

    long id() {
        return id;
    }

    CompletableFuture<Link> connected() {
        return connected;
    }

    /** The child's name. */
    public String name() {
        return name;
    }

    /** The operating system's process id. */
    public long pid() {
        return process().pid();
    }

    /** Completed with how the child ended, when it has. */
    public CompletableFuture<ExitStatus> exited() {
        return exited;
    }

    /** Completed when the child says that it is about to end by itself. */
    public CompletableFuture<Void> exiting() {
        return exiting;
    }

    /** Why the child could not begin its work, in its own words, or null. */
    public @Nullable String startFailure() {
        return startFailure;
    }

    /** Sends SIGTERM. */
    public void terminate() {
        process().destroy();
    }

    /** Sends SIGKILL. */
    public void kill() {
        process().destroyForcibly();
    }

    /** Sends SIGKILL to the child and to all processes below it. */
    public void killTree() {
        List<ProcessHandle> descendants = process().descendants().toList();
        kill();
        descendants.forEach(ProcessHandle::destroyForcibly);
    }

    @Override
    public void opened(Link link) {
        link.send(startFrame);
        connected.complete(link);
    }

    @Override
    public void received(Frame frame) {
        switch (frame.type()) {
            case EXITING -> exiting.complete(null);
            case START_FAILED -> startFailure = new String(frame.payload(), StandardCharsets.UTF_8);
            default -> startFailure = "unexpected frame on the control link: " + frame.type();
        }
    }

    @Override
    public void closed(@Nullable IOException error) {
        disconnected.complete(null);
    }

    private void processEnded(Process ended) {
        if (!connected.isDone()) {
            disconnected.complete(null);
        }
        // bounded, in case something else keeps the socket open
        disconnected
                .completeOnTimeout(null, LAST_WORDS_SECONDS, TimeUnit.SECONDS)
                .thenRun(() -> {
                    Ipc.local().deleteDirectoryLeftBy(ended.pid());
                    exited.complete(ExitStatus.of(ended.exitValue(), exiting.isDone()));
                });
    }

    private Process process() {
        Process current = process;
        if (current == null) {
            throw new IllegalStateException("process " + name + " has not been launched");
        }
        return current;
    }
}
