package io.multiproc.core.shared;

import io.multiproc.ipc.rundir.RunDirectory;
import io.multiproc.process.ProcessException;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Where this process puts its shared values and arrays: small ones together in segments, large ones in a segment each.
 *
 * <p>What is garbage here and was never sent is given back. What was sent stays to the end of this process, or until it
 * is closed: another process may use it, or be about to. May be used by any thread.
 */
final class Storage {

    /** Parts begin at multiples of a cache line, so that two values do not slow each other down. */
    static final int LINE = 64;

    static final int SEGMENT_BYTES = 256 * 1024;

    /** What is larger has a segment of its own. */
    static final int LARGEST_PART = SEGMENT_BYTES / 8;

    private static final AtomicLong SEGMENTS = new AtomicLong();
    private static final Storage LOCAL = new Storage();

    private final Object lock = new Object();
    private final List<Arena> arenas = new ArrayList<>();

    Storage() {}

    /** That of this process. */
    static Storage local() {
        return LOCAL;
    }

    /** Memory of zeros, to be given back when the part is garbage. */
    Part allocate(int bytes) {
        try {
            return bytes > LARGEST_PART ? large(bytes) : small(bytes);
        } catch (IOException e) {
            throw new ProcessException(
                    "cannot make " + bytes + " bytes of shared memory: " + e.getMessage()
                            + " (free some memory there, or choose another directory with -Dmultiproc.dir=DIR)",
                    e);
        }
    }

    private Part large(int bytes) throws IOException {
        MappedFile segment;
        synchronized (lock) {
            segment = MappedFile.create(newFile("array-"), bytes, false);
        }
        String file = segment.path();
        return Part.owned(segment, 0, segment.part(0, bytes), () -> delete(file));
    }

    private Part small(int bytes) throws IOException {
        int rounded = Math.max(LINE, (bytes + LINE - 1) / LINE * LINE);
        synchronized (lock) {
            for (Arena arena : arenas) {
                int offset = arena.space.take(rounded);
                if (offset >= 0) {
                    return part(arena, offset, bytes, rounded);
                }
            }
            Arena arena =
                    new Arena(MappedFile.create(newFile("values-"), SEGMENT_BYTES, true), new FreeSpace(SEGMENT_BYTES));
            arenas.add(arena);
            return part(arena, arena.space.take(rounded), bytes, rounded);
        }
    }

    private Part part(Arena arena, int offset, int bytes, int rounded) {
        arena.segment.part(offset, rounded).put(new byte[rounded]);
        return Part.owned(arena.segment, offset, arena.segment.part(offset, bytes), () -> free(arena, offset, rounded));
    }

    private void free(Arena arena, int offset, int rounded) {
        synchronized (lock) {
            arena.space.give(offset, rounded);
            if (arena.space.isAllFree() && arenas.remove(arena)) {
                delete(arena.segment.path());
            }
        }
    }

    private static Path newFile(String prefix) {
        RunDirectoryAtExit.prepare();
        return RunDirectory.local().path().resolve(prefix + SEGMENTS.incrementAndGet());
    }

    private static void delete(String file) {
        try {
            MappedFile.delete(file);
        } catch (IOException e) {
            System.getLogger(Storage.class.getName())
                    .log(Level.DEBUG, "cannot remove " + file + " (the end of this process does)", e);
        }
    }

    /** Gives back what nobody uses any more, before the collector finds out; for tests. */
    void free(Part part) {
        part.free();
    }

    /** Bytes of small things in use, rounded up; for tests. */
    int taken() {
        synchronized (lock) {
            return arenas.stream()
                    .mapToInt(arena -> SEGMENT_BYTES - arena.space.total())
                    .sum();
        }
    }

    /** How many segments for small things there are; for tests. */
    int arenas() {
        synchronized (lock) {
            return arenas.size();
        }
    }

    private record Arena(MappedFile segment, FreeSpace space) {}
}
