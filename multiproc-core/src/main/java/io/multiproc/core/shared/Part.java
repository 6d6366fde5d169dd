package io.multiproc.core.shared;

import io.multiproc.core.current.OnceAction;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The memory of one value or array.
 *
 * <p>When the object is garbage its memory may become another's, so each access keeps it reachable to its end. May be used
 * by any thread; the access modes are in the names.
 */
final class Part {

    private static final VarHandle SHORTS = view(short[].class);
    private static final VarHandle CHARS = view(char[].class);
    private static final VarHandle INTS = view(int[].class);
    private static final VarHandle LONGS = view(long[].class);

    private final String file;
    private final int offset;
    private final Allocation allocation;
    private final int bytes;

    /** Null once it is closed; held so that the process maps each file once. */
    @SuppressWarnings("UnusedVariable")
    private @Nullable MappedFile segment;

    /** Null once it is closed. */
    private @Nullable ByteBuffer memory;

    private Part(MappedFile segment, int offset, ByteBuffer memory, Allocation allocation) {
        this.segment = segment;
        this.file = segment.path();
        this.offset = offset;
        this.memory = memory;
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

    private static VarHandle view(Class<?> array) {
        return MethodHandles.byteBufferViewVarHandle(array, ByteOrder.nativeOrder());
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

    /** Lets go of it. A segment of its own loses its file at once; what is beside others' memory is free when it is garbage. */
    void close() {
        memory = null;
        segment = null;
        if (offset == 0 && bytes > Storage.LARGEST_PART) {
            allocation.end();
        }
    }

    /** Gives the memory back; the caller knows that nobody uses it. */
    void free() {
        memory = null;
        allocation.end();
    }

    boolean isClosed() {
        return memory == null;
    }

    /** For bulk operations; use {@link #keep} after them. */
    ByteBuffer memory() {
        ByteBuffer current = memory;
        if (current == null) {
            throw new IllegalStateException("the shared array is closed in this process");
        }
        return current;
    }

    /** Keeps the memory from being given away before this call: the last one of each access that does not fail. */
    @SuppressWarnings("ReachabilityFenceUsage")
    void keep() {
        Reference.reachabilityFence(this);
    }

    byte getByteAcquire(int at) {
        byte value = memory().get(at);
        VarHandle.acquireFence();
        keep();
        return value;
    }

    void setByteRelease(int at, byte value) {
        VarHandle.releaseFence();
        memory().put(at, value);
        keep();
    }

    short getShortAcquire(int at) {
        short value = (short) SHORTS.getAcquire(memory(), at);
        keep();
        return value;
    }

    void setShortRelease(int at, short value) {
        SHORTS.setRelease(memory(), at, value);
        keep();
    }

    char getCharAcquire(int at) {
        char value = (char) CHARS.getAcquire(memory(), at);
        keep();
        return value;
    }

    void setCharRelease(int at, char value) {
        CHARS.setRelease(memory(), at, value);
        keep();
    }

    int getIntAcquire(int at) {
        int value = (int) INTS.getAcquire(memory(), at);
        keep();
        return value;
    }

    void setIntRelease(int at, int value) {
        INTS.setRelease(memory(), at, value);
        keep();
    }

    int getIntVolatile(int at) {
        int value = (int) INTS.getVolatile(memory(), at);
        keep();
        return value;
    }

    void setIntVolatile(int at, int value) {
        INTS.setVolatile(memory(), at, value);
        keep();
    }

    boolean compareAndSetInt(int at, int expected, int value) {
        boolean done = INTS.compareAndSet(memory(), at, expected, value);
        keep();
        return done;
    }

    int getAndSetInt(int at, int value) {
        int before = (int) INTS.getAndSet(memory(), at, value);
        keep();
        return before;
    }

    int getAndAddInt(int at, int delta) {
        int before = (int) INTS.getAndAdd(memory(), at, delta);
        keep();
        return before;
    }

    long getLongAcquire(int at) {
        long value = (long) LONGS.getAcquire(memory(), at);
        keep();
        return value;
    }

    void setLongRelease(int at, long value) {
        LONGS.setRelease(memory(), at, value);
        keep();
    }

    long getLongVolatile(int at) {
        long value = (long) LONGS.getVolatile(memory(), at);
        keep();
        return value;
    }

    void setLongVolatile(int at, long value) {
        LONGS.setVolatile(memory(), at, value);
        keep();
    }

    boolean compareAndSetLong(int at, long expected, long value) {
        boolean done = LONGS.compareAndSet(memory(), at, expected, value);
        keep();
        return done;
    }

    long getAndSetLong(int at, long value) {
        long before = (long) LONGS.getAndSet(memory(), at, value);
        keep();
        return before;
    }

    long getAndAddLong(int at, long delta) {
        long before = (long) LONGS.getAndAdd(memory(), at, delta);
        keep();
        return before;
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
