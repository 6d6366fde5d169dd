package io.multiproc.managers;

import io.multiproc.queue.JoinableQueue;
import org.jspecify.annotations.Nullable;

/**
 * A queue whose elements are in a manager's server, which can be shut down: so its producer says that nothing more
 * comes, however many wait for more.
 *
 * <pre>{@code
 * static void worker(ManagedQueue<Job> jobs) throws InterruptedException {
 *     try {
 *         while (true) {
 *             jobs.get().run();
 *         }
 *     } catch (QueueShutDownException e) {
 *         // all jobs are done
 *     }
 * }
 * }</pre>
 *
 * <p>May be used by any thread of any process. Its {@code put} returns when the server has the element; so
 * {@code close}, {@code joinThread} and {@code cancelJoinThread} do nothing, since nothing is left to be passed on. A
 * process that is killed takes with it only what its {@code get} had returned. All methods throw
 * {@link ManagerClosedException} when the server is gone.
 *
 * @param <E> type of the elements
 * @python multiprocessing.managers.SyncManager.Queue
 */
public interface ManagedQueue<E extends @Nullable Object> extends JoinableQueue<E> {

    /**
     * Takes nothing more from now on, and lets what is in it be got: {@code shutdown(false)}.
     *
     * @throws ManagerClosedException if the server is gone
     */
    default void shutdown() {
        shutdown(false);
    }

    /**
     * Takes nothing more from now on, for no process. Does nothing more when it was called before, except that what is
     * in the queue can still be thrown away.
     *
     * <p>Every {@code put}, also one that waits for room, throws {@link io.multiproc.queue.QueueShutDownException}. So
     * does every {@code get}, also one that waits, as soon as the queue is empty. {@code taskDone} and {@code join} go
     * on as before.
     *
     * @param immediate whether what is in the queue is thrown away, which then counts as done for {@code join}; what
     *     has been got before still has to be reported by {@code taskDone}
     * @throws ManagerClosedException if the server is gone
     */
    void shutdown(boolean immediate);

    /**
     * Whether somebody has shut it down.
     *
     * @throws ManagerClosedException if the server is gone
     */
    boolean isShutdown();

    /**
     * Whether a {@code get} would not wait: there is an element, or the queue was shut down. True for the moment, since
     * another process may take the element first. {@code awaitAny} does not wait for it.
     *
     * @throws ManagerClosedException if the server is gone
     */
    @Override
    boolean isReady();
}
