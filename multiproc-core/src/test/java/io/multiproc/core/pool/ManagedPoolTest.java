package io.multiproc.core.pool;

import static io.multiproc.Multiprocessing.manager;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multiproc.managers.Manager;
import io.multiproc.managers.RemoteCallException;
import io.multiproc.pool.Arguments;
import io.multiproc.pool.AsyncResult;
import io.multiproc.pool.PoolCalls;
import io.multiproc.pool.ProcessPool;
import io.multiproc.pool.ResultIterator;
import io.multiproc.pool.TaskTimeoutException;
import io.multiproc.process.ProcessException;
import io.multiproc.testkit.CleanExit;
import io.multiproc.testkit.Conforms;
import io.multiproc.testkit.programs.Programs;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A pool in the server of a manager, used through its proxy. */
@ExtendWith(CleanExit.class)
class ManagedPoolTest {

    private static final Duration LONG = Duration.ofSeconds(50);
    private static final List<Integer> HUNDRED = IntStream.range(0, 100).boxed().toList();
    private static final List<Integer> SQUARES =
            HUNDRED.stream().map(PoolTasks::square).toList();

    private static Manager manager;
    private static ProcessPool pool;

    @BeforeAll
    static void start() {
        manager = manager();
        pool = manager.pool(2);
    }

    @AfterAll
    static void shutdown() {
        manager.shutdown();
    }

    static Object sleepForever() throws InterruptedException {
        Programs.sleepForever();
        return "awake";
    }

    private static List<Arguments.Of2<Integer, Integer>> pairs() {
        List<Arguments.Of2<Integer, Integer>> pairs = new ArrayList<>();
        HUNDRED.forEach(n -> pairs.add(Arguments.of(n, n)));
        return pairs;
    }

    @Test
    @Conforms({"_TestPool.test_apply", "_TestPool.test_async", "_TestPool.test_wrapped_exception"})
    void tasksAreAppliedInItsWorkers() throws Exception {
        assertThat(pool.apply(PoolTasks::square, 5)).isEqualTo(25);
        assertThat(pool.<Integer, Integer, Integer>apply(Integer::max, 3, 7)).isEqualTo(7);
        AsyncResult<Integer> result = pool.applyAsync(PoolTasks::squareSlowly, 7);
        assertThat(result.get()).isEqualTo(49);
        assertThat(result.isReady() && result.isSuccessful()).isTrue();
        assertThatThrownBy(() -> pool.apply(PoolTasks::failAtThree, 3))
                .isExactlyInstanceOf(IllegalStateException.class)
                .hasMessage("three");
    }

    @Test
    @Conforms("_TestPool.test_map")
    @Conforms("_TestPool.test_map_async")
    @Conforms("_TestPool.test_starmap")
    @Conforms("_TestPool.test_starmap_async")
    @Conforms("_TestPool.test_map_chunksize")
    void mapsGiveResultsInTheOrderOfTheItems() throws Exception {
        assertThat(pool.map(PoolTasks::square, HUNDRED)).isEqualTo(SQUARES);
        assertThat(pool.map(PoolTasks::square, HUNDRED, 20)).isEqualTo(SQUARES);
        assertThat(pool.mapAsync(PoolTasks::square, HUNDRED).get()).isEqualTo(SQUARES);
        assertThat(pool.failingFast().map(PoolTasks::square, HUNDRED)).isEqualTo(SQUARES);
        assertThat(pool.starmap(PoolTasks::multiply, pairs(), 20)).isEqualTo(SQUARES);
        assertThat(pool.starmapAsync(PoolTasks::multiply, pairs()).get(LONG)).isEqualTo(SQUARES);
        assertThat(pool.mapAsync(PoolTasks::square, HUNDRED, 20).get(LONG)).isEqualTo(SQUARES);
        assertThat(pool.starmapAsync(PoolTasks::multiply, pairs(), 20).get(LONG))
                .isEqualTo(SQUARES);
        assertThat(pool.mapAsync(PoolTasks::square, List.<Integer>of()).get(LONG))
                .isEmpty();
    }

