package io.multiproc.core.pool.call;

import io.multiproc.function.SerializableFunction;
import io.multiproc.pool.AsyncResult;
import io.multiproc.pool.Outcome;
import io.multiproc.pool.OutcomeCalls;
import io.multiproc.pool.ResultIterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The maps of a pool whose style is to collect: what they call results are outcomes.
 *
 * @param calls in that style
 */
@SuppressWarnings("unchecked") // in that style the results are outcomes of what the function returns
record CollectingCalls(StyledCalls calls) implements OutcomeCalls {

    @Override
    public <A extends @Nullable Object, R extends @Nullable Object> List<Outcome<R>> map(
            SerializableFunction<? super A, ? extends R> function, Iterable<? extends A> items)
            throws InterruptedException {
        return (List<Outcome<R>>) (List<?>) calls.<A, R>map(function, items);
    }

    @Override
    public <A extends @Nullable Object, R extends @Nullable Object> List<Outcome<R>> map(
            SerializableFunction<? super A, ? extends R> function, Iterable<? extends A> items, int chunkSize)
            throws InterruptedException {
        return (List<Outcome<R>>) (List<?>) calls.<A, R>map(function, items, chunkSize);
    }

    @Override
    public <A extends @Nullable Object, R extends @Nullable Object> AsyncResult<List<Outcome<R>>> mapAsync(
            SerializableFunction<? super A, ? extends R> function, Iterable<? extends A> items) {
        return (AsyncResult<List<Outcome<R>>>) (AsyncResult<?>) calls.<A, R>mapAsync(function, items);
    }

    @Override
    public <A extends @Nullable Object, R extends @Nullable Object> AsyncResult<List<Outcome<R>>> mapAsync(
            SerializableFunction<? super A, ? extends R> function, Iterable<? extends A> items, int chunkSize) {
        return (AsyncResult<List<Outcome<R>>>) (AsyncResult<?>) calls.<A, R>mapAsync(function, items, chunkSize);
    }

    @Override
    public <A extends @Nullable Object, R extends @Nullable Object> ResultIterator<Outcome<R>> imap(
            SerializableFunction<? super A, ? extends R> function, Iterable<? extends A> items, int chunkSize) {
        return (ResultIterator<Outcome<R>>) (ResultIterator<?>) calls.<A, R>imap(function, items, chunkSize);
    }

    @Override
    public <A extends @Nullable Object, R extends @Nullable Object> ResultIterator<Outcome<R>> imapUnordered(
            SerializableFunction<? super A, ? extends R> function, Iterable<? extends A> items, int chunkSize) {
        return (ResultIterator<Outcome<R>>) (ResultIterator<?>) calls.<A, R>imapUnordered(function, items, chunkSize);
    }
}
