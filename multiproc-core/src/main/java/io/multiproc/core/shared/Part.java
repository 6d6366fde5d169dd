package io.multiproc.core.shared;

import io.multiproc.core.current.OnceAction;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** The memory of one value or array: where it is, and when it is given back. May be used by any thread. */
final class Part extends TypedMemory {

    private final String file;
    private final int offset;
    private final Allocation allocation;
    private final int bytes;

    /** Null once it is closed; held so that the process maps each file once. */
    @SuppressWarnings("UnusedVariable")
    private @Nullable MappedFile segment;

    private Part(MappedFile segment, int offset, ByteBuffer memory, Allocation allocation) {
        super(memory);
        this.segment = segment;
        this.file = segment.path();
        this.offset = offset;
        this.bytes = memory.capacity();
        this.allocation = allocation;
    }

    /** A part that this process made. */
    static Part owned(MappedFile segment, int offset, ByteBuffer memory, Runnable free) {
        Allocation allocation = new Allocation(free);
        Part part = new Part(segment, offset, memory, allocation);
        OnceAction.onGarbage(part, allocation::endUnlessPinned);
        return part;
    }

    /** A part that another process made. */
    static Part attached(String file, int offset, int bytes) throws IOException {
        MappedFile segment = MappedFile.attach(file);
        return new Part(segment, offset, segment.part(offset, bytes), new Allocation(() -> {}));
    }

    String file() {
        return file;
    }

    int offset() {
        return offset;
    }

    /** Its length, closed or not. */
    int bytes() {
        return bytes;
    }

    /** Keeps the memory to the end of this process: others may have it that nobody here knows of. */
    void pin() {
        allocation.pinned.set(true);
    }

    /**
     * Lets go of it. A segment of its own loses its file at once; what is beside others' memory is free when it is
     * garbage.
     */
    void close() {
        forget();
        segment = null;
        if (offset == 0 && bytes > Storage.LARGEST_PART) {
            allocation.end();
        }
    }

    /** Gives the memory back; the caller knows that nobody uses it. */
    void free() {
        forget();
        allocation.end();
    }

    /** What the owner has to give back, once. */
    private static final class Allocation {

        private final Runnable free;
        private final AtomicBoolean pinned = new AtomicBoolean();
        private final AtomicBoolean ended = new AtomicBoolean();

        Allocation(Runnable free) {
            this.free = free;
        }

        void endUnlessPinned() {
            if (!pinned.get()) {
                end();
            }
        }

        void end() {
            if (ended.compareAndSet(false, true)) {
                free.run();
            }
        }
    }
}
