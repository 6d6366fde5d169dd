package io.multiproc.core.faults;

/** What becomes of output without a line's end that a process has written, and its JVM holds back, when it ends. */
enum HeldBack {
    WRITTEN,
    LOST,
    /** Where it depends on which of two threads is faster. */
    EITHER;

    /** Whether that many times can have been written what was written once. */
    boolean allows(int times) {
        return switch (this) {
            case WRITTEN -> times == 1;
            case LOST -> times == 0;
            case EITHER -> times == 0 || times == 1;
        };
    }
}
