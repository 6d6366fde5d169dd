package io.multiproc.queue;

import io.multiproc.process.Waitable;
import io.multiproc.reduction.NotSendableException;
import io.multiproc.reduction.UnreadableMessageException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A queue that any number of processes put into and get from.
 *
 * <pre>{@code
 * static void worker(ProcessQueue<String> queue) throws InterruptedException {
 *     queue.put("hello");
 * }
 *
 * ProcessQueue<String> queue = queue();
 * process(Main::worker, queue).start();
 * String greeting = queue.get();
 * }</pre>
 *
 * <p>First in, first out: what one thread puts arrives in that order, and no process gets an element while an older one
 * is there. Each element goes to one that asks for it, and is a copy. {@code null} is an element like any other.
 *
 * <p>The queue lives in the process that made it, its owner, in whose heap the elements are, as bytes. It may be sent
 * to other processes at any time: as an argument, through another queue, as a result. The owner need not do anything
 * for it, but it must live: when it ends, all others get a {@link QueueClosedException}, at once also those that wait.
 * When another process dies, whatever it was doing, only the elements that its {@code get} had taken are gone, and
 * those that it had put but not yet passed on. What it had been promised and not taken comes back, in its place: a
 * queue with a limit has more elements than that until they are taken.
 *
 * <p>An owner answers at once, whatever its own threads do, unless the whole process is stopped. Methods that need an
 * answer, which are those that tell the state of the queue or do not wait, and the first use in a process, then wait 30
 * seconds ({@code -Dmultiproc.queue.silence=MILLISECONDS}), an interrupted thread one more, and throw a
 * {@link QueueClosedException} that says so; the queue can be used again when its owner goes on. What waits for an
 * element or for room waits as long as it was asked to.
 *
 * <p>{@link #put(Object) put} serializes in the calling thread and does not wait until the owner has the element; a
 * thread passes it on, many in one message when they come fast. A process that ends normally passes on what it has put
 * before it ends, and does not wait until somebody gets it.
 *
 * <p>May be used by any thread. What is done before an element is put <a
 * href="../package-summary.html#visibility">happened before</a> what follows its {@code get}.
 *
 * @param <E> type of the elements
 * @python multiprocessing.Queue
 */
public interface ProcessQueue<E extends @Nullable Object> extends Waitable, AutoCloseable {

    /** The queue's name, which its errors mention. */
    String name();

    /**
     * Adds an element; waits while the queue is full.
     *
     * <p>The element is serialized before this method returns; later changes to it are not seen by whoever gets it.
     *
     * @throws NotSendableException if the element cannot be serialized; the queue is unchanged
     * @throws IllegalStateException if this process has closed the queue
     * @throws QueueClosedException if the owner is gone
     * @throws InterruptedException if the thread is interrupted while waiting; the element was then not added
     * @python multiprocessing.Queue.put(obj)
     */
    void put(E element) throws InterruptedException;

    /**
     * Adds an element; waits for room no longer than the time given.
     *
     * @param timeout zero or negative: do not wait
     * @throws QueueFullException if the queue was full all the time, or has a limit and its owner did not read what had
     *     been put here before; one without a limit takes the element then
     * @throws InterruptedException if the thread is interrupted while waiting; the element was then not added
     * @see #put(Object) for what else it may throw
     * @python multiprocessing.Queue.put(obj, timeout=t)
     */
    void put(E element, Duration timeout) throws InterruptedException;

    /**
     * Adds an element if there is room.
     *
     * @throws QueueFullException if the queue is full
     * @see #put(Object) for what else it may throw
     * @python multiprocessing.Queue.put_nowait
     */
    void putNowait(E element);

    /**
     * Takes the oldest element; waits while there is none.
     *
     * @throws IllegalStateException if this process has closed the queue
     * @throws QueueClosedException if the owner is gone
     * @throws UnreadableMessageException if the element cannot be turned back into an object here; it is gone, and
     *     connections that were made of it before that are closed
     * @throws InterruptedException if the thread is interrupted while waiting; no element was then taken
     * @python multiprocessing.Queue.get()
     */
    E get() throws InterruptedException;

    /**
     * Takes the oldest element; waits for one no longer than the time given.
     *
     * @param timeout zero or negative: do not wait
     * @throws QueueEmptyException if there was none all the time
     * @throws InterruptedException if the thread is interrupted while waiting; no element was then taken
     * @see #get() for what else it may throw
     * @python multiprocessing.Queue.get(timeout=t)
     */
    E get(Duration timeout) throws InterruptedException;

    /**
     * Takes the oldest element if there is one.
     *
     * @throws QueueEmptyException if there is none; an element that another process has just put may be on its way
     * @see #get() for what else it may throw
     * @python multiprocessing.Queue.get_nowait
     */
    E getNowait();

    /**
     * How many elements have been put and not yet been taken, those on their way included; at least 0.
     *
     * <p>True for the moment, if other processes use the queue.
     *
     * @throws IllegalStateException if this process has closed the queue
     * @throws QueueClosedException if the owner is gone
     * @python multiprocessing.Queue.qsize
     */
    int size();

    /**
     * Whether there is no element; true for the moment, like {@link #size}.
     *
     * @throws IllegalStateException if this process has put something into the queue and closed it
     * @throws QueueClosedException if the owner is gone
     * @python multiprocessing.Queue.empty
     */
    boolean isEmpty();

    /**
     * Whether a {@code put} would wait; true for the moment, like {@link #size}.
     *
     * @throws IllegalStateException if this process has closed the queue
     * @throws QueueClosedException if the owner is gone
     * @python multiprocessing.Queue.full
     */
    boolean isFull();

    /**
     * Whether a {@code get} would not wait: there is an element, or the queue is closed here or gone. Not, if an owner
     * that is stopped cannot tell.
     *
     * <p>True for the moment: another process may take the element first, also between {@code awaitAny} and the
     * {@code get} after it. Use {@code getNowait} there if there may be other consumers.
     */
    @Override
    boolean isReady();

    /**
     * Says that this process will not use the queue any more; others are not concerned. Does nothing the second time.
     *
     * <p>What has been put is still passed on. Threads of this process that wait in the queue get an
     * {@link IllegalStateException}.
     *
     * @python multiprocessing.Queue.close
     */
    @Override
    void close();

    /**
     * Waits until what this process has put has been passed on to the owner.
     *
     * @throws IllegalStateException if this process has not closed the queue before
     * @throws InterruptedException if the thread is interrupted while waiting
     * @python multiprocessing.Queue.join_thread
     */
    void joinThread() throws InterruptedException;

    /**
     * Lets this process end without waiting until what it has put has been passed on; that may be lost.
     *
     * @python multiprocessing.Queue.cancel_join_thread
     */
    void cancelJoinThread();

    /** Describes a queue; not thread-safe, may be used again. */
    interface Builder {

        /**
         * The largest number of elements that the queue holds; zero or less, as without it: no limit but the heap of
         * the owner.
         */
        Builder maxSize(int elements);

        /**
         * How many serialized bytes the queue may hold before {@code put} waits.
         *
         * <p>Elements are not split, and how large the next ones are is guessed by those before: each process that puts
         * may go beyond the limit by one element, and when they become larger by what is on its way, which is about a
         * megabyte, or one element of each thread that puts if those are larger.
         *
         * @throws IllegalArgumentException if it is less than 1
         */
        Builder maxBytes(long bytes);

        /** The queue's name; without it {@code ProcessQueue-1}, {@code JoinableQueue-2} and so on, counted together. */
        Builder name(String name);

        /** Makes the queue, owned by this process. */
        <E extends @Nullable Object> ProcessQueue<E> build();

        /** Makes a queue that counts the elements that are done with. */
        <E extends @Nullable Object> JoinableQueue<E> buildJoinable();
    }
}
