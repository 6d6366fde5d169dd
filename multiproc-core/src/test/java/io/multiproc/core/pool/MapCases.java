package io.multiproc.core.pool;

import static io.multiproc.Multiprocessing.pool;
import static io.multiproc.Multiprocessing.sharedInt;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multiproc.pool.AsyncResult;
import io.multiproc.pool.ProcessPool;
import io.multiproc.shared.SharedInt;
import io.multiproc.testkit.Conforms;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A function over many items, the results in a list. */
abstract class MapCases {

    @Test
    @Conforms("_TestPool.test_map")
    void returnsResultsInTheOrderOfTheItems() throws Exception {
        List<Integer> ten = IntStream.range(0, 10).boxed().toList();
        List<Integer> hundred = IntStream.range(0, 100).boxed().toList();
        assertThat(PoolContract.pool.map(PoolTasks::square, ten))
                .isEqualTo(ten.stream().map(PoolTasks::square).toList());
        assertThat(PoolContract.pool.map(PoolTasks::square, hundred, 20))
                .isEqualTo(hundred.stream().map(PoolTasks::square).toList());
    }

    @Test
    @Conforms("_TestPool.test_map_async")
    void asyncReturnsAtOnceAndTellsTheCallbackBeforeTheWaiter() throws Exception {
        AtomicReference<Object> told = new AtomicReference<>();
        AsyncResult<List<Integer>> result =
                PoolContract.pool.mapAsync(PoolTasks::square, List.of(1, 2, 3), 1, told::set, told::set);

        assertThat(result.get()).containsExactly(1, 4, 9);
        assertThat(told).hasValue(List.of(1, 4, 9));
        assertThat(result.isReady()).isTrue();
        assertThat(result.isSuccessful()).isTrue();
        assertThat(PoolContract.pool.mapAsync(PoolTasks::square, List.of(5)).get(Duration.ofSeconds(50)))
                .containsExactly(25);
    }

    @Test
    void asyncTellsTheErrorToItsCallback() throws Exception {
        AtomicReference<Object> told = new AtomicReference<>();
        AtomicReference<Throwable> error = new AtomicReference<>();
        AsyncResult<List<Integer>> result =
                PoolContract.pool.mapAsync(PoolTasks::failAtThree, List.of(1, 2, 3), 1, told::set, error::set);

        assertThatThrownBy(result::get)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("three");
        assertThat(result.isSuccessful()).isFalse();
        assertThat(error.get()).hasMessage("three");
        assertThat(told).hasValue(null);
        assertThat(PoolContract.pool
                        .mapAsync(
                                PoolTasks::square,
                                List.of(2),
                                1,
                                results -> {
                                    throw new IllegalArgumentException("a bad callback");
                                },
                                error::set)
                        .get())
                .containsExactly(4);
    }

    @Test
    void asyncIsAcceptedWorkForClose() throws Exception {
        List<Integer> items = IntStream.range(0, 10_000).boxed().toList();
        ProcessPool own = pool(2);
        AsyncResult<List<Integer>> result = own.mapAsync(PoolTasks::square, items, 1, r -> {}, e -> {});
        own.close();

        assertThat(result.get()).hasSize(10_000).last().isEqualTo(9999 * 9999);
        assertThatThrownBy(() -> own.mapAsync(PoolTasks::square, items))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("is closed: it takes no more tasks");
    }

    @Test
    @Conforms("_TestPool.test_release_task_refs")
    void keepsNeitherItemsNorResults() throws Exception {
        List<WeakReference<Object>> references = new ArrayList<>();
        List<Object> items = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            items.add(new int[] {i});
        }
        items.forEach(item -> references.add(new WeakReference<>(item)));
        PoolContract.pool.map(item -> item, items, 1).forEach(item -> references.add(new WeakReference<>(item)));
        items.clear();

