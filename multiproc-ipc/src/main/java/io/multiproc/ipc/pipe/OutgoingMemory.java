package io.multiproc.ipc.pipe;

import io.multiproc.ipc.ring.ByteRing;
import io.multiproc.ipc.rundir.RunDirectory;
import java.io.Closeable;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.lang.ref.PhantomReference;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The memory through which the writer of a channel passes the bytes of long messages to the reader. It is made when
 * there were some of them, and used when the reader has mapped it. Where there is none, all goes through the socket.
 * Used by the thread that writes.
 */
final class OutgoingMemory implements Closeable {

    /** Shorter messages are not worth a second way. */
    static final int LONG_BYTES = 128 * 1024;

    private static final int RING_BYTES = 1 << 20;

    /** A channel that carries few of them is not worth the memory. */
    static final int MESSAGES_BEFORE = 4;

    /** Memory is given back when the collector finds that nobody uses it, so the number is limited. */
    static final int MOST_IN_PROCESS = 16;

    /** What others may need; a container often has 64 MiB in all. */
    private static final long LEFT_FREE_BYTES = 32L << 20;

    private int longMessages;
    private boolean closed; // guarded by this object, like the file
    private @Nullable Path file;
    private @Nullable ByteRing ring;

    /** How many of them this process has made that were not given back yet. */
    static int inUse() {
        return Rings.inUse();
    }

    /** Where bytes may be put now; null: nowhere. */
    @Nullable
    ByteRing ready() {
        ByteRing current = ring;
        return current != null && current.isAttached() ? current : null;
    }

    /**
     * To be called before each long message: the file that the reader is to be told of, null for nearly all of them.
     */
    @Nullable
    Path announce() {
        return longMessages > MESSAGES_BEFORE || ++longMessages <= MESSAGES_BEFORE ? null : make();
    }

    private synchronized @Nullable Path make() {
        if (closed) {
            return null;
        }
        Path directory = RunDirectory.local().path().toAbsolutePath();
        Path made = directory.resolve(Rings.nextName());
        try {
            ByteRing current = directory.toFile().getUsableSpace() < LEFT_FREE_BYTES ? null : Rings.create(made);
            if (current != null) {
                file = made;
                ring = current;
            }
        } catch (IOException e) {
            System.getLogger(OutgoingMemory.class.getName())
                    .log(Level.DEBUG, "no memory for long messages: they go through the socket", e);
        }
        return file;
    }

    /** The file goes, if the reader has not removed it; what was put in can still be taken. By any thread. */
    @Override
    public synchronized void close() throws IOException {
        closed = true;
        if (file != null) {
            Files.deleteIfExists(file);
        }
    }

    /** What of it there is in this process. */
    private static final class Rings {

        private static final ReferenceQueue<ByteRing> COLLECTED = new ReferenceQueue<>();
        private static final Set<Reference<ByteRing>> IN_USE = new HashSet<>();

        private static long number;

        private Rings() {}

        static synchronized String nextName() {
            return "pipe-" + ++number;
        }

        static synchronized int inUse() {
            for (Reference<?> gone = COLLECTED.poll(); gone != null; gone = COLLECTED.poll()) {
                IN_USE.remove(gone);
            }
            return IN_USE.size();
        }

        static synchronized @Nullable ByteRing create(Path file) throws IOException {
            if (inUse() >= MOST_IN_PROCESS) {
                return null;
            }
            ByteRing made = ByteRing.create(file, RING_BYTES);
            IN_USE.add(new PhantomReference<>(made, COLLECTED));
            return made;
        }
    }
}
