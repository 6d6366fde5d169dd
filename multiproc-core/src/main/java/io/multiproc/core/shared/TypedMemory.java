package io.multiproc.core.shared;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * Memory that is read and changed as numbers of all kinds; the access modes are in the names.
 *
 * <p>When the object is garbage its memory may become another's, so each access keeps it reachable to its end. May be
 * used by any thread.
 */
abstract class TypedMemory {

    private static final VarHandle SHORTS = view(short[].class);
    private static final VarHandle CHARS = view(char[].class);
    private static final VarHandle INTS = view(int[].class);
    private static final VarHandle LONGS = view(long[].class);

    /** Null once it is closed. */
    private @Nullable ByteBuffer memory;

    TypedMemory(ByteBuffer memory) {
        this.memory = memory;
    }

    private static VarHandle view(Class<?> array) {
        return MethodHandles.byteBufferViewVarHandle(array, ByteOrder.nativeOrder());
    }

    /** For bulk operations; use {@link #keep} after them. */
    final ByteBuffer memory() {
        ByteBuffer current = memory;
        if (current == null) {
            throw new IllegalStateException("the shared array is closed in this process");
        }
        return current;
    }

    /** Keeps the memory from being given away before this call: the last one of each access that does not fail. */
    @SuppressWarnings("ReachabilityFenceUsage")
    final void keep() {
        Reference.reachabilityFence(this);
    }

    /** It cannot be used any more. */
    final void forget() {
        memory = null;
    }

    final boolean isClosed() {
        return memory == null;
    }

    final byte getByteAcquire(int at) {
        byte value = memory().get(at);
        VarHandle.acquireFence();
        keep();
        return value;
    }

    final void setByteRelease(int at, byte value) {
        VarHandle.releaseFence();
        memory().put(at, value);
        keep();
    }

    final short getShortAcquire(int at) {
        short value = (short) SHORTS.getAcquire(memory(), at);
        keep();
        return value;
    }

    final void setShortRelease(int at, short value) {
        SHORTS.setRelease(memory(), at, value);
        keep();
    }

    final char getCharAcquire(int at) {
        char value = (char) CHARS.getAcquire(memory(), at);
        keep();
        return value;
    }

    final void setCharRelease(int at, char value) {
        CHARS.setRelease(memory(), at, value);
        keep();
    }

    final int getIntAcquire(int at) {
        int value = (int) INTS.getAcquire(memory(), at);
        keep();
        return value;
    }

    final void setIntRelease(int at, int value) {
        INTS.setRelease(memory(), at, value);
        keep();
    }

    final int getIntVolatile(int at) {
        int value = (int) INTS.getVolatile(memory(), at);
        keep();
        return value;
    }

    final void setIntVolatile(int at, int value) {
        INTS.setVolatile(memory(), at, value);
        keep();
    }

    final boolean compareAndSetInt(int at, int expected, int value) {
        boolean done = INTS.compareAndSet(memory(), at, expected, value);
        keep();
        return done;
    }

    final int getAndSetInt(int at, int value) {
        int before = (int) INTS.getAndSet(memory(), at, value);
        keep();
        return before;
    }

    final int getAndAddInt(int at, int delta) {
        int before = (int) INTS.getAndAdd(memory(), at, delta);
        keep();
        return before;
    }

    final long getLongAcquire(int at) {
        long value = (long) LONGS.getAcquire(memory(), at);
        keep();
        return value;
    }

    final void setLongRelease(int at, long value) {
        LONGS.setRelease(memory(), at, value);
        keep();
    }

    final long getLongVolatile(int at) {
        long value = (long) LONGS.getVolatile(memory(), at);
        keep();
        return value;
    }

    final void setLongVolatile(int at, long value) {
        LONGS.setVolatile(memory(), at, value);
        keep();
    }

    final boolean compareAndSetLong(int at, long expected, long value) {
        boolean done = LONGS.compareAndSet(memory(), at, expected, value);
        keep();
        return done;
    }

    final long getAndSetLong(int at, long value) {
        long before = (long) LONGS.getAndSet(memory(), at, value);
        keep();
        return before;
    }

    final long getAndAddLong(int at, long delta) {
        long before = (long) LONGS.getAndAdd(memory(), at, delta);
        keep();
        return before;
    }

    /** Adds to a number of so many bits that is kept as an int; what does not fit wraps around. */
    final int getAndAddNarrow(int at, int delta, int bits) {
        int unused = Integer.SIZE - bits;
        int before;
        do {
            before = getIntVolatile(at);
        } while (!compareAndSetInt(at, before, (before + delta) << unused >> unused));
        return before;
    }

    final float getAndAddFloat(int at, float delta) {
        int before;
        int after;
        do {
            before = getIntVolatile(at);
            after = Float.floatToRawIntBits(Float.intBitsToFloat(before) + delta);
        } while (!compareAndSetInt(at, before, after));
        return Float.intBitsToFloat(before);
    }

    final double getAndAddDouble(int at, double delta) {
        long before;
        long after;
        do {
            before = getLongVolatile(at);
            after = Double.doubleToRawLongBits(Double.longBitsToDouble(before) + delta);
        } while (!compareAndSetLong(at, before, after));
        return Double.longBitsToDouble(before);
    }
}
