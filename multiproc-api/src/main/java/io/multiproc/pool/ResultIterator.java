package io.multiproc.pool;

import java.time.Duration;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * The results of an {@code imap} or {@code imapUnordered}, as they come.
 *
 * <pre>{@code
 * ResultIterator<Page> pages = pool.imapUnordered(Main::fetch, addresses);
 * while (pages.hasNext()) {
 *     print(pages.next());
 * }
 * }</pre>
 *
 * <p>The input is read by the thread that calls these methods, a bounded number of items ahead of the results that were
 * taken: an endless input is welcome, and who takes results slowly slows the pool instead of filling the heap. Nothing
 * runs when nobody iterates: an iterator may be dropped half-way, and what was handed over is then finished for nobody.
 *
 * <p>An item that fails throws at its place, and the iteration may go on behind it. If the input itself throws, the
 * results of the complete chunks before come first, then {@code next} throws the same, and the iteration has ended.
 *
 * <p>One thread at a time; cannot be sent to another process.
 *
 * @param <T> type of the results
 * @python multiprocessing.pool.Pool.imap
 */
public interface ResultIterator<T extends @Nullable Object> extends Iterator<T>, AutoCloseable {

    /** Whether {@link #next} will return or throw something other than the end; reads the input if it must. */
    @Override
    boolean hasNext();

    /**
     * The next result, waiting for it, or what its item's call has thrown.
     *
     * @throws NoSuchElementException at the end, every time
     * @throws io.multiproc.process.ProcessException if this thread is interrupted, whose interrupt flag stays set; the
     *     result is not lost
     * @throws WorkerTerminatedException if the worker died under the item
     * @see AsyncResult#get() for what else it may throw
     */
    @Override
    T next();

    /**
     * The next result, waiting no longer than the time-out: it is not lost if it comes later.
     *
     * <p>The time-out does not cover an input that takes long to give its next item.
     *
     * @param timeout zero or negative: do not wait
     * @throws TimeoutException if it is not there by then
     * @throws InterruptedException if this thread is interrupted; the result is not lost
     * @see #next()
     */
    T next(Duration timeout) throws InterruptedException, TimeoutException;

    /** The results that are still to come, as a sequential stream; closing it closes this iterator. */
    default Stream<T> stream() {
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(this, Spliterator.ORDERED), false)
                .onClose(this::close);
    }

    /**
     * Ends the iteration: drops items that have not begun and the results of the others. Does nothing the second time.
     */
    @Override
    void close();
}
