package io.multiproc.core.child;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A child, from its start to its end. May be used by any thread. */
public interface Child {

    /** When {@code start()} was called, by {@link System#nanoTime}; for those that measure. */
    default void calledAt(long nanos) {}

    /** The child's name. */
    String name();

    /** The operating system's process id. */
    long pid();

    /** Completed with how the child ended, when it has; never fails. */
    CompletableFuture<ExitStatus> exited();

    /**
     * Waits until the operating system's process has ended, or the time is over: for who waits for {@link #exited}
     * then, and learns of it sooner so.
     *
     * @param deadline in the terms of {@link System#nanoTime}
     */
    default void awaitProcess(long deadline) throws InterruptedException {}

    /** Completed when the child says that it is about to end by itself. */
    CompletableFuture<Void> exiting();

    /** Why the child could not begin its work, in its own words, or null. */
    @Nullable
    String startFailure();

    /** Has the child interrupt its work, as SIGINT does. */
    void interrupt();

    /** Has the child give something to its work; see {@link ChildContext#onOrder}. After its end it goes nowhere. */
    void order(byte[] payload);

    /** Asks the child to end, as SIGTERM does, and all processes below it, which do not outlive it. */
    void terminateTree();

    /** Asks the child to end, as SIGTERM does. */
    void terminate();

    /** Ends the child at once. */
    void kill();

    /** Whether this process has killed the child, and nobody had before. */
    default boolean isKilledHere() {
        return false;
    }

    /**
     * The thread that plays the child's parent has ended, and this JVM goes on; what a child then does is its own
     * matter.
     */
    default void parentEnded() {}

    /** This process ends, and with it a daemonic child. */
    void endWithParent();

    /**
     * Whether the child waits for the end of this process, which therefore must not wait for it: a thread that plays a
     * process and has called {@code System.exit}.
     */
    default boolean isEndingAll() {
        return false;
    }

    /** Ends the child and all processes below it at once. */
    void killTree();
}
