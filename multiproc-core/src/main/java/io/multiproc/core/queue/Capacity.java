package io.multiproc.core.queue;

import java.util.StringJoiner;

/**
 * How much a queue may hold.
 *
 * @param elements the most elements, or 0
 * @param bytes the most encoded bytes, or 0
 */
record Capacity(int elements, long bytes) {

    /**
     * Before the first element is seen, which may be of any size, a few may come at once, if they are not larger than
     * that.
     */
    private static final int UNKNOWN = 64 * 1024;

    private static final int FEW = 16;

    static final Capacity UNLIMITED = new Capacity(0, 0);

    boolean isLimited() {
        return elements > 0 || bytes > 0;
    }

    /** For messages. */
    String inWords() {
        StringJoiner limits = new StringJoiner(" and ").setEmptyValue("none");
        if (elements > 0) {
            limits.add(elements + " elements");
        }
        if (bytes > 0) {
            limits.add(bytes + " bytes");
        }
        return limits.toString();
    }

    /** Whether it matters how large elements are. */
    boolean isLimitedInBytes() {
        return bytes > 0;
    }

    /**
     * How many more elements may come, of which so many have been granted to others; may be less than 0.
     *
     * @param leased elements beside those in the store
     * @param leasedBytes about what they need, if that matters
     */
    int free(ElementStore store, int leased, long leasedBytes, int granted) {
        long free = Integer.MAX_VALUE;
        if (elements > 0) {
            free = (long) elements - store.count() - leased - granted;
        }
        if (bytes > 0) {
            long held = store.bytes() + leasedBytes;
            long left = bytes - held;
            free = Math.min(free, left <= 0 ? 0 : Math.max(1, fitting(store, left, held, leased)) - granted);
        }
        return (int) free;
    }

    /**
     * How many elements fit into so many bytes: of the average size of those that are held, or of those that came last.
     */
    private static long fitting(ElementStore store, long left, long held, int leased) {
        int count = store.count() + leased;
        if (count > 0) {
            return left / Math.max(1, held / count);
        }
        long latest = store.latestAverage();
        return latest > 0 ? left / latest : Math.min(FEW, left / UNKNOWN);
    }
}
