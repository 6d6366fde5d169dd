package io.multiproc.core.shared;

import io.multiproc.ipc.memory.FileMapping;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A file in the run directory of the process that made it, mapped by all that use a part of it.
 *
 * <p>The mapping lives until its last part is garbage; the file may be gone before. One mapping a file and process. May
 * be used by any thread.
 */
final class MappedFile {

    /** What is mapped here, by path; guarded by itself. */
    private static final Map<String, WeakReference<MappedFile>> MAPPED = new HashMap<>();

    private final Path path;
    private final ByteBuffer memory;

    private MappedFile(Path path, ByteBuffer memory) {
        this.path = path;
        this.memory = memory;
    }

    /** Makes a file of zeros and maps it; see {@link FileMapping#create}. */
    static MappedFile create(Path path, long size, boolean filled) throws IOException {
        long free = path.resolveSibling("").toFile().getUsableSpace();
        if (free < size) {
            throw new IOException("not enough space for " + path + ": size=" + size + " bytes, free=" + free
                    + " (choose another place with -Dmultiproc.dir=DIR)");
        }
        return remember(path, FileMapping.create(path, size, filled));
    }

    /** Maps a file that another process made. */
    static MappedFile attach(String path) throws IOException {
        synchronized (MAPPED) {
            WeakReference<MappedFile> known = MAPPED.get(path);
            @Nullable MappedFile mapped = known == null ? null : known.get();
            return mapped != null ? mapped : remember(Path.of(path), FileMapping.of(Path.of(path)));
        }
    }

    private static MappedFile remember(Path path, ByteBuffer memory) {
        synchronized (MAPPED) {
            MappedFile mapped = new MappedFile(path, memory);
            MAPPED.values().removeIf(known -> known.get() == null);
            MAPPED.put(path.toString(), new WeakReference<>(mapped));
            return mapped;
        }
    }

    String path() {
        return path.toString();
    }

    /** A part of it. */
    ByteBuffer part(int offset, int length) {
        return memory.slice(offset, length).order(ByteOrder.nativeOrder());
    }

    /** Removes the file; who has it mapped keeps it. */
    static void delete(String path) throws IOException {
        synchronized (MAPPED) {
            MAPPED.remove(path);
        }
        Files.deleteIfExists(Path.of(path));
    }
}
