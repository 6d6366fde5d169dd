package io.multiproc.queue;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A queue that knows when everything that was put into it has been dealt with.
 *
 * <pre>{@code
 * static void worker(JoinableQueue<Job> jobs) throws InterruptedException {
 *     while (true) {
 *         jobs.get().run();
 *         jobs.taskDone();
 *     }
 * }
 * }</pre>
 *
 * <p>An element counts as unfinished from its {@code put} on, and until somebody who has got it calls
 * {@link #taskDone}. If a process dies between the two, the element stays unfinished: nobody else knows whether its
 * work was done.
 *
 * @param <E> type of the elements
 * @python multiprocessing.JoinableQueue
 */
public interface JoinableQueue<E extends @Nullable Object> extends ProcessQueue<E> {

    /**
     * Says that the work with one element is done.
     *
     * @throws IllegalStateException if it is called more often than elements were put, or this process has closed the
     *     queue
     * @throws QueueClosedException if the owner is gone
     * @python multiprocessing.JoinableQueue.task_done
     */
    void taskDone();

    /**
     * Waits until no element is unfinished.
     *
     * @throws IllegalStateException if this process has closed the queue
     * @throws QueueClosedException if the owner is gone
     * @throws InterruptedException if the thread is interrupted while waiting
     * @python multiprocessing.JoinableQueue.join
     */
    void join() throws InterruptedException;

    /**
     * Waits until no element is unfinished, no longer than the time given.
     *
     * @param timeout zero or negative: do not wait
     * @return whether there was a moment at which no element was unfinished
     * @throws InterruptedException if the thread is interrupted while waiting
     * @see #join() for what else it may throw
     */
    boolean join(Duration timeout) throws InterruptedException;
}
