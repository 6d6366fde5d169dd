package io.multiproc.ipc;

import io.multiproc.ipc.codec.ObjectCodec;
import io.multiproc.ipc.codec.kryo.KryoCodec;
import io.multiproc.ipc.hub.ExpectedLinks;
import io.multiproc.ipc.hub.Hub;
import io.multiproc.ipc.hub.netty.NettyHub;
import io.multiproc.ipc.rundir.RunDirectory;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What this process needs to talk to others: the one class that names Kryo's codec and Netty's hub.
 *
 * <p>The hub starts in the background on first use, so that a first child boots meanwhile. May be used by any thread.
 */
public final class Ipc implements AutoCloseable {

    private static final AtomicReference<@Nullable Ipc> LOCAL = new AtomicReference<>();

    private final RunDirectory directory = RunDirectory.local();
    private final Path address = directory.path().resolve("hub.sock");
    private final ExpectedLinks links = new ExpectedLinks();
    private final CompletableFuture<Hub> hub = new CompletableFuture<>();

    private Ipc() {}

    /** The codec, which parents and children share. */
    public static ObjectCodec codec() {
        return Codec.INSTANCE;
    }

    /**
     * A codec for peers that are not believed: it reads objects of the JDK's values, collections and exceptions only.
     *
     * @param allowed names of further classes that may be read; they are found with the context class loader of this
     *     thread
     */
    public static ObjectCodec codecForStrangers(Set<String> allowed) {
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        return KryoCodec.forStrangers(context != null ? context : Ipc.class.getClassLoader(), allowed);
    }

    /** This process's own; created on the first call. */
    public static synchronized Ipc local() {
        Ipc current = LOCAL.get();
        if (current == null) {
            current = new Ipc();
            LOCAL.set(current);
            current.startHub();
        }
        return current;
    }

    /** The private directory of this process. */
    public Path directory() {
        return directory.path();
    }

    /** The socket that children connect to. */
    public Path address() {
        return address;
    }

    /** Which links may be opened; may be told before the hub is up. */
    public ExpectedLinks links() {
        return links;
    }

    /** Completed when the hub is up, or with what kept it from starting. */
    public CompletionStage<Void> hubStarted() {
        return hub.thenApply(started -> null);
    }

    /** Ends the hub and removes the directory. */
    @Override
    public void close() {
        try {
            hub.handle((started, failure) -> started)
                    .thenAccept(started -> {
                        if (started != null) {
                            started.close();
                        }
                    })
                    .join();
        } finally {
            RunDirectory.deleteLocal();
        }
    }

    /** Removes the directory of a child that is dead and could not do so itself. */
    public void deleteDirectoryLeftBy(long pid) {
        directory.deleteLeftBy(pid);
    }

    private void startHub() {
        Thread boot = new Thread(
                () -> {
                    try {
                        hub.complete(NettyHub.start(address, links));
                    } catch (Throwable e) { // whatever it is, who waits for the hub must hear of it
                        hub.completeExceptionally(e);
                    }
                },
                "multiproc-hub-boot");
        boot.setDaemon(true);
        boot.start();
    }

    /** Separate, so that the codec is made only where it is used. */
    private static final class Codec {
        static final ObjectCodec INSTANCE = new KryoCodec();
    }
}
