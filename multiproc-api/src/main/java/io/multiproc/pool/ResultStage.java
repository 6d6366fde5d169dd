package io.multiproc.pool;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An outcome as a stage of a computation: what {@link AsyncResult} has from {@link CompletionStage}.
 *
 * <pre>{@code
 * pool.applyAsync(Main::square, 7)
 *         .thenApply(n -> n + 1)
 *         .whenComplete((n, failure) -> System.out.println(failure == null ? n : failure));
 * }</pre>
 *
 * <p>Each method does what the same one of {@link #toCompletableFuture()} does, and so do the stages that it returns.
 *
 * <ul>
 *   <li><b>Threads</b>: what is added before the outcome is known runs when it comes, like a callback ({@link
 *       AsyncResult#onResult}): on the one thread of the pool for that, in the order of adding, before
 *       {@link AsyncResult#get} returns, so it should be quick. What is added later runs at once, in the calling
 *       thread. The {@code Async} methods use the executor that they are given, else that of {@link CompletableFuture}.
 *   <li><b>Errors</b>: functions that are given to this stage see what {@code get} throws, as it is. Those of later
 *       stages see it as the cause of a {@link java.util.concurrent.CompletionException}, as the JDK has it. A function
 *       that fails completes its own stage with that, and changes nothing else.
 *   <li><b>Cancelling</b> a stage does not reach the task: {@link AsyncResult#cancel()} does, and its stages then have
 *       a {@link java.util.concurrent.CancellationException}.
 *   <li><b>Death</b> of the worker, and the end of the pool, are outcomes like others: no stage waits for ever.
 * </ul>
 *
 * <p>Functions run in this process and need not be serializable. May be used by any thread. Outcomes of a manager's
 * pool, which are proxies, have no stages.
 *
 * @param <T> type of the result
 * @python Future.add_done_callback
 */
public interface ResultStage<T extends @Nullable Object> extends CombinedStage<T> {

    /**
     * A future with the same outcome, a new one at each call, for those who want a {@link java.util.concurrent.Future},
     * {@code join} or {@code allOf}. Completing or cancelling it does not reach the task, and no other future.
     *
     * <p>Its {@code get} throws an {@link java.util.concurrent.ExecutionException} whose cause is what
     * {@link AsyncResult#get} throws; if the task was given up, a {@link java.util.concurrent.CancellationException}.
     */
    @Override
    CompletableFuture<T> toCompletableFuture();

    @Override
    default <U extends @Nullable Object> CompletableFuture<U> thenApply(Function<? super T, ? extends U> function) {
        return toCompletableFuture().thenApply(function);
    }

    @Override
    default <U extends @Nullable Object> CompletableFuture<U> thenApplyAsync(
            Function<? super T, ? extends U> function) {
        return thenApplyAsync(function, CombinedStage.usual());
    }

    @Override
    default <U extends @Nullable Object> CompletableFuture<U> thenApplyAsync(
            Function<? super T, ? extends U> function, Executor executor) {
        return toCompletableFuture().thenApplyAsync(function, executor);
    }

    @Override
    default CompletableFuture<Void> thenAccept(Consumer<? super T> action) {
        return toCompletableFuture().thenAccept(action);
    }

    @Override
    default CompletableFuture<Void> thenAcceptAsync(Consumer<? super T> action) {
        return thenAcceptAsync(action, CombinedStage.usual());
    }

    @Override
    default CompletableFuture<Void> thenAcceptAsync(Consumer<? super T> action, Executor executor) {
        return toCompletableFuture().thenAcceptAsync(action, executor);
    }

    @Override
    default CompletableFuture<Void> thenRun(Runnable action) {
        return toCompletableFuture().thenRun(action);
    }

    @Override
    default CompletableFuture<Void> thenRunAsync(Runnable action) {
        return thenRunAsync(action, CombinedStage.usual());
    }

    @Override
    default CompletableFuture<Void> thenRunAsync(Runnable action, Executor executor) {
        return toCompletableFuture().thenRunAsync(action, executor);
    }

    @Override
    default <U extends @Nullable Object> CompletableFuture<U> thenCompose(
            Function<? super T, ? extends CompletionStage<U>> function) {
        return toCompletableFuture().thenCompose(function);
    }

    @Override
    default <U extends @Nullable Object> CompletableFuture<U> thenComposeAsync(
            Function<? super T, ? extends CompletionStage<U>> function) {
        return thenComposeAsync(function, CombinedStage.usual());
    }

    @Override
    default <U extends @Nullable Object> CompletableFuture<U> thenComposeAsync(
            Function<? super T, ? extends CompletionStage<U>> function, Executor executor) {
        return toCompletableFuture().thenComposeAsync(function, executor);
    }

    @Override
    default <U extends @Nullable Object> CompletableFuture<U> handle(
            BiFunction<? super T, Throwable, ? extends U> function) {
        return toCompletableFuture().handle(function);
    }

    @Override
    default <U extends @Nullable Object> CompletableFuture<U> handleAsync(
            BiFunction<? super T, Throwable, ? extends U> function) {
        return handleAsync(function, CombinedStage.usual());
    }

    @Override
    default <U extends @Nullable Object> CompletableFuture<U> handleAsync(
            BiFunction<? super T, Throwable, ? extends U> function, Executor executor) {
        return toCompletableFuture().handleAsync(function, executor);
    }

    @Override
    default CompletableFuture<T> whenComplete(BiConsumer<? super T, ? super Throwable> action) {
        return toCompletableFuture().whenComplete(action);
    }

    @Override
    default CompletableFuture<T> whenCompleteAsync(BiConsumer<? super T, ? super Throwable> action) {
        return whenCompleteAsync(action, CombinedStage.usual());
    }

    @Override
    default CompletableFuture<T> whenCompleteAsync(BiConsumer<? super T, ? super Throwable> action, Executor executor) {
        return toCompletableFuture().whenCompleteAsync(action, executor);
    }

    @Override
    default CompletableFuture<T> exceptionally(Function<Throwable, ? extends T> function) {
        return toCompletableFuture().exceptionally(function);
    }

    @Override
    default CompletableFuture<T> exceptionallyAsync(Function<Throwable, ? extends T> function) {
        return exceptionallyAsync(function, CombinedStage.usual());
    }

    @Override
    default CompletableFuture<T> exceptionallyAsync(Function<Throwable, ? extends T> function, Executor executor) {
        return toCompletableFuture().exceptionallyAsync(function, executor);
    }
}
