package io.multiproc.pool;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * What became of one item of a map: its result or its failure.
 *
 * <pre>{@code
 * for (Outcome<Page> outcome : pool.collectingAll().map(Main::fetch, addresses)) {
 *     if (outcome.isSuccessful()) {
 *         print(outcome.value());
 *     } else {
 *         log(addresses.get(outcome.index()), outcome.failure());
 *     }
 * }
 * }</pre>
 *
 * <p>Immutable, but for what the value itself allows.
 *
 * @param <R> type of the result
 * @see PoolCalls#collectingAll()
 */
public sealed interface Outcome<R extends @Nullable Object> extends Serializable {

    /** Position of the item in the input, from 0. */
    int index();

    /** Whether the item has a result. */
    boolean isSuccessful();

    /**
     * The result, or throws {@link #failure()}.
     *
     * @see AsyncResult#get() for what it may throw
     */
    R value();

    /**
     * What the item's call has thrown, or why it has no result: as {@link AsyncResult#get()} throws it.
     *
     * @throws IllegalStateException if the item has a result
     */
    Throwable failure();

    /**
     * The result of an item.
     *
     * @param index position of the item in the input, from 0
     * @param value the result, null or not
     */
    record Value<R extends @Nullable Object>(int index, R value) implements Outcome<R> {

        @Override
        public boolean isSuccessful() {
            return true;
        }

        @Override
        public Throwable failure() {
            throw new IllegalStateException("item " + index + " has a result and no failure (ask isSuccessful before)");
        }
    }

    /**
     * The failure of an item.
     *
     * @param index position of the item in the input, from 0
     * @param failure what its call has thrown, or why it has no result
     */
    record Failure<R extends @Nullable Object>(int index, Throwable failure) implements Outcome<R> {

        @Override
        public boolean isSuccessful() {
            return false;
        }

        @Override
        public R value() {
            if (failure instanceof Error error) {
                throw error;
            }
            if (failure instanceof RuntimeException exception) {
                throw exception;
            }
            throw new IllegalStateException("item " + index + " failed: " + failure, failure);
        }
    }
}
