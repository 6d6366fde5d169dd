package io.multiproc.core.pool.task;

/** Where the outcome of a task goes. */
public interface TaskSink {

    /**
     * The task has its reply. Called with the dispatcher's lock held, perhaps on the event loop: takes note and no
     * more.
     */
    void done(Task task);

    /** How long each of its items may run. */
    default TimeLimits limits() {
        return TimeLimits.NONE;
    }

    /** Whether nobody wants what has not begun. Called as {@link #done} is. */
    default boolean isUnwanted() {
        return false;
    }

    /** So many more of a task's items have their reply. Called as {@link #done} is, and before it. */
    default void replied(int items) {}
}
