package io.multiproc.core.pool;

import static io.multiproc.Multiprocessing.forceStartMethod;
import static io.multiproc.Multiprocessing.pool;
import static io.multiproc.Multiprocessing.poolBuilder;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.multiproc.pool.AsyncResult;
import io.multiproc.pool.PoolBrokenException;
import io.multiproc.pool.ProcessPool;
import io.multiproc.pool.RemoteTaskException;
import io.multiproc.process.StartMethod;
import io.multiproc.reduction.NotSendableException;
import io.multiproc.testkit.CleanExit;
import io.multiproc.testkit.Conforms;
import io.multiproc.testkit.programs.Programs;
import java.io.FileNotFoundException;
import java.io.Serializable;
import java.lang.ref.WeakReference;
import java.text.MessageFormat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;

/** What holds for a pool however its workers are started. */
@ExtendWith(CleanExit.class)
@TestInstance(Lifecycle.PER_CLASS)
abstract class PoolContract {

    /** How the workers are started. */
    abstract StartMethod startMethod();

    static ProcessPool pool;

    @BeforeAll
    void start() throws Exception {
        forceStartMethod(startMethod());
        pool = pool(2);
    }

    @AfterAll
    void stop() {
        pool.close();
        forceStartMethod(null);
    }

    static int squareSlowly(int x) throws InterruptedException {
        java.util.concurrent.TimeUnit.MILLISECONDS.sleep(300);
        return square(x);
    }

    static int square(int x) {
        return x * x;
    }

    static @org.jspecify.annotations.Nullable String orNull(@org.jspecify.annotations.Nullable String text) {
        return text;
    }

    static long pid() {
        return ProcessHandle.current().pid();
    }

    static int failAtThree(int x) {
        if (x == 3) {
            throw new IllegalStateException("three");
        }
        return x;
    }

    static Object checked() throws Exception {
        throw new FileNotFoundException("no such file");
    }

    static Object error() {
        throw new StackOverflowError("deep");
    }

    static Object unsendableResult() {
        return new Thread("cannot travel");
    }

    static Object unsendableException() {
        throw new CarriesThread("told as text");
    }

    static final class CarriesThread extends RuntimeException {
        private static final long serialVersionUID = 1L;

        @SuppressWarnings("serial")
        final Object thread = new Thread();

        CarriesThread(String message) {
            super(message);
        }
    }

    static int interruptSelf() {
        Thread.currentThread().interrupt();
        return 1;
    }

    static boolean isInterrupted() {
        return Thread.currentThread().isInterrupted();
    }

    static int slowThenFail(int millis) throws Exception {
        Thread waiter = new Thread(() -> {});
        waiter.start();
        waiter.join();
        java.util.concurrent.locks.LockSupport.parkNanos(
                Duration.ofMillis(millis).toNanos());
        throw new IllegalArgumentException("x".repeat(1 << 20));
    }

    static final class Counter implements Serializable {
        private static final long serialVersionUID = 1L;

        private int count;

        int next() {
            return ++count;
        }
    }

    @Nested
    class Apply {

        @Test
        @Conforms("_TestPool.test_apply")
        void returnsTheResult() throws Exception {
            assertThat(pool.apply(PoolContract::square, 5)).isEqualTo(25);
            int captured = 3;
            assertThat(pool.apply(() -> square(captured))).isEqualTo(9);
            assertThat(pool.<Integer, Integer, Integer>apply(Integer::max, 3, 7))
                    .isEqualTo(7);
        }

        @Test
        void carriesNullBothWays() throws Exception {
            assertThat(pool.<String, String>apply(PoolContract::orNull, null)).isNull();
        }

        @Test
        @Conforms("_TestPool.test_async")
        void asyncReturnsBeforeTheTaskIsDone() throws Exception {
            AsyncResult<Integer> result = pool.applyAsync(PoolContract::square, 7);
            assertThat(result.get()).isEqualTo(49);
            assertThat(result.get()).isEqualTo(49);
            assertThat(result.isReady()).isTrue();
            assertThat(result.isSuccessful()).isTrue();
        }

