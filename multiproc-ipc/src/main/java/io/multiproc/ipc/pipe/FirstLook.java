package io.multiproc.ipc.pipe;

/**
 * Whether a reader's first look at its channel, a system call, is worth it. Who has just asked something finds the
 * answer there seldom: where that was so the last time, the look is left out, and the processor is given to others at
 * once.
 *
 * <p>Not so where nothing was sent since the last message came: in a stream of messages the next one may well be there.
 * Used by one reader at a time; any thread may send.
 */
final class FirstLook {

    /** One in so many is tried nevertheless: things change. */
    private static final int TRIED_AGAIN = 16;

    private volatile boolean asked;
    private boolean vain;
    private int leftOut;

    /** Something was sent. */
    void sent() {
        if (!asked) { // to write costs more than to read
            asked = true;
        }
    }

    /** A message came. */
    void arrived() {
        asked = false;
    }

    /** Whether to do without it this time. */
    boolean isLeftOut() {
        if (!asked || !vain) {
            return false;
        }
        leftOut = (leftOut + 1) % TRIED_AGAIN;
        return leftOut != 0;
    }

    /** What a look has found. */
    void found(boolean something) {
        vain = !something;
    }
}
