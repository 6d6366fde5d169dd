package io.multiproc.core.shared;

import java.nio.ByteBuffer;

/**
 * The layout of a shareable list, version 1, in the byte order of the machine.
 *
 * <pre>
 *   0 +---------------+---------------+
 *     | magic         | count         |   4 bytes each
 *   8 +---------------+---------------+
 *     | for each element: entry       |   16 bytes each
 *     | +-------+-------+-------+---+ |
 *     | | place | room  | length| t | |   4 bytes each; t: type
 *     | +-------+-------+-------+---+ |
 *     +-------------------------------+
 *     | places, multiples of 8 bytes  |
 *     +-------------------------------+
 * </pre>
 *
 * <p>{@code place} is the offset of an element's bytes, {@code room} their number at most, {@code length} their number
 * now.
 */
final class ListDescriptor {

    static final int NULL = 0;
    static final int LONG = 1;
    static final int DOUBLE = 2;
    static final int BOOLEAN = 3;
    static final int TEXT = 4;
    static final int BYTES = 5;

    /** "mpl" and the version. */
    private static final int MAGIC = 0x6d706c01;

    private static final int HEADER = 8;
    private static final int ENTRY = 16;

    private ListDescriptor() {}

    static long sizeOfEntries(int count) {
        return HEADER + (long) count * ENTRY;
    }

    /** What an element of that many bytes gets, so that it may grow a little, as in Python. */
    static int roomFor(int length) {
        return 8 * (length / 8 + 1);
    }

    static void writeHeader(ByteBuffer memory, int count) {
        memory.putInt(0, MAGIC).putInt(4, count);
    }

    /** The number of elements; -1 if that is no list. */
    static int count(ByteBuffer memory) {
        if (memory.capacity() < HEADER || memory.getInt(0) != MAGIC) {
            return -1;
        }
        int count = memory.getInt(4);
        return count < 0 || sizeOfEntries(count) > memory.capacity() ? -1 : count;
    }

    static void writePlace(ByteBuffer memory, int index, int place, int room) {
        memory.putInt(entry(index), place).putInt(entry(index) + 4, room);
    }

    static int place(ByteBuffer memory, int index) {
        return memory.getInt(entry(index));
    }

    static int room(ByteBuffer memory, int index) {
        return memory.getInt(entry(index) + 4);
    }

    static int length(ByteBuffer memory, int index) {
        return memory.getInt(entry(index) + 8);
    }

    static int type(ByteBuffer memory, int index) {
        return memory.getInt(entry(index) + 12);
    }

    static void writeType(ByteBuffer memory, int index, int length, int type) {
        memory.putInt(entry(index) + 8, length).putInt(entry(index) + 12, type);
    }

    private static int entry(int index) {
        return HEADER + index * ENTRY;
    }
}
