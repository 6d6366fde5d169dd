package io.multiproc.core.sync;

/** What the objects of this package are, as their slots say it. */
enum Kind {
    /** Some other package's. */
    OTHER(0, "SharedObject"),
    LOCK(1, "ProcessLock"),
    REENTRANT_LOCK(2, "ReentrantProcessLock"),
    SEMAPHORE(3, "ProcessSemaphore"),
    BOUNDED_SEMAPHORE(4, "BoundedProcessSemaphore"),
    CONDITION(5, "ProcessCondition"),
    EVENT(6, "ProcessEvent"),
    BARRIER(7, "ProcessBarrier"),
    RETURNING_SEMAPHORE(8, "BoundedProcessSemaphore");

    private static final Kind[] ALL = values();

    private final int number;
    private final String text;

    Kind(int number, String text) {
        this.number = number;
        this.text = text;
    }

    /** The one of that number. */
    static Kind of(int number) {
        for (Kind kind : ALL) {
            if (kind.number == number) {
                return kind;
            }
        }
        return OTHER;
    }

    /** What a slot says. */
    int number() {
        return number;
    }

    boolean isLock() {
        return this == LOCK || this == REENTRANT_LOCK;
    }

    String text() {
        return text;
    }
}