        @Test
        void aTasksInterruptIsNotTheNextOnes() throws Exception {
            try (ProcessPool single = pool(1)) {
                single.apply(PoolContract::interruptSelf);
                assertThat(single.apply(PoolContract::isInterrupted)).isFalse();
            }
        }

        @Test
        @Conforms("_TestPool.test_async_timeout")
        void getGivesUpAfterItsTimeoutAndThePoolCanBeTerminated() throws Exception {
            ProcessPool single = pool(1);
            AsyncResult<Object> result = single.applyAsync(() -> {
                Programs.sleepForever();
                return null;
            });
            assertThatThrownBy(() -> result.get(Duration.ofMillis(100)))
                    .isInstanceOf(TimeoutException.class)
                    .hasMessageContaining("task 1 has no outcome within PT0.1S");
            assertThatThrownBy(result::isSuccessful).isInstanceOf(IllegalStateException.class);
            single.terminate();
            assertThat(single.join(Duration.ofSeconds(50))).isTrue();
            assertThatThrownBy(result::get)
                    .isInstanceOf(CancellationException.class)
                    .hasMessageContaining("was terminated");
        }
    }

    @Nested
    class Map {

        @Test
        @Conforms("_TestPool.test_map")
        void returnsResultsInTheOrderOfTheItems() throws Exception {
            List<Integer> ten = IntStream.range(0, 10).boxed().toList();
            List<Integer> hundred = IntStream.range(0, 100).boxed().toList();
            assertThat(pool.map(PoolContract::square, ten))
                    .isEqualTo(ten.stream().map(PoolContract::square).toList());
            assertThat(pool.map(PoolContract::square, hundred, 20))
                    .isEqualTo(hundred.stream().map(PoolContract::square).toList());
        }

        @Test
        @Conforms("_TestPool.test_map_async")
        void asyncReturnsAtOnceAndTellsTheCallbackBeforeTheWaiter() throws Exception {
            AtomicReference<Object> told = new AtomicReference<>();
            AsyncResult<List<Integer>> result =
                    pool.mapAsync(PoolContract::square, List.of(1, 2, 3), 1, told::set, told::set);

            assertThat(result.get()).containsExactly(1, 4, 9);
            assertThat(told).hasValue(List.of(1, 4, 9));
            assertThat(result.isReady()).isTrue();
            assertThat(result.isSuccessful()).isTrue();
            assertThat(pool.mapAsync(PoolContract::square, List.of(5)).get(Duration.ofSeconds(50)))
                    .containsExactly(25);
        }

