package io.multiproc.core.pool;

import static io.multiproc.Multiprocessing.asCompleted;
import static io.multiproc.Multiprocessing.awaitAny;
import static io.multiproc.Multiprocessing.awaitResults;
import static io.multiproc.Multiprocessing.pool;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.multiproc.pool.AsyncResult;
import io.multiproc.pool.DoneAndNotDone;
import io.multiproc.pool.ProcessPool;
import io.multiproc.pool.ResultIterator;
import io.multiproc.pool.ReturnWhen;
import io.multiproc.testkit.Conforms;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Outcomes that come later: callbacks, futures, cancelling, and the pool as an executor. */
abstract class ResultsCases {

    @Test
    @Conforms("_TestPool.test_map_async_callbacks")
    void callbacksGetTheWholeListOrTheErrorBeforeWhoeverWaits() throws Exception {
        List<Object> told = new CopyOnWriteArrayList<>();
        PoolContract.pool
                .mapAsync(Integer::parseInt, List.of("1"), 1, told::add, told::add)
                .await();
        assertThat(told).containsExactly(List.of(1));

        PoolContract.pool
                .mapAsync(Integer::parseInt, List.of("a"), 1, told::add, told::add)
                .await();
        assertThat(told).hasSize(2);
        assertThat(told.get(1)).isInstanceOf(NumberFormatException.class);
    }

    @Test
    @Conforms("_TestPoolWorkerErrors.test_async_error_callback")
    void theErrorCallbackGetsWhatGetThrows() throws Exception {
        AtomicReference<Throwable> told = new AtomicReference<>();
        AsyncResult<Integer> result =
                PoolContract.pool.applyAsync(PoolTasks::failAtThree, 3).onError(told::set);
        assertThatThrownBy(result::get)
                .isInstanceOf(IllegalStateException.class)
                .isSameAs(told.get());
    }

    @Test
    void aCallbackThatFailsDisturbsNobody(@TempDir Path folder) throws Exception {
        Path go = folder.resolve("go");
        List<Object> told = new CopyOnWriteArrayList<>();
        AsyncResult<Integer> result = PoolContract.pool
                .applyAsync(PoolTasks::squareAfter, go.toString(), 4)
                .onResult(value -> {
                    throw new IllegalArgumentException("a bad callback");
                })
                .onResult(told::add)
                .onError(told::add);
        Files.createFile(go);
        assertThat(result.get()).isEqualTo(16);
        assertThat(told).containsExactly(16);
        result.onResult(told::add); // late: at once
        assertThat(told).containsExactly(16, 16);
    }