    @Test
    @Conforms("_TestPool.test_map_async_callbacks")
    void callbacksRunInTheServer() throws Exception {
        List<Object> told = manager.list();
        Consumer<Object> collector = (Consumer<Object> & Serializable) told::add;
        pool.mapAsync(Integer::parseInt, List.of("1"), 1, collector, collector).await();
        assertThat(told).containsExactly(List.of(1));
        pool.mapAsync(Integer::parseInt, List.of("a"), 1, collector, collector).await();
        assertThat(told.get(1)).isInstanceOf(NumberFormatException.class);
        pool.applyAsync(PoolTasks::square, 3).onResult(collector).await();
        assertThat(told).hasSize(3).endsWith(9);
    }

    @Test
    @Conforms({"_TestPool.test_imap", "_TestPool.test_imap_unordered", "_TestPool.test_empty_iterable"})
    void resultsAreFetchedOneByOne() throws Exception {
        try (ResultIterator<Integer> results = pool.imap(PoolTasks::square, HUNDRED)) {
            assertThat(results.next(LONG)).isZero();
            List<Integer> rest = new ArrayList<>();
            results.forEachRemaining(rest::add);
            assertThat(rest).isEqualTo(SQUARES.subList(1, 100));
            assertThatThrownBy(results::next).isInstanceOf(NoSuchElementException.class);
            assertThatThrownBy(results::next).isInstanceOf(NoSuchElementException.class);
        }
        try (ResultIterator<Integer> results = pool.imapUnordered(PoolTasks::square, HUNDRED, 20)) {
            assertThat(results.stream().sorted().toList()).isEqualTo(SQUARES);
        }
        assertThat(pool.map(PoolTasks::square, List.<Integer>of())).isEmpty();
        assertThat(pool.imap(PoolTasks::square, List.<Integer>of()).hasNext()).isFalse();
        assertThat(pool.imapUnordered(PoolTasks::square, List.<Integer>of()).hasNext())
                .isFalse();
    }

    @Test
    @Conforms("_TestPool.test_map_no_failfast")
    void allChunksAreDoneBeforeTheFirstErrorIsThrown() {
        long start = System.nanoTime();
        assertThatThrownBy(() -> pool.map(PoolTasks::slowThenFail, List.of(0, 300), 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(System.nanoTime() - start)
                .isGreaterThan(Duration.ofMillis(270).toNanos());
    }

    @Test
    @Conforms({"_TestPool.test_async_timeout", "_TestPool.test_make_pool"})
    void whoWaitsForATaskGivesUpAndThePoolCanBeTerminated() throws Exception {
        assertThatThrownBy(() -> manager.pool(0))
                .isInstanceOf(RemoteCallException.class)
                .hasMessageContaining("processes must be >= 1: processes=0");
        ProcessPool single = manager.pool(1);
        assertThat(single.processes()).isEqualTo(1);
        PoolCalls hurried = single.withTaskTimeout(Duration.ofMillis(200));
        assertThatThrownBy(() -> hurried.apply(ManagedPoolTest::sleepForever)).isInstanceOf(TaskTimeoutException.class);
        AsyncResult<Object> result = single.applyAsync(ManagedPoolTest::sleepForever);
        assertThatThrownBy(() -> result.get(Duration.ofMillis(100)))
                .isInstanceOf(TimeoutException.class)
                .hasMessageContaining("no outcome within");
        ResultIterator<Object> results = single.imap(unused -> sleepForever(), List.of(1));
        Thread.currentThread().interrupt();
        assertThatThrownBy(results::next).isInstanceOf(ProcessException.class);
        assertThat(Thread.interrupted()).as("stays interrupted").isTrue();
        single.terminate();
        assertThat(single.join(LONG)).isTrue();
    }
}