        @Test
        void asyncTellsTheErrorToItsCallback() throws Exception {
            AtomicReference<Object> told = new AtomicReference<>();
            AtomicReference<Throwable> error = new AtomicReference<>();
            AsyncResult<List<Integer>> result =
                    pool.mapAsync(PoolContract::failAtThree, List.of(1, 2, 3), 1, told::set, error::set);

            assertThatThrownBy(result::get)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("three");
            assertThat(result.isSuccessful()).isFalse();
            assertThat(error.get()).hasMessage("three");
            assertThat(told).hasValue(null);
            assertThat(pool.mapAsync(
                                    PoolContract::square,
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
            AsyncResult<List<Integer>> result = own.mapAsync(PoolContract::square, items, 1, r -> {}, e -> {});
            own.close();

            assertThat(result.get()).hasSize(10_000).last().isEqualTo(9999 * 9999);
            assertThatThrownBy(() -> own.mapAsync(PoolContract::square, items))
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
            pool.map(item -> item, items, 1).forEach(item -> references.add(new WeakReference<>(item)));
            items.clear();

            assertThat(references).hasSize(20);
            awaitGarbage(references);
        }

        @Test
        @Conforms("ExecutorTest.test_no_stale_references")
        void keepsNoReferenceToTheObjectWhoseMethodWasSubmitted() throws Exception {
            Counter counter = new Counter();
            List<WeakReference<Object>> references = List.of(new WeakReference<>(counter));
            AsyncResult<Integer> result = pool.applyAsync(counter::next);
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
            assertThat(pool.map(PoolContract::square, items, 1))
                    .isEqualTo(items.stream().map(PoolContract::square).toList());
        }

        @Test
        void carriesNullItems() throws Exception {
            assertThat(pool.map(PoolContract::orNull, Arrays.asList("a", null, "b"), 1))
                    .containsExactly("a", null, "b");
            assertThat(pool.map(PoolContract::orNull, Arrays.asList("a", null, "b"), 3))
                    .containsExactly("a", null, "b");
        }

        @Test
        void carriesLargeItems() throws Exception {
            List<byte[]> items =
                    IntStream.range(0, 20).mapToObj(i -> new byte[1 << 20]).toList();
            assertThat(pool.map(bytes -> bytes.length, items))
                    .containsOnly(1 << 20)
                    .hasSize(20);
        }

        @Test
        void ofNothingIsNothing() throws Exception {
            assertThat(pool.map(PoolContract::square, List.<Integer>of())).isEmpty();
            assertThat(pool.map(PoolContract::square, List.<Integer>of(), 1)).isEmpty();
        }

        @Test
        @Conforms("_TestPool.test_map_handle_iterable_exception")
        void throwsWhatTheInputThrowsAndThePoolStaysUsable() throws Exception {
            for (int at : new int[] {0, 3, 0}) {
                assertThatThrownBy(() -> pool.map(PoolContract::square, failing(at), 1))
                        .isInstanceOf(UnsupportedOperationException.class)
                        .hasMessage("item " + at);
            }
            assertThat(pool.map(PoolContract::square, List.of(2))).containsExactly(4);
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
            assertThatThrownBy(() -> pool.map(PoolContract::slowThenFail, List.of(0, 1000), 1))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThat(System.nanoTime() - start)
                    .isGreaterThan(Duration.ofMillis(900).toNanos());
        }

        @Test
        void refusesAChunkSizeBelowOne() {
            assertThatThrownBy(() -> pool.map(PoolContract::square, List.of(1), 0))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("chunkSize must be >= 1: chunkSize=0");
        }
    }

    @Nested
    class Errors {

        @Test
        @Conforms({"_TestPool.test_traceback", "_TestPool.test_wrapped_exception"})
        void uncheckedOnesArriveAsTheyAreWithTheRemoteStack() {
            Throwable thrown = catchThrowable(() -> pool.map(PoolContract::failAtThree, List.of(1, 2, 3, 4), 1));

            assertThat(thrown).isExactlyInstanceOf(IllegalStateException.class).hasMessage("three");
            assertThat(thrown.getStackTrace()[0].getMethodName()).isEqualTo("failAtThree");
            assertThat(thrown.getSuppressed()).singleElement().isInstanceOfSatisfying(RemoteTaskException.class, e -> {
                assertThat(e.getMessage())
                        .contains("(item 2) failed in ProcessPool-")
                        .contains("three");
                assertThat(e.remoteStackTrace()).contains("PoolContract.failAtThree(PoolContract.java:");
                assertThat(e.pid()).isPositive();
            });
        }

        @Test
        void checkedOnesAreTheCauseOfARemoteTaskException() {
            assertThatThrownBy(() -> pool.apply(PoolContract::checked))
                    .isInstanceOf(RemoteTaskException.class)
                    .hasCauseInstanceOf(FileNotFoundException.class)
                    .hasRootCauseMessage("no such file");
        }

        @Test
        void errorsArriveAsTheyAre() {
            assertThatThrownBy(() -> pool.apply(PoolContract::error))
                    .isInstanceOf(StackOverflowError.class)
                    .hasMessage("deep");
        }

        @Test
        void aRepeatedGetThrowsAgain() throws Exception {
            AsyncResult<Object> result = pool.applyAsync(PoolContract::error);
            assertThatThrownBy(result::get).isInstanceOf(StackOverflowError.class);
            assertThatThrownBy(result::get).isInstanceOf(StackOverflowError.class);
            assertThat(result.isSuccessful()).isFalse();
        }

        @Test
        void aTaskThatCannotBeSentFailsAtOnce() throws Exception {
            Thread thread = new Thread();
            assertThatThrownBy(() -> pool.applyAsync(t -> t, thread)).isInstanceOf(NotSendableException.class);
            assertThat(pool.apply(PoolContract::square, 2)).isEqualTo(4);
        }

        @Test
        void anItemThatCannotBeSentFailsTheMapAfterTheOthers() throws Exception {
            List<Object> items = new ArrayList<>(List.of("a", "b"));
            items.add(new Thread());
            assertThatThrownBy(() -> pool.map(item -> item, items, 1)).isInstanceOf(NotSendableException.class);
            assertThat(pool.apply(PoolContract::square, 2)).isEqualTo(4);
        }

        @Test
        void anExceptionThatCannotBeSentArrivesAsText() {
            assertThatThrownBy(() -> pool.apply(PoolContract::unsendableException))
                    .isInstanceOf(RemoteTaskException.class)
                    .hasMessageContaining("CarriesThread: told as text")
                    .hasMessageContaining("PoolContract.unsendableException");
        }
    }

    @Nested
    class Life {

        @Test
        void closeFinishesWhatWasAccepted() throws Exception {
            ProcessPool own = pool(2);
            List<AsyncResult<Integer>> results = new ArrayList<>();
            for (int i = 0; i < 500; i++) {
                results.add(own.applyAsync(PoolContract::square, i));
            }
            own.close();
            own.close();
            for (int i = 0; i < 500; i++) {
                assertThat(results.get(i).get()).isEqualTo(i * i);
            }
            assertThatThrownBy(() -> own.applyAsync(PoolContract::square, 1))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("is closed: it takes no more tasks");
        }

        @Test
        void joinBeforeCloseIsRefused() {
            assertThatThrownBy(() -> pool.join(Duration.ZERO))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("close or terminate it before join");
        }

        @Test
        @Conforms("_TestPool.test_resource_warning")
        void oneThatIsGarbageWhileItRunsIsWarnedOfAndEnded() throws Exception {
            Logger logger = Logger.getLogger("io.multiproc.core.pool.Supervisor");
            List<String> warnings = new CopyOnWriteArrayList<>();
            Handler handler = new Handler() {
                @Override
                public void publish(LogRecord warning) {
                    warnings.add(MessageFormat.format(warning.getMessage(), warning.getParameters()));
                }

                @Override
                public void flush() {}

                @Override
                public void close() {}
            };
            handler.setLevel(java.util.logging.Level.ALL);
            logger.addHandler(handler);
            logger.setUseParentHandlers(false);
            logger.setLevel(java.util.logging.Level.FINE);
            try {
                AsyncResult<Integer> result =
                        poolBuilder().name("forgotten").processes(1).build().applyAsync(PoolContract::squareSlowly, 2);
                System.gc();
                assertThat(result.get()).isEqualTo(4);
                Awaitility.await().atMost(Duration.ofSeconds(50)).until(() -> {
                    System.gc();
                    return warnings.stream().anyMatch(warning -> warning.contains("pool forgotten was never closed"));
                });
            } finally {
                logger.removeHandler(handler);
                logger.setUseParentHandlers(true);
                logger.setLevel(null);
            }
        }

        @Test
        @Conforms({"FailingInitializerResourcesTest.test_spawn", "FailingInitializerResourcesTest.test_forkserver"})
        void aFailingInitializerFailsTheCreationWithTheRemoteStack() {
            assertThatThrownBy(() -> poolBuilder()
                            .processes(2)
                            .initializer(Programs::throwArithmetic)
                            .build())
                    .isInstanceOf(PoolBrokenException.class)
                    .hasMessageContaining("/ by zero")
                    .hasCauseInstanceOf(ArithmeticException.class)
                    .cause()
                    .satisfies(cause ->
                            assertThat(cause.getStackTrace()[0].getMethodName()).isEqualTo("throwArithmetic"));
        }

        @Test
        void workersCannotHavePools() {
            assertThatThrownBy(() -> pool.apply(() -> pool(1).processes()))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("daemonic processes are not allowed to have children");
        }
    }
}
