package io.multiproc.core.queue;

/**
 * How much a queue may hold.
 *
 * @param elements the most elements, or 0
 * @param bytes the most encoded bytes, or 0
 */
record Capacity(int elements, long bytes) {

    /** What an element is taken to need before the first one is seen. */
    private static final int UNKNOWN = 64 * 1024;

    static final Capacity UNLIMITED = new Capacity(0, 0);

    boolean isLimited() {
        return elements > 0 || bytes > 0;
    }

    /** How many more elements may come, of which so many have been granted to others; may be less than 0. */
    int free(ElementStore store, int leased, int granted) {
        long free = Integer.MAX_VALUE;
        if (elements > 0) {
            free = (long) elements - store.count() - leased - granted;
        }
        if (bytes > 0) {
            long left = bytes - store.bytes();
            long average = store.isEmpty() ? UNKNOWN : Math.max(1, store.bytes() / store.count());
            free = Math.min(free, left <= 0 ? 0 : Math.max(1, left / average) - granted);
        }
        return (int) free;
    }
}