        assertThat(references).hasSize(20);
        awaitGarbage(references);
    }

    @Test
    @Conforms("ExecutorTest.test_no_stale_references")
    void keepsNoReferenceToTheObjectWhoseMethodWasSubmitted() throws Exception {
        PoolTasks.Counter counter = new PoolTasks.Counter();
        List<WeakReference<Object>> references = List.of(new WeakReference<>(counter));
        AsyncResult<Integer> result = PoolContract.pool.applyAsync(counter::next);
        assertThat(result.get()).isEqualTo(1);
        result = null;
        counter = null;

        awaitGarbage(references);
    }

    private void awaitGarbage(List<WeakReference<Object>> references) {
        Awaitility.await().atMost(Duration.ofSeconds(50)).until(() -> {
            System.gc();
            return references.stream().allMatch(reference -> reference.get() == null);
        });
    }

    @Test
    void carriesManyTasksOfOneItem() throws Exception {
        List<Integer> items = IntStream.range(0, 20_000).boxed().toList();
        assertThat(PoolContract.pool.map(PoolTasks::square, items, 1))
                .isEqualTo(items.stream().map(PoolTasks::square).toList());
    }

    @Test
    void carriesNullItems() throws Exception {
        assertThat(PoolContract.pool.map(PoolTasks::orNull, Arrays.asList("a", null, "b"), 1))
                .containsExactly("a", null, "b");
        assertThat(PoolContract.pool.map(PoolTasks::orNull, Arrays.asList("a", null, "b"), 3))
                .containsExactly("a", null, "b");
    }

    @Test
    void carriesLargeItems() throws Exception {
        List<byte[]> items =
                IntStream.range(0, 20).mapToObj(i -> new byte[1 << 20]).toList();
        assertThat(PoolContract.pool.map(bytes -> bytes.length, items))
                .containsOnly(1 << 20)
                .hasSize(20);
    }

    @Test
    @Conforms("_TestPool.test_map_chunksize")
    void asyncOfNothingIsReadySoon() throws Exception {
        assertThat(PoolContract.pool
                        .mapAsync(PoolTasks::square, List.of(), 1, results -> {}, failure -> {})
                        .get(Duration.ofSeconds(50)))
                .isEmpty();
    }

    @Test
    void ofNothingIsNothing() throws Exception {
        assertThat(PoolContract.pool.map(PoolTasks::square, List.<Integer>of())).isEmpty();
        assertThat(PoolContract.pool.map(PoolTasks::square, List.<Integer>of(), 1))
                .isEmpty();
    }

    @Test
    @Conforms("_TestPool.test_map_handle_iterable_exception")
    void throwsWhatTheInputThrowsAndThePoolStaysUsable() throws Exception {
        for (int at : new int[] {0, 3, 0}) {
            assertThatThrownBy(() -> PoolContract.pool.map(PoolTasks::square, failing(at), 1))
                    .isInstanceOf(UnsupportedOperationException.class)
                    .hasMessage("item " + at);
        }
        assertThat(PoolContract.pool.map(PoolTasks::square, List.of(2))).containsExactly(4);
    }

    private Iterable<Integer> failing(int at) {
        return () -> new Iterator<>() {
            private int next;

            @Override
            public boolean hasNext() {
                return next < 10;
            }

            @Override
            public Integer next() {
                if (next == at) {
                    throw new UnsupportedOperationException("item " + at);
                }
                return next++;
            }
        };
    }

    @Test
    @Conforms("_TestPool.test_map_no_failfast")
    void finishesAllChunksBeforeItThrowsTheFirstError() throws Exception {
        long start = System.nanoTime();
        assertThatThrownBy(() -> PoolContract.pool.map(PoolTasks::slowThenFail, List.of(0, 300), 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(System.nanoTime() - start)
                .isGreaterThan(Duration.ofMillis(270).toNanos());
    }

    @Test
    void asyncInChunksOfThatSizeRunsEachInOneTask() throws Exception {
        List<Integer> hundred = IntStream.range(0, 100).boxed().toList();
        assertThat(PoolContract.pool.mapAsync(PoolTasks::square, hundred, 20).get(Duration.ofSeconds(50)))
                .isEqualTo(hundred.stream().map(PoolTasks::square).toList());
        SharedInt runs = sharedInt(0);
        AsyncResult<List<Integer>> failing =
                PoolContract.pool.mapAsync(x -> runs.getAndAdd(1) < 100 ? PoolTasks.failAtThree(3) : x, hundred, 20);
        assertThatThrownBy(failing::get).hasMessage("three");
        assertThat(runs.get())
                .as("the first of each chunk, which fails with it")
                .isEqualTo(5);
        assertThatThrownBy(() -> PoolContract.pool.mapAsync(PoolTasks::square, List.of(1), 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("chunkSize must be >= 1: chunkSize=0");
    }

    @Test
    void refusesAChunkSizeBelowOne() {
        assertThatThrownBy(() -> PoolContract.pool.map(PoolTasks::square, List.of(1), 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("chunkSize must be >= 1: chunkSize=0");
    }
}
