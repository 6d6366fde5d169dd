package io.multiproc.queue;

import io.multiproc.process.Waitable;
import io.multiproc.reduction.NotSendableException;
import io.multiproc.reduction.UnreadableMessageException;
import org.jspecify.annotations.Nullable;

/**
 * A queue between processes with the least that one needs; in all else like {@link ProcessQueue}, without a limit.
 *
 * @param <E> type of the elements
 * @python multiprocessing.SimpleQueue
 */
public interface SimpleQueue<E extends @Nullable Object> extends Waitable, AutoCloseable {

    /**
     * Adds an element.
     *
     * @throws NotSendableException if the element cannot be serialized; the queue is unchanged
     * @throws IllegalStateException if this process has closed the queue
     * @throws QueueClosedException if the process that made the queue is gone
     * @throws InterruptedException if the thread is interrupted while it waits for the owner to keep up
     * @python multiprocessing.SimpleQueue.put
     */
    void put(E element) throws InterruptedException;

    /**
     * Takes the oldest element; waits while there is none.
     *
     * @throws IllegalStateException if this process has closed the queue
     * @throws QueueClosedException if the process that made the queue is gone
     * @throws UnreadableMessageException if the element cannot be turned back into an object here; it is gone
     * @throws InterruptedException if the thread is interrupted while waiting; no element was then taken
     * @python multiprocessing.SimpleQueue.get
     */
    E get() throws InterruptedException;

    /**
     * Whether there is no element, at this moment.
     *
     * @throws IllegalStateException if this process has closed the queue
     * @throws QueueClosedException if the process that made the queue is gone
     * @python multiprocessing.SimpleQueue.empty
     */
    boolean isEmpty();

    /**
     * Whether a {@code get} would not wait: there is an element, or the queue is closed here or gone.
     *
     * <p>True for the moment: another process may take the element first, also between {@code awaitAny} and the
     * {@code get} after it.
     */
    @Override
    boolean isReady();

    /**
     * Says that this process will neither put nor get any more; others are not concerned. Does nothing the second time.
     *
     * <p>What has been put is still passed on.
     *
     * @python multiprocessing.SimpleQueue.close
     */
    @Override
    void close();
}
