package io.multiproc.ipc.pipe;

import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/**
 * The array of the next message, made while nothing arrives: where long messages of one length follow each other the
 * next one will have it, too, and to make it takes half as long as to bring it over. The collector may take it back at
 * any time.
 */
final class ArrayAhead {

    private static final int SHORTEST_BYTES = 64 * 1024;
    private static final int LONGEST_BYTES = 4 << 20;

    /** So many messages of the length must have followed each other. */
    private static final int IN_A_ROW = 3;

    /** Not where the heap has room for fewer of them. */
    private static final int ROOM = 16;

    private int length;
    private int inARow;
    private @Nullable WeakReference<byte[]> ready;

    /** Makes one if it is likely to be wanted. */
    void prepare() {
        if (inARow >= IN_A_ROW && (ready == null || ready.get() == null) && hasRoom()) {
            ready = new WeakReference<>(new byte[length]);
        }
    }

    /** For a message that has begun: the array that was made ahead, null if there is none of that length. */
    byte @Nullable [] take(int wanted) {
        boolean again = wanted == length && wanted >= SHORTEST_BYTES && wanted <= LONGEST_BYTES;
        inARow = again ? inARow + 1 : 0;
        length = wanted;
        byte[] array = ready == null ? null : ready.get();
        ready = null;
        return array != null && array.length == wanted ? array : null;
    }

    private boolean hasRoom() {
        Runtime heap = Runtime.getRuntime();
        return heap.maxMemory() - heap.totalMemory() + heap.freeMemory() >= (long) ROOM * length;
    }
}
