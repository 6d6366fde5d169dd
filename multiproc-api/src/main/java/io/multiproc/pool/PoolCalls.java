package io.multiproc.pool;

import io.multiproc.function.SerializableBiFunction;
import io.multiproc.function.SerializableCallable;
import io.multiproc.function.SerializableFunction;
import io.multiproc.function.SerializableFunction4;
import io.multiproc.function.SerializableFunction5;
import io.multiproc.function.SerializableTriFunction;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The calls that workers run: one, or one for each item.
 *
 * <pre>{@code
 * int sum = pool.apply(Main::add, 3, 4);
 * List<Integer> squares = pool.map(Main::square, List.of(1, 2, 3));
 * List<Page> pages = pool.withTaskTimeout(Duration.ofSeconds(5)).map(Main::fetch, addresses);
 * }</pre>
 *
 * <p>May be used by any thread of the process that made the pool. Functions, arguments and results are copied on their
 * way. When a worker dies under a call, that call fails with a {@link WorkerTerminatedException} and no other. A
 * function, an input or a setting that is null is a {@link NullPointerException}; items, arguments and results may be
 * null.
 *
 * <p>A function returns something. What returns nothing is called by
 * {@link io.multiproc.function.Functions#returningNothing}: {@code pool.map(returningNothing(Main::shrink), pictures)}.
 *
 * @see ProcessPool
 */
public interface PoolCalls {

    /**
     * The same pool for calls with a time-out of their own, in place of that of the pool: {@code pool.withTaskTimeout(
     * ofSeconds(5)).map(Main::fetch, addresses)}.
     *
     * <p>It is for each task, and each item of a map by itself, and counts from when a worker begins it; see
     * {@link ProcessPool.Builder#taskTimeout} for what happens then. The others are not touched.
     *
     * <p>Who gives a map as a whole so long waits for it, and then ends what runs and gives up the rest:
     *
     * <pre>{@code
     * AsyncResult<List<Page>> pages = pool.mapAsync(Main::fetch, addresses);
     * if (!pages.await(Duration.ofMinutes(1))) {
     *     pages.cancel(true);
     * }
     * }</pre>
     *
     * @return is not closed by itself; takes tasks as long as the pool does
     * @throws IllegalArgumentException if it is zero or negative
     */
    PoolCalls withTaskTimeout(Duration timeout);

    /**
     * The same pool for calls that are given up when they report no progress for so long, in place of what the pool
     * says; see {@link ProcessPool.Builder#stallTimeout}.
     *
     * @return is not closed by itself; takes tasks as long as the pool does
     * @throws IllegalArgumentException if it is zero or negative
     */
    PoolCalls withStallTimeout(Duration timeout);

    /**
     * The same pool for maps with bounds of their own, in place of those of the pool; see
     * {@link ProcessPool.Builder#inFlight}.
     *
     * @return is not closed by itself; takes tasks as long as the pool does
     * @throws IllegalArgumentException if one of them is less than 1
     */
    PoolCalls withInFlight(int tasks, long bytes);

    /**
     * The same pool for maps whose chunks get the size that is measured to be good, where the call does not say one: a
     * chunk takes a worker about two milliseconds and is no larger than 128 KiB in both directions together.
     *
     * <p>Good for items that take about the same time. They begin with one item, and get smaller towards the end of an
     * input whose size is known. The pool's own rule, as in Python, is about four chunks to each worker for a
     * {@code map}, and one item for an {@code imap}.
     *
     * @return is not closed by itself; takes tasks as long as the pool does
     */
    PoolCalls withAdaptiveChunks();

    /**
     * The same pool for maps that end with the first item that fails, as far as this process hears of it: its error is
     * thrown at once, items that have not begun are given up, and those that run are ended as by
     * {@link AsyncResult#cancel(boolean) cancel(true)}. An {@code imap} ends so when it has thrown the first error, at
     * that item's place. Single calls are done as ever.
     *
     * @return is not closed by itself; takes tasks as long as the pool does
     */
    PoolCalls failingFast();

    /**
     * The same pool for maps that collect: each item gets its result or its failure, and none hides that of another.
     *
     * <p>An item that fails leaves the others of its chunk alone, also one that cannot be sent or read or kills its
     * worker; but see {@link #imap(SerializableFunction, Iterable, int)} for what a chunk size of 1 is better at. Takes
     * the place of {@link #failingFast()}; time-outs and listeners stay.
     *
     * @return is not closed by itself; takes tasks as long as the pool does
     */
    OutcomeCalls collectingAll();

    /**
     * Runs a task in a worker and returns its result.
     *
     * @throws IllegalStateException if the pool is closed
     * @throws InterruptedException if this thread is interrupted while waiting; the task goes on
     * @see AsyncResult#get() for what else it may throw
     * @python multiprocessing.pool.Pool.apply
     */
    default <R extends @Nullable Object> R apply(SerializableCallable<R> task) throws InterruptedException {
        return applyAsync(task).get();
    }

    /**
     * Calls the function with the argument in a worker and returns its result; see
     * {@link #apply(SerializableCallable)}.
     */
    default <A extends @Nullable Object, R extends @Nullable Object> R apply(
            SerializableFunction<A, R> function, A argument) throws InterruptedException {
        return applyAsync(function, argument).get();
    }

    /**
     * Calls the function with the arguments in a worker and returns its result; see
     * {@link #apply(SerializableCallable)}.
     */
    default <A extends @Nullable Object, B extends @Nullable Object, R extends @Nullable Object> R apply(
            SerializableBiFunction<A, B, R> function, A first, B second) throws InterruptedException {
        return applyAsync(function, first, second).get();
    }

    /**
     * Calls the function with the arguments in a worker and returns its result; see
     * {@link #apply(SerializableCallable)}.
     */
    default <
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    R extends @Nullable Object>
            R apply(SerializableTriFunction<A, B, C, R> function, A first, B second, C third)
                    throws InterruptedException {
        return applyAsync(function, first, second, third).get();
    }

    /**
     * Calls the function with the arguments in a worker and returns its result; see
     * {@link #apply(SerializableCallable)}.
     */
    default <
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    D extends @Nullable Object,
                    R extends @Nullable Object>
            R apply(SerializableFunction4<A, B, C, D, R> function, A first, B second, C third, D fourth)
                    throws InterruptedException {
        return applyAsync(function, first, second, third, fourth).get();
    }

    /**
     * Calls the function with the arguments in a worker and returns its result; see
     * {@link #apply(SerializableCallable)}.
     */
    default <
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    D extends @Nullable Object,
                    E extends @Nullable Object,
                    R extends @Nullable Object>
            R apply(SerializableFunction5<A, B, C, D, E, R> function, A first, B second, C third, D fourth, E fifth)
                    throws InterruptedException {
        return applyAsync(function, first, second, third, fourth, fifth).get();
    }

    /**
     * Hands a task to the pool and returns at once.
     *
     * <p>The task is serialized before this method returns; later changes to what it captured are not seen.
     *
     * @throws io.multiproc.reduction.NotSendableException if the task cannot be sent; nothing was handed over
     * @throws IllegalStateException if the pool is closed
     * @throws PoolBrokenException if the pool cannot work any more
     * @python multiprocessing.pool.Pool.apply_async
     */
    <R extends @Nullable Object> AsyncResult<R> applyAsync(SerializableCallable<R> task);

    /** Hands the call of the function to the pool; see {@link #applyAsync(SerializableCallable)}. */
    <A extends @Nullable Object, R extends @Nullable Object> AsyncResult<R> applyAsync(
            SerializableFunction<A, R> function, A argument);

    /** Hands the call of the function to the pool; see {@link #applyAsync(SerializableCallable)}. */
    <A extends @Nullable Object, B extends @Nullable Object, R extends @Nullable Object> AsyncResult<R> applyAsync(
            SerializableBiFunction<A, B, R> function, A first, B second);

    /** Hands the call of the function to the pool; see {@link #applyAsync(SerializableCallable)}. */
    <A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object, R extends @Nullable Object>
            AsyncResult<R> applyAsync(SerializableTriFunction<A, B, C, R> function, A first, B second, C third);

    /** Hands the call of the function to the pool; see {@link #applyAsync(SerializableCallable)}. */
    <
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    D extends @Nullable Object,
                    R extends @Nullable Object>
            AsyncResult<R> applyAsync(
                    SerializableFunction4<A, B, C, D, R> function, A first, B second, C third, D fourth);

    /** Hands the call of the function to the pool; see {@link #applyAsync(SerializableCallable)}. */
    <
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    D extends @Nullable Object,
                    E extends @Nullable Object,
                    R extends @Nullable Object>
            AsyncResult<R> applyAsync(
                    SerializableFunction5<A, B, C, D, E, R> function, A first, B second, C third, D fourth, E fifth);

    /**
     * Calls the function with each item, in the workers, and returns the results in the order of the items.
     *
     * <pre>{@code
     * List<Integer> squares = pool.map(Main::square, List.of(1, 2, 3));   // [1, 4, 9]
     * }</pre>
     *
     * <p>Items are handed over in chunks, about four to each worker. When an item's call throws, or kills its worker,
     * the map fails and the rest of that chunk is not run, as in Python a chunk stops at its first error. The other
     * chunks are finished, and so are all other items if one cannot be sent or read; then the error that came first is
     * thrown. {@link #collectingAll()} runs all items whatever becomes of one, {@link #failingFast()} no more than it
     * must.
     *
     * @throws io.multiproc.reduction.NotSendableException if the function or an item cannot be sent
     * @throws io.multiproc.reduction.UnreadableMessageException if an item cannot be read in its worker, or its result
     *     not here
     * @throws IllegalStateException if the pool is closed
     * @throws InterruptedException if this thread is interrupted while waiting; chunks handed over go on
     * @see AsyncResult#get() for what else it may throw
     * @python multiprocessing.pool.Pool.map
     */
    <A extends @Nullable Object, R extends @Nullable Object> List<R> map(
            SerializableFunction<? super A, ? extends R> function, Iterable<? extends A> items)
            throws InterruptedException;

    /**
     * Calls the function with each item, in chunks of the given size.
     *
     * <p>A chunk is what fails together when a worker dies or an item's call throws, and what costs one message each
     * way. An item that cannot be sent or read, or whose result cannot, leaves the others of its chunk alone.
     *
     * @param chunkSize number of items in a chunk, at least 1
     * @throws IllegalArgumentException if {@code chunkSize} is less than 1
     * @see #map(SerializableFunction, Iterable)
     */
    <A extends @Nullable Object, R extends @Nullable Object> List<R> map(
            SerializableFunction<? super A, ? extends R> function, Iterable<? extends A> items, int chunkSize)
            throws InterruptedException;

    /**
     * Hands the calls of the function with each item to the pool and returns at once; the result is that of
     * {@link #map(SerializableFunction, Iterable)}.
     *
     * <p>The items are taken out of the {@code Iterable} before this returns. What cannot be sent is part of the
     * outcome, except the function itself.
     *
     * @throws io.multiproc.reduction.NotSendableException if the function cannot be sent; nothing was handed over
     * @throws IllegalStateException if the pool is closed
     * @throws PoolBrokenException if the pool cannot work any more
     * @python multiprocessing.pool.Pool.map_async
     */
    <A extends @Nullable Object, R extends @Nullable Object> AsyncResult<List<R>> mapAsync(
            SerializableFunction<? super A, ? extends R> function, Iterable<? extends A> items);

    /**
     * Hands the calls of the function with each item to the pool, in chunks of the given size.
     *
     * @param chunkSize number of items in a chunk, at least 1
     * @throws IllegalArgumentException if {@code chunkSize} is less than 1
     * @see #mapAsync(SerializableFunction, Iterable)
     */
    <A extends @Nullable Object, R extends @Nullable Object> AsyncResult<List<R>> mapAsync(
            SerializableFunction<? super A, ? extends R> function, Iterable<? extends A> items, int chunkSize);

    /**
     * Hands the calls of the function with each item to the pool and returns at once; tells one of the callbacks before
     * {@link AsyncResult#get()} returns.
     *
     * <p>A callback runs on the pool's thread for that, one after the other, and must be quick: it must not wait for
     * another outcome that has callbacks. {@code close} waits for it, unless the call has a progress listener. What it
     * throws is logged, and changes nothing.
     *
     * @param chunkSize number of items in a chunk, at least 1
     * @param callback is given the whole list
     * @param errorCallback is given the error
     * @see #mapAsync(SerializableFunction, Iterable)
     */
    <A extends @Nullable Object, R extends @Nullable Object> AsyncResult<List<R>> mapAsync(
            SerializableFunction<? super A, ? extends R> function,
            Iterable<? extends A> items,
            int chunkSize,
            Consumer<? super List<R>> callback,
            Consumer<? super Throwable> errorCallback);

    /**
     * Calls the function with the arguments in each item, and returns the results in the order of the items.
     *
     * <pre>{@code
     * pool.starmap(Main::add, List.of(Arguments.of(1, 10), Arguments.of(2, 20)));   // [11, 22]
     * }</pre>
     *
     * @see #map(SerializableFunction, Iterable)
     * @python multiprocessing.pool.Pool.starmap
     */
    default <A extends @Nullable Object, B extends @Nullable Object, R extends @Nullable Object> List<R> starmap(
            SerializableBiFunction<? super A, ? super B, ? extends R> function, Iterable<Arguments.Of2<A, B>> items)
            throws InterruptedException {
        return this.<Arguments.Of2<A, B>, R>map(Spread.of(function), items);
    }

    /**
     * Calls the function with the arguments in each item, in chunks of the given size.
     *
     * @see #map(SerializableFunction, Iterable, int)
     */
    default <A extends @Nullable Object, B extends @Nullable Object, R extends @Nullable Object> List<R> starmap(
            SerializableBiFunction<? super A, ? super B, ? extends R> function,
            Iterable<Arguments.Of2<A, B>> items,
            int chunkSize)
            throws InterruptedException {
        return this.<Arguments.Of2<A, B>, R>map(Spread.of(function), items, chunkSize);
    }

    /**
     * Hands the calls of the function with the arguments in each item to the pool and returns at once.
     *
     * @see #mapAsync(SerializableFunction, Iterable)
     * @python multiprocessing.pool.Pool.starmap_async
     */
    default <A extends @Nullable Object, B extends @Nullable Object, R extends @Nullable Object>
            AsyncResult<List<R>> starmapAsync(
                    SerializableBiFunction<? super A, ? super B, ? extends R> function,
                    Iterable<Arguments.Of2<A, B>> items) {
        return this.<Arguments.Of2<A, B>, R>mapAsync(Spread.of(function), items);
    }

    /**
     * Hands the calls of the function with the arguments in each item to the pool, in chunks of the given size.
     *
     * @see #mapAsync(SerializableFunction, Iterable, int)
     */
    default <A extends @Nullable Object, B extends @Nullable Object, R extends @Nullable Object>
            AsyncResult<List<R>> starmapAsync(
                    SerializableBiFunction<? super A, ? super B, ? extends R> function,
                    Iterable<Arguments.Of2<A, B>> items,
                    int chunkSize) {
        return this.<Arguments.Of2<A, B>, R>mapAsync(Spread.of(function), items, chunkSize);
    }

    /** As {@link #starmap(SerializableBiFunction, Iterable)}, with three arguments. */
    default <
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    R extends @Nullable Object>
            List<R> starmap(
                    SerializableTriFunction<? super A, ? super B, ? super C, ? extends R> function,
                    Iterable<Arguments.Of3<A, B, C>> items)
                    throws InterruptedException {
        return this.<Arguments.Of3<A, B, C>, R>map(Spread.of(function), items);
    }

    /** As {@link #starmap(SerializableBiFunction, Iterable, int)}, with three arguments. */
    default <
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    R extends @Nullable Object>
            List<R> starmap(
                    SerializableTriFunction<? super A, ? super B, ? super C, ? extends R> function,
                    Iterable<Arguments.Of3<A, B, C>> items,
                    int chunkSize)
                    throws InterruptedException {
        return this.<Arguments.Of3<A, B, C>, R>map(Spread.of(function), items, chunkSize);
    }

    /** As {@link #starmapAsync(SerializableBiFunction, Iterable)}, with three arguments. */
    default <
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    R extends @Nullable Object>
            AsyncResult<List<R>> starmapAsync(
                    SerializableTriFunction<? super A, ? super B, ? super C, ? extends R> function,
                    Iterable<Arguments.Of3<A, B, C>> items) {
        return this.<Arguments.Of3<A, B, C>, R>mapAsync(Spread.of(function), items);
    }

    /** As {@link #starmapAsync(SerializableBiFunction, Iterable, int)}, with three arguments. */
    default <
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    R extends @Nullable Object>
            AsyncResult<List<R>> starmapAsync(
                    SerializableTriFunction<? super A, ? super B, ? super C, ? extends R> function,
                    Iterable<Arguments.Of3<A, B, C>> items,
                    int chunkSize) {
        return this.<Arguments.Of3<A, B, C>, R>mapAsync(Spread.of(function), items, chunkSize);
    }

    /** As {@link #starmap(SerializableBiFunction, Iterable)}, with four arguments. */
    default <
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    D extends @Nullable Object,
                    R extends @Nullable Object>
            List<R> starmap(
                    SerializableFunction4<? super A, ? super B, ? super C, ? super D, ? extends R> function,
                    Iterable<Arguments.Of4<A, B, C, D>> items)
                    throws InterruptedException {
        return this.<Arguments.Of4<A, B, C, D>, R>map(Spread.of(function), items);
    }

    /** As {@link #starmap(SerializableBiFunction, Iterable, int)}, with four arguments. */
    default <
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    D extends @Nullable Object,
                    R extends @Nullable Object>
            List<R> starmap(
                    SerializableFunction4<? super A, ? super B, ? super C, ? super D, ? extends R> function,
                    Iterable<Arguments.Of4<A, B, C, D>> items,
                    int chunkSize)
                    throws InterruptedException {
        return this.<Arguments.Of4<A, B, C, D>, R>map(Spread.of(function), items, chunkSize);
    }

    /** As {@link #starmapAsync(SerializableBiFunction, Iterable)}, with four arguments. */
    default <
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    D extends @Nullable Object,
                    R extends @Nullable Object>
            AsyncResult<List<R>> starmapAsync(
                    SerializableFunction4<? super A, ? super B, ? super C, ? super D, ? extends R> function,
                    Iterable<Arguments.Of4<A, B, C, D>> items) {
        return this.<Arguments.Of4<A, B, C, D>, R>mapAsync(Spread.of(function), items);
    }

    /** As {@link #starmapAsync(SerializableBiFunction, Iterable, int)}, with four arguments. */
    default <
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    D extends @Nullable Object,
                    R extends @Nullable Object>
            AsyncResult<List<R>> starmapAsync(
                    SerializableFunction4<? super A, ? super B, ? super C, ? super D, ? extends R> function,
                    Iterable<Arguments.Of4<A, B, C, D>> items,
                    int chunkSize) {
        return this.<Arguments.Of4<A, B, C, D>, R>mapAsync(Spread.of(function), items, chunkSize);
    }

    /** As {@link #starmap(SerializableBiFunction, Iterable)}, with five arguments. */
    default <
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    D extends @Nullable Object,
                    E extends @Nullable Object,
                    R extends @Nullable Object>
            List<R> starmap(
                    SerializableFunction5<? super A, ? super B, ? super C, ? super D, ? super E, ? extends R> function,
                    Iterable<Arguments.Of5<A, B, C, D, E>> items)
                    throws InterruptedException {
        return this.<Arguments.Of5<A, B, C, D, E>, R>map(Spread.of(function), items);
    }

    /** As {@link #starmap(SerializableBiFunction, Iterable, int)}, with five arguments. */
    default <
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    D extends @Nullable Object,
                    E extends @Nullable Object,
                    R extends @Nullable Object>
            List<R> starmap(
                    SerializableFunction5<? super A, ? super B, ? super C, ? super D, ? super E, ? extends R> function,
                    Iterable<Arguments.Of5<A, B, C, D, E>> items,
                    int chunkSize)
                    throws InterruptedException {
        return this.<Arguments.Of5<A, B, C, D, E>, R>map(Spread.of(function), items, chunkSize);
    }

    /** As {@link #starmapAsync(SerializableBiFunction, Iterable)}, with five arguments. */
    default <
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    D extends @Nullable Object,
                    E extends @Nullable Object,
                    R extends @Nullable Object>
            AsyncResult<List<R>> starmapAsync(
                    SerializableFunction5<? super A, ? super B, ? super C, ? super D, ? super E, ? extends R> function,
                    Iterable<Arguments.Of5<A, B, C, D, E>> items) {
        return this.<Arguments.Of5<A, B, C, D, E>, R>mapAsync(Spread.of(function), items);
    }

    /** As {@link #starmapAsync(SerializableBiFunction, Iterable, int)}, with five arguments. */
    default <
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    D extends @Nullable Object,
                    E extends @Nullable Object,
                    R extends @Nullable Object>
            AsyncResult<List<R>> starmapAsync(
                    SerializableFunction5<? super A, ? super B, ? super C, ? super D, ? super E, ? extends R> function,
                    Iterable<Arguments.Of5<A, B, C, D, E>> items,
                    int chunkSize) {
        return this.<Arguments.Of5<A, B, C, D, E>, R>mapAsync(Spread.of(function), items, chunkSize);
    }

    /**
     * Calls the function with each item, and gives the results one by one, in the order of the items, as they come.
     *
     * <pre>{@code
     * pool.imap(Main::fetch, addresses).forEachRemaining(page -> print(page));
     * }</pre>
     *
     * <p>Each item is a task. The input is read lazily, a bounded number of items ahead; it may be endless. Of a
     * stream, {@code stream::iterator} is an input.
     *
     * @throws io.multiproc.reduction.NotSendableException if the function cannot be sent; an item that cannot be sent
     *     is an error at its place
     * @throws IllegalStateException if the pool is closed
     * @throws PoolBrokenException if the pool cannot work any more
     * @python multiprocessing.pool.Pool.imap
     */
    default <A extends @Nullable Object, R extends @Nullable Object> ResultIterator<R> imap(
            SerializableFunction<? super A, ? extends R> function, Iterable<? extends A> items) {
        return imap(function, items, 1);
    }

    /**
     * Calls the function with each item, in chunks of the given size, and gives the results one by one, in order.
     *
     * <p>An item that fails leaves the others of its chunk alone. One exception, if that matters use a chunk size of 1:
     * when an item kills its worker, those of its chunk that were finished less than a millisecond before are run
     * again.
     *
     * @param chunkSize number of items in a chunk, at least 1
     * @throws IllegalArgumentException if {@code chunkSize} is less than 1
     * @see #imap(SerializableFunction, Iterable)
     */
    <A extends @Nullable Object, R extends @Nullable Object> ResultIterator<R> imap(
            SerializableFunction<? super A, ? extends R> function, Iterable<? extends A> items, int chunkSize);

    /**
     * Calls the function with each item, and gives the results one by one, whichever is there first.
     *
     * @see #imap(SerializableFunction, Iterable)
     * @python multiprocessing.pool.Pool.imap_unordered
     */
    default <A extends @Nullable Object, R extends @Nullable Object> ResultIterator<R> imapUnordered(
            SerializableFunction<? super A, ? extends R> function, Iterable<? extends A> items) {
        return imapUnordered(function, items, 1);
    }

    /**
     * Calls the function with each item, in chunks of the given size, and gives the results whichever is there first.
     *
     * @param chunkSize number of items in a chunk, at least 1
     * @throws IllegalArgumentException if {@code chunkSize} is less than 1
     * @see #imap(SerializableFunction, Iterable)
     */
    <A extends @Nullable Object, R extends @Nullable Object> ResultIterator<R> imapUnordered(
            SerializableFunction<? super A, ? extends R> function, Iterable<? extends A> items, int chunkSize);
}
