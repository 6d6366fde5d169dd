package io.multiproc.core.pool;

import static io.multiproc.Multiprocessing.pool;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.multiproc.pool.AsyncResult;
import io.multiproc.pool.ProcessPool;
import io.multiproc.pool.RemoteTaskException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Outcomes as stages of a computation. */
abstract class StageCases {

    @Test
    void itIsAStageAndHasAFuture() throws Exception {
        CompletionStage<Integer> stage = PoolContract.pool.applyAsync(PoolTasks::square, 5);
        assertThat(stage.thenApply(i -> i + 1).toCompletableFuture().get(100, TimeUnit.SECONDS))
                .isEqualTo(26);
        AsyncResult<List<Integer>> map = PoolContract.pool.mapAsync(PoolTasks::square, List.of(1, 2, 3));
        AsyncResult<Integer> single = PoolContract.pool.applyAsync(PoolTasks::square, 2);
        assertThat(map.thenCombine(single, List::indexOf).join()).isEqualTo(1);
        assertThat(single.thenCompose(n -> PoolContract.pool.applyAsync(PoolTasks::square, n))
                        .join())
                .isEqualTo(16);
        assertThat(CompletableFuture.allOf(map.toCompletableFuture(), single.toCompletableFuture()))
                .succeedsWithin(100, TimeUnit.SECONDS);
        assertThat(single.toCompletableFuture()).isNotSameAs(single.toCompletableFuture());
        assertThat(new CompletableFuture<Integer>()
                        .applyToEither(single, n -> n)
                        .join())
                .isEqualTo(4);
        assertThat(single.runAfterBoth(map, () -> {})).succeedsWithin(100, TimeUnit.SECONDS);
    }

    @Test
    void functionsRunOnThePoolsThreadInOrderBeforeTheResultIsThere() throws Exception {
        List<Object> told = new CopyOnWriteArrayList<>();
        AtomicReference<String> thread = new AtomicReference<>();
        AsyncResult<Integer> result = PoolContract.pool.applyAsync(PoolTasks::sleepForever, 1);
        result.whenComplete(
                (value, failure) -> thread.set(Thread.currentThread().getName()));
        result.onError(told::add);
        result.exceptionally(failure -> {
            told.add(failure);
            return 0;
        });
        assertThat(result.cancel(true)).isTrue();
        Throwable thrown = catchThrowable(result::get);
        assertThat(told).containsExactly(thrown, thrown);
        assertThat(thread.get()).startsWith("multiproc-callbacks-");
    }

    @Test
    void whatComesLateRunsInTheCallingThread() throws Exception {
        AsyncResult<Integer> result = PoolContract.pool.applyAsync(PoolTasks::square, 3);
        result.await();
        assertThat(result.thenApply(n -> Thread.currentThread()).join()).isSameAs(Thread.currentThread());
        List<Runnable> executor = new CopyOnWriteArrayList<>();
        CompletableFuture<Integer> later = result.thenApplyAsync(n -> n + 1, executor::add);
        assertThat(later).isNotDone();
        executor.get(0).run();
        assertThat(later).isCompletedWithValue(10);
        assertThat(result.thenApplyAsync(n -> Thread.currentThread()).join()).isNotSameAs(Thread.currentThread());
    }

    @Test
    void itsOwnFunctionsSeeTheErrorAsItIsAndLaterOnesAsACause() throws Exception {
        AsyncResult<Integer> bad = PoolContract.pool.applyAsync(PoolTasks::failAtThree, 3);
        Throwable thrown = catchThrowable(bad::get);
        assertThat(thrown).isInstanceOf(IllegalStateException.class).hasMessage("three");
        assertThat(bad.handle((value, failure) -> failure).join()).isSameAs(thrown);
        assertThat(bad.thenApply(n -> n + 1).handle((value, failure) -> failure).join())
                .isInstanceOf(CompletionException.class)
                .cause()
                .isSameAs(thrown);
        CompletableFuture<Integer> future = bad.toCompletableFuture();
        assertThatThrownBy(future::get)
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isSameAs(thrown);
        assertThatThrownBy(future::join)
                .isInstanceOf(CompletionException.class)
                .cause()
                .isSameAs(thrown);
        assertThat(PoolContract.pool
                        .applyAsync(PoolTasks::checked)
                        .handle((value, failure) -> failure)
                        .join())
                .isInstanceOf(RemoteTaskException.class)
                .hasRootCauseMessage("no such file");
    }

    @Test
    void cancellingAStageDoesNotReachTheTask(@TempDir Path folder) throws Exception {
        Path go = folder.resolve("go");
        AsyncResult<Integer> result = PoolContract.pool.applyAsync(PoolTasks::squareAfter, go.toString(), 4);
        CompletableFuture<Integer> future = result.toCompletableFuture();
        CompletableFuture<Integer> stage = result.thenApply(n -> n + 1);
        CompletableFuture<Integer> other = result.thenApply(n -> n + 2);
        future.cancel(true);
        stage.cancel(true);
        assertThat(result.isCancelled()).isFalse();
        Files.createFile(go);
        assertThat(result.get()).isEqualTo(16);
        assertThat(other.join()).isEqualTo(18);
        assertThatThrownBy(stage::join).isInstanceOf(CancellationException.class);
    }

    @Test
    void cancellingTheTaskAndTheEndOfThePoolReachItsStages() throws Exception {
        try (ProcessPool single = pool(1)) {
            AsyncResult<Integer> running = single.applyAsync(PoolTasks::sleepForever, 1);
            AsyncResult<Integer> waiting = single.applyAsync(PoolTasks::sleepForever, 2);
            CompletableFuture<Integer> first = running.toCompletableFuture();
            CompletableFuture<Integer> second = waiting.toCompletableFuture();
            assertThat(waiting.cancel()).isTrue();
            assertThatThrownBy(second::join).isInstanceOf(CancellationException.class);
            assertThat(second).isCancelled();
            single.terminate();
            // on JDK 25 what join throws only has that as its cause
            assertThat(first.handle((value, failure) -> failure).join())
                    .isInstanceOf(CancellationException.class)
                    .hasMessageEndingWith("was terminated before the task was done");
        }
    }
}