    @Test
    void aCallbackMayAskForItsOwnResult(@TempDir Path folder) throws Exception {
        Path go = folder.resolve("go");
        AtomicReference<Object> told = new AtomicReference<>();
        AsyncResult<Integer> result = PoolContract.pool.applyAsync(PoolTasks::squareAfter, go.toString(), 5);
        result.onResult(value -> {
            try {
                told.set(result.get());
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        Files.createFile(go);
        assertThat(result.get(Duration.ofSeconds(Long.MAX_VALUE))).isEqualTo(25);
        assertThat(told).hasValue(25);
    }

    @Test
    void tellsItsExceptionWithoutThrowingIt() throws Exception {
        AsyncResult<Integer> good = PoolContract.pool.applyAsync(PoolTasks::square, 2);
        AsyncResult<Integer> bad = PoolContract.pool.applyAsync(PoolTasks::failAtThree, 3);
        assertThat(good.exception()).isNull();
        assertThat(bad.exception()).isInstanceOf(IllegalStateException.class).hasMessage("three");
        assertThat(bad.exception(Duration.ZERO)).isSameAs(bad.exception());
        assertThat(bad.isCancelled()).isFalse();
    }

    @Test
    void aMapRunsWhileOneOfItsItemsDoes() throws Exception {
        try (ProcessPool single = pool(1)) {
            AsyncResult<List<Integer>> map = single.mapAsync(PoolTasks::sleepForever, List.of(1, 2));
            await().untilAsserted(() -> assertThat(map.isRunning()).isTrue());
            assertThat(map.cancel(true)).isTrue();
            assertThat(map.isRunning()).isFalse();
        }
    }

    @Test
    void whoThrowsACancellationExceptionWasNotCancelled() throws Exception {
        AsyncResult<Integer> result = PoolContract.pool.applyAsync(PoolTasks::throwCancellation, 1);
        assertThat(result.exception()).isInstanceOf(CancellationException.class);
        assertThat(result.isCancelled()).isFalse();
    }

    @Test
    void waitsForTheFirstOfManyOutcomes() throws Exception {
        try (ProcessPool single = pool(1)) {
            AsyncResult<Integer> first = single.applyAsync(PoolTasks::square, 2);
            AsyncResult<Integer> blocked = single.applyAsync(PoolTasks::sleepForever, 1);
            AsyncResult<Integer> behind = single.applyAsync(PoolTasks::square, 3);
            DoneAndNotDone<AsyncResult<Integer>> found =
                    awaitResults(List.of(behind, blocked, first), ReturnWhen.FIRST_COMPLETED);
            assertThat(found.done()).containsExactly(first);
            assertThat(found.notDone()).containsExactly(behind, blocked);
            assertThat(awaitAny(List.of(blocked, first))).containsExactly(first);
            assertThat(awaitAny(List.of(blocked, behind), Duration.ofMillis(1))).isEmpty();
            assertThat(awaitResults(List.of(blocked), ReturnWhen.ALL_COMPLETED, Duration.ofMillis(1))
                            .notDone())
                    .containsExactly(blocked);
            assertThat(awaitResults(List.of(blocked), ReturnWhen.ALL_COMPLETED, Duration.ZERO)
                            .done())
                    .isEmpty();
            await().untilAsserted(() -> assertThat(blocked.isRunning()).isTrue());
            assertThat(first.isRunning()).isFalse();
            assertThat(behind.isRunning()).isFalse();
            assertThat(blocked.cancel(true)).isTrue();
            assertThat(blocked.isRunning()).isFalse();
            assertThat(blocked.isCancelled()).isTrue();
            assertThat(behind.isCancelled()).isFalse();
            assertThat(behind.get()).isEqualTo(9);
            assertThat(behind.isCancelled()).isFalse();
        }
    }

    @Test
    void waitsForTheFirstExceptionOrForAll() throws Exception {
        try (ProcessPool single = pool(1)) {
            AsyncResult<Integer> good = single.applyAsync(PoolTasks::square, 2);
            AsyncResult<Integer> bad = single.applyAsync(PoolTasks::failAtThree, 3);
            AsyncResult<Integer> blocked = single.applyAsync(PoolTasks::sleepForever, 1);
            assertThat(awaitResults(List.of(blocked, good, bad), ReturnWhen.FIRST_EXCEPTION)
                            .done())
                    .containsExactly(good, bad);
            assertThat(awaitResults(List.of(good, bad), ReturnWhen.ALL_COMPLETED)
                            .notDone())
                    .isEmpty();
            assertThat(awaitResults(List.of(good, good), ReturnWhen.FIRST_EXCEPTION)
                            .done())
                    .containsExactly(good, good);
            assertThat(awaitResults(List.<AsyncResult<Integer>>of(), ReturnWhen.FIRST_COMPLETED)
                            .done())
                    .isEmpty();
            assertThat(blocked.cancel(true)).isTrue();
        }
    }

    @Test
    void whoWaitsForOutcomesSeesTheEndOfTheirPool() throws Exception {
        AsyncResult<Integer> blocked;
        ProcessPool ended = pool(1);
        try {
            blocked = ended.applyAsync(PoolTasks::sleepForever, 1);
        } finally {
            ended.terminate();
        }
        assertThat(awaitResults(List.of(blocked), ReturnWhen.ALL_COMPLETED).done())
                .containsExactly(blocked);
        assertThat(blocked.isCancelled()).isTrue();
    }

    @Test
    void outcomesComeInTheOrderOfTheirCompletion() throws Exception {
        try (ProcessPool single = pool(1)) {
            AsyncResult<Integer> first = single.applyAsync(PoolTasks::square, 2);
            AsyncResult<Integer> second = single.applyAsync(PoolTasks::failAtThree, 3);
            AsyncResult<Integer> last = single.applyAsync(PoolTasks::sleepForever, 1);
            try (ResultIterator<AsyncResult<Integer>> completed = asCompleted(List.of(first, second, last))) {
                assertThat((Object) completed.next()).isSameAs(first);
                assertThat((Object) completed.next()).isSameAs(second);
                assertThatThrownBy(() -> completed.next(Duration.ofMillis(1)))
                        .isInstanceOf(TimeoutException.class)
                        .hasMessage("no further outcome within PT0.001S");
                assertThat(completed.hasNext()).isTrue();
                assertThat(last.cancel(true)).isTrue();
                assertThat((Object) completed.next()).isSameAs(last);
                assertThat(completed.hasNext()).isFalse();
                assertThatThrownBy(completed::next)
                        .isInstanceOf(NoSuchElementException.class)
                        .hasMessage("all outcomes have been taken");
            }
        }
    }

    @Test
    void eachOfManyOutcomesComesOnce() throws Exception {
        List<AsyncResult<Integer>> results = IntStream.range(0, 500)
                .mapToObj(i -> PoolContract.pool.applyAsync(PoolTasks::square, i))
                .toList();
        List<AsyncResult<Integer>> completed = asCompleted(results).stream().toList();
        assertThat(completed).containsExactlyInAnyOrderElementsOf(results);
    }

    @Test
    void whatHasNotBegunCanBeCancelled(@TempDir Path folder) throws Exception {
        Path go = folder.resolve("go");
        try (ProcessPool single = pool(1)) {
            AsyncResult<Integer> running = single.applyAsync(PoolTasks::squareAfter, go.toString(), 2);
            AsyncResult<Integer> waiting = single.applyAsync(PoolTasks::square, 3);
            AsyncResult<List<Integer>> map = single.mapAsync(PoolTasks::square, List.of(1, 2, 3));
            AsyncResult<Integer> last = single.applyAsync(PoolTasks::square, 4);
            assertThat(waiting.cancel()).isTrue();
            assertThat(waiting.cancel()).isFalse();
            assertThat(map.cancel()).isTrue();
            assertThatThrownBy(waiting::get)
                    .isInstanceOf(CancellationException.class)
                    .hasMessageContaining("task 2 was cancelled");
            assertThatThrownBy(map::get).isInstanceOf(CancellationException.class);
            Files.createFile(go);
            assertThat(running.get()).isEqualTo(4);
            assertThat(running.cancel()).isFalse();
            assertThat(last.get()).isEqualTo(16);
        }
    }

    @Test
    void theExecutorEndsWithThePoolWhoeverEndsIt() throws Exception {
        ProcessPool own = pool(1);
        assertThat(own.asExecutorService()).isSameAs(own.asExecutorService());
        assertThat(own.asExecutorService().isShutdown()).isFalse();
        assertThat(own.asExecutorService().awaitTermination(0, TimeUnit.SECONDS))
                .isFalse();
        own.asExecutorService().shutdown();
        assertThat(own.asExecutorService().isShutdown()).isTrue();
        assertThat(own.asExecutorService().awaitTermination(50, TimeUnit.SECONDS))
                .isTrue();

        ProcessPool other = pool(1);
        ExecutorService executor = other.asExecutorService();
        other.close();
        assertThat(executor.isShutdown()).isTrue();
        assertThat(executor.isTerminated()).isTrue();
        assertThat(executor.awaitTermination(0, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    @SuppressWarnings("try") // the pool must be closed before the last look
    void whatATaskThrowsThatNobodyAsksForIsLogged() {
        try (ProcessPool own = pool(1);
                Warnings warnings = new Warnings(PoolExecutorService.class)) {
            own.asExecutorService().execute((Runnable & Serializable) () -> PoolTasks.failAtThree(3));
            own.asExecutorService().execute((Runnable & Serializable) () -> PoolTasks.failAtThree(1));
            await().atMost(Duration.ofSeconds(50)).until(() -> !warnings.all().isEmpty());
            own.close();
            assertThat(warnings.all()).singleElement().satisfies(record -> {
                assertThat(record.getMessage())
                        .startsWith("a task that was given to the executor of pool '" + own.name() + "' failed");
                assertThat(record.getThrown()).hasMessage("three");
            });
        }
    }

    @Test
    void whoAsksForAnyOutcomeIsToldThatThePoolHasEnded() throws Exception {
        ProcessPool own = pool(1);
        Callable<Integer> endless = (Callable<Integer> & Serializable) () -> PoolTasks.sleepForever(1);
        FutureTask<Integer> asked =
                new FutureTask<>(() -> own.asExecutorService().invokeAny(List.of(endless)));
        new Thread(asked).start();
        await().atMost(Duration.ofSeconds(50)).until(() -> own.workers().get(0).tasksHeld() == 1);
        own.terminate();
        assertThatThrownBy(asked::get)
                .cause()
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(CancellationException.class);
    }

    @Test
    void anyOutcomeMayBeWaitedForInACallback() throws Exception {
        Callable<Integer> one = (Callable<Integer> & Serializable) () -> 1;
        try (ProcessPool own = pool(1)) {
            FutureTask<Integer> inCallback =
                    new FutureTask<>(() -> own.asExecutorService().invokeAny(List.of(one)));
            own.mapAsync(PoolTasks::square, List.of(3), 1, nine -> inCallback.run(), failure -> {});
            assertThat(inCallback.get(50, TimeUnit.SECONDS)).isEqualTo(1);
        }
    }

    @Test
    void aCallbackThatIsBlockedDoesNotKeepAPoolFromBeingTerminated() throws Exception {
        ProcessPool own = pool(1);
        CountDownLatch blocked = new CountDownLatch(1);
        CountDownLatch free = new CountDownLatch(1);
        FutureTask<Boolean> callback = new FutureTask<>(() -> {
            blocked.countDown();
            free.await();
            return true;
        });
        own.mapAsync(PoolTasks::square, List.of(3), 1, nine -> callback.run(), failure -> {});
        blocked.await();
        own.terminate();
        own.close();
        assertThat(callback.isDone()).isFalse();
        free.countDown();
        assertThat(callback.get()).isTrue();
    }

    @Test
    void thePoolIsAnExecutor() throws Exception {
        ExecutorService executor = pool(2).asExecutorService();
        Future<Integer> good = executor.submit((Callable<Integer> & Serializable) () -> 7);
        assertThat(good.get()).isEqualTo(7);
        assertThat(good.isDone()).isTrue();
        assertThat(good.isCancelled()).isFalse();
        Future<Integer> bad = executor.submit((Callable<Integer> & Serializable) () -> PoolTasks.failAtThree(3));
        assertThatThrownBy(bad::get).isInstanceOf(ExecutionException.class).hasRootCauseMessage("three");
        assertThatThrownBy(() -> executor.submit(() -> 7)).hasMessageContaining("must be serializable");
        Callable<Integer> throwing = (Callable<Integer> & Serializable) () -> PoolTasks.throwCancellation(1);
        Future<Integer> thrown = executor.submit(throwing);
        assertThatThrownBy(thrown::get)
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(CancellationException.class);
        assertThat(thrown.isCancelled()).isFalse();
        assertThatThrownBy(() -> executor.invokeAny(List.of(throwing)))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(CancellationException.class);

        Callable<Integer> one = (Callable<Integer> & Serializable) () -> 1;
        Callable<Integer> failing = (Callable<Integer> & Serializable) () -> PoolTasks.failAtThree(3);
        assertThat(executor.invokeAll(List.of(one, failing))).allMatch(Future::isDone);
        assertThat(executor.invokeAll(List.of(one), Long.MAX_VALUE, TimeUnit.DAYS))
                .allMatch(Future::isDone);
        assertThat(executor.invokeAny(List.of(failing, one))).isEqualTo(1);
        assertThatThrownBy(() -> executor.invokeAny(List.of(failing, failing)))
                .isInstanceOf(ExecutionException.class)
                .hasRootCauseMessage("three");

        Future<Integer> slow = executor.submit((Callable<Integer> & Serializable) () -> PoolTasks.failAtThree(1));
        assertThat(slow.get(Long.MAX_VALUE, TimeUnit.DAYS)).isEqualTo(1);

        executor.shutdown();
        assertThat(executor.awaitTermination(50, TimeUnit.SECONDS)).isTrue();
        assertThat(executor.isTerminated()).isTrue();
        assertThatThrownBy(() -> executor.submit(one)).isInstanceOf(RejectedExecutionException.class);
    }
}
