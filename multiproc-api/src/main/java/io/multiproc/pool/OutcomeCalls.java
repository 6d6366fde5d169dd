package io.multiproc.pool;

import io.multiproc.function.SerializableBiFunction;
import io.multiproc.function.SerializableFunction;
import io.multiproc.function.SerializableFunction4;
import io.multiproc.function.SerializableFunction5;
import io.multiproc.function.SerializableTriFunction;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The maps of a pool, with an {@link Outcome} for each item instead of an exception for all of them.
 *
 * <pre>{@code
 * List<Outcome<Page>> outcomes = pool.collectingAll().map(Main::fetch, addresses);
 * long failed = outcomes.stream().filter(outcome -> !outcome.isSuccessful()).count();
 * }</pre>
 *
 * <p>What concerns the whole call is thrown as ever: a function that cannot be sent, an input that throws, a pool that
 * is closed or terminated, an interruption. A null function or input is a {@link NullPointerException}. May be used by
 * any thread of the process that made the pool.
 *
 * <p>When a worker dies under an item, that item alone fails, with a {@link WorkerTerminatedException}: the others of
 * its chunk are run all the same. If the pool breaks, or is terminated, after all items were handed over, those without
 * an outcome fail with what {@link AsyncResult#get()} throws then.
 *
 * @see PoolCalls#collectingAll()
 */
public interface OutcomeCalls {

    /**
     * Calls the function with each item, in the workers; the outcomes are in the order of the items.
     *
     * @see PoolCalls#map(SerializableFunction, Iterable)
     */
    <A extends @Nullable Object, R extends @Nullable Object> List<Outcome<R>> map(
            SerializableFunction<? super A, ? extends R> function, Iterable<? extends A> items)
            throws InterruptedException;

    /**
     * Calls the function with each item, in chunks of the given size.
     *
     * @see PoolCalls#map(SerializableFunction, Iterable, int)
     */
    <A extends @Nullable Object, R extends @Nullable Object> List<Outcome<R>> map(
            SerializableFunction<? super A, ? extends R> function, Iterable<? extends A> items, int chunkSize)
            throws InterruptedException;

    /**
     * Hands the calls of the function with each item to the pool and returns at once. It fails only with what concerns
     * the whole call.
     *
     * @see PoolCalls#mapAsync(SerializableFunction, Iterable)
     */
    <A extends @Nullable Object, R extends @Nullable Object> AsyncResult<List<Outcome<R>>> mapAsync(
            SerializableFunction<? super A, ? extends R> function, Iterable<? extends A> items);

    /**
     * Hands the calls of the function with each item to the pool, in chunks of the given size.
     *
     * @param chunkSize number of items in a chunk, at least 1
     * @see PoolCalls#mapAsync(SerializableFunction, Iterable, int)
     */
    <A extends @Nullable Object, R extends @Nullable Object> AsyncResult<List<Outcome<R>>> mapAsync(
            SerializableFunction<? super A, ? extends R> function, Iterable<? extends A> items, int chunkSize);

    /**
     * Calls the function with each item, and gives the outcomes one by one, in the order of the items, as they come.
     *
     * @param chunkSize number of items in a chunk, at least 1
     * @see PoolCalls#imap(SerializableFunction, Iterable, int)
     */
    <A extends @Nullable Object, R extends @Nullable Object> ResultIterator<Outcome<R>> imap(
            SerializableFunction<? super A, ? extends R> function, Iterable<? extends A> items, int chunkSize);

    /**
     * Calls the function with each item, and gives the outcomes one by one, whichever is there first:
     * {@link Outcome#index} says whose it is.
     *
     * @param chunkSize number of items in a chunk, at least 1
     * @see PoolCalls#imapUnordered(SerializableFunction, Iterable, int)
     */
    <A extends @Nullable Object, R extends @Nullable Object> ResultIterator<Outcome<R>> imapUnordered(
            SerializableFunction<? super A, ? extends R> function, Iterable<? extends A> items, int chunkSize);

    /** Calls the function with the two arguments in each item; see {@link PoolCalls#starmap}. */
    default <A extends @Nullable Object, B extends @Nullable Object, R extends @Nullable Object>
            List<Outcome<R>> starmap(
                    SerializableBiFunction<? super A, ? super B, ? extends R> function,
                    Iterable<Arguments.Of2<A, B>> items)
                    throws InterruptedException {
        return this.<Arguments.Of2<A, B>, R>map(Spread.of(function), items);
    }

    /** Calls the function with the two arguments in each item, in chunks of that size. */
    default <A extends @Nullable Object, B extends @Nullable Object, R extends @Nullable Object>
            List<Outcome<R>> starmap(
                    SerializableBiFunction<? super A, ? super B, ? extends R> function,
                    Iterable<Arguments.Of2<A, B>> items,
                    int chunkSize)
                    throws InterruptedException {
        return this.<Arguments.Of2<A, B>, R>map(Spread.of(function), items, chunkSize);
    }

    /** Hands the calls of the function with the two arguments in each item to the pool and returns at once. */
    default <A extends @Nullable Object, B extends @Nullable Object, R extends @Nullable Object>
            AsyncResult<List<Outcome<R>>> starmapAsync(
                    SerializableBiFunction<? super A, ? super B, ? extends R> function,
                    Iterable<Arguments.Of2<A, B>> items) {
        return this.<Arguments.Of2<A, B>, R>mapAsync(Spread.of(function), items);
    }

    /** Hands the calls of the function with the two arguments in each item to the pool in chunks of that size. */
    default <A extends @Nullable Object, B extends @Nullable Object, R extends @Nullable Object>
            AsyncResult<List<Outcome<R>>> starmapAsync(
                    SerializableBiFunction<? super A, ? super B, ? extends R> function,
                    Iterable<Arguments.Of2<A, B>> items,
                    int chunkSize) {
        return this.<Arguments.Of2<A, B>, R>mapAsync(Spread.of(function), items, chunkSize);
    }

    /** Calls the function with the three arguments in each item; see {@link PoolCalls#starmap}. */
    default <
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    R extends @Nullable Object>
            List<Outcome<R>> starmap(
                    SerializableTriFunction<? super A, ? super B, ? super C, ? extends R> function,
                    Iterable<Arguments.Of3<A, B, C>> items)
                    throws InterruptedException {
        return this.<Arguments.Of3<A, B, C>, R>map(Spread.of(function), items);
    }

    /** Calls the function with the three arguments in each item, in chunks of that size. */
    default <
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    R extends @Nullable Object>
            List<Outcome<R>> starmap(
                    SerializableTriFunction<? super A, ? super B, ? super C, ? extends R> function,
                    Iterable<Arguments.Of3<A, B, C>> items,
                    int chunkSize)
                    throws InterruptedException {
        return this.<Arguments.Of3<A, B, C>, R>map(Spread.of(function), items, chunkSize);
    }

    /** Hands the calls of the function with the three arguments in each item to the pool and returns at once. */
    default <
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    R extends @Nullable Object>
            AsyncResult<List<Outcome<R>>> starmapAsync(
                    SerializableTriFunction<? super A, ? super B, ? super C, ? extends R> function,
                    Iterable<Arguments.Of3<A, B, C>> items) {
        return this.<Arguments.Of3<A, B, C>, R>mapAsync(Spread.of(function), items);
    }

    /** Hands the calls of the function with the three arguments in each item to the pool in chunks of that size. */
    default <
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    R extends @Nullable Object>
            AsyncResult<List<Outcome<R>>> starmapAsync(
                    SerializableTriFunction<? super A, ? super B, ? super C, ? extends R> function,
                    Iterable<Arguments.Of3<A, B, C>> items,
                    int chunkSize) {
        return this.<Arguments.Of3<A, B, C>, R>mapAsync(Spread.of(function), items, chunkSize);
    }

    /** Calls the function with the four arguments in each item; see {@link PoolCalls#starmap}. */
    default <
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    D extends @Nullable Object,
                    R extends @Nullable Object>
            List<Outcome<R>> starmap(
                    SerializableFunction4<? super A, ? super B, ? super C, ? super D, ? extends R> function,
                    Iterable<Arguments.Of4<A, B, C, D>> items)
                    throws InterruptedException {
        return this.<Arguments.Of4<A, B, C, D>, R>map(Spread.of(function), items);
    }

    /** Calls the function with the four arguments in each item, in chunks of that size. */
    default <
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    D extends @Nullable Object,
                    R extends @Nullable Object>
            List<Outcome<R>> starmap(
                    SerializableFunction4<? super A, ? super B, ? super C, ? super D, ? extends R> function,
                    Iterable<Arguments.Of4<A, B, C, D>> items,
                    int chunkSize)
                    throws InterruptedException {
        return this.<Arguments.Of4<A, B, C, D>, R>map(Spread.of(function), items, chunkSize);
    }

    /** Hands the calls of the function with the four arguments in each item to the pool and returns at once. */
    default <
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    D extends @Nullable Object,
                    R extends @Nullable Object>
            AsyncResult<List<Outcome<R>>> starmapAsync(
                    SerializableFunction4<? super A, ? super B, ? super C, ? super D, ? extends R> function,
                    Iterable<Arguments.Of4<A, B, C, D>> items) {
        return this.<Arguments.Of4<A, B, C, D>, R>mapAsync(Spread.of(function), items);
    }

    /** Hands the calls of the function with the four arguments in each item to the pool in chunks of that size. */
    default <
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    D extends @Nullable Object,
                    R extends @Nullable Object>
            AsyncResult<List<Outcome<R>>> starmapAsync(
                    SerializableFunction4<? super A, ? super B, ? super C, ? super D, ? extends R> function,
                    Iterable<Arguments.Of4<A, B, C, D>> items,
                    int chunkSize) {
        return this.<Arguments.Of4<A, B, C, D>, R>mapAsync(Spread.of(function), items, chunkSize);
    }

    /** Calls the function with the five arguments in each item; see {@link PoolCalls#starmap}. */
    default <
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    D extends @Nullable Object,
                    E extends @Nullable Object,
                    R extends @Nullable Object>
            List<Outcome<R>> starmap(
                    SerializableFunction5<? super A, ? super B, ? super C, ? super D, ? super E, ? extends R> function,
                    Iterable<Arguments.Of5<A, B, C, D, E>> items)
                    throws InterruptedException {
        return this.<Arguments.Of5<A, B, C, D, E>, R>map(Spread.of(function), items);
    }

    /** Calls the function with the five arguments in each item, in chunks of that size. */
    default <
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    D extends @Nullable Object,
                    E extends @Nullable Object,
                    R extends @Nullable Object>
            List<Outcome<R>> starmap(
                    SerializableFunction5<? super A, ? super B, ? super C, ? super D, ? super E, ? extends R> function,
                    Iterable<Arguments.Of5<A, B, C, D, E>> items,
                    int chunkSize)
                    throws InterruptedException {
        return this.<Arguments.Of5<A, B, C, D, E>, R>map(Spread.of(function), items, chunkSize);
    }

    /** Hands the calls of the function with the five arguments in each item to the pool and returns at once. */
    default <
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    D extends @Nullable Object,
                    E extends @Nullable Object,
                    R extends @Nullable Object>
            AsyncResult<List<Outcome<R>>> starmapAsync(
                    SerializableFunction5<? super A, ? super B, ? super C, ? super D, ? super E, ? extends R> function,
                    Iterable<Arguments.Of5<A, B, C, D, E>> items) {
        return this.<Arguments.Of5<A, B, C, D, E>, R>mapAsync(Spread.of(function), items);
    }

    /** Hands the calls of the function with the five arguments in each item to the pool in chunks of that size. */
    default <
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    D extends @Nullable Object,
                    E extends @Nullable Object,
                    R extends @Nullable Object>
            AsyncResult<List<Outcome<R>>> starmapAsync(
                    SerializableFunction5<? super A, ? super B, ? super C, ? super D, ? super E, ? extends R> function,
                    Iterable<Arguments.Of5<A, B, C, D, E>> items,
                    int chunkSize) {
        return this.<Arguments.Of5<A, B, C, D, E>, R>mapAsync(Spread.of(function), items, chunkSize);
    }
}
