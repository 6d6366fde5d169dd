package io.multiproc.core.pool;

import static io.multiproc.Multiprocessing.pool;
import static io.multiproc.Multiprocessing.poolBuilder;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.multiproc.pool.AsyncResult;
import io.multiproc.pool.PoolBrokenException;
import io.multiproc.pool.ProcessPool;
import io.multiproc.pool.RemoteTaskException;
import io.multiproc.reduction.NotSendableException;
import io.multiproc.testkit.CleanExit;
import io.multiproc.testkit.Conforms;
import io.multiproc.testkit.programs.Programs;
import java.io.FileNotFoundException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(CleanExit.class)
class PoolTest {

    private static ProcessPool pool;

    @BeforeAll
    static void start() {
        pool = pool(2);
    }

    @AfterAll
    static void stop() {
        pool.close();
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

    static final AtomicInteger INITIALIZED = new AtomicInteger();

    static void initialize() {
        INITIALIZED.incrementAndGet();
    }

    static int initialized() {
        return INITIALIZED.get();
    }

    @Nested
    class Apply {

        @Test
        @Conforms("_TestPool.test_apply")
        void returnsTheResult() throws Exception {
            assertThat(pool.apply(PoolTest::square, 5)).isEqualTo(25);
            int captured = 3;
            assertThat(pool.apply(() -> square(captured))).isEqualTo(9);
            assertThat(pool.<Integer, Integer, Integer>apply(Integer::max, 3, 7))
                    .isEqualTo(7);
        }

        @Test
        void runsInAnotherProcess() throws Exception {
            assertThat(pool.apply(PoolTest::pid))
                    .isNotEqualTo(ProcessHandle.current().pid());
        }

        @Test
        void carriesNullBothWays() throws Exception {
            assertThat(pool.<String, String>apply(PoolTest::orNull, null)).isNull();
        }

        @Test
        @Conforms("_TestPool.test_async")
        void asyncReturnsBeforeTheTaskIsDone() throws Exception {
            AsyncResult<Integer> result = pool.applyAsync(PoolTest::square, 7);
            assertThat(result.get()).isEqualTo(49);
            assertThat(result.get()).isEqualTo(49);
            assertThat(result.isReady()).isTrue();
            assertThat(result.isSuccessful()).isTrue();
        }

        @Test
        void aTasksInterruptIsNotTheNextOnes() throws Exception {
            try (ProcessPool single = pool(1)) {
                single.apply(PoolTest::interruptSelf);
                assertThat(single.apply(PoolTest::isInterrupted)).isFalse();
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
            assertThat(pool.map(PoolTest::square, ten))
                    .isEqualTo(ten.stream().map(PoolTest::square).toList());
            assertThat(pool.map(PoolTest::square, hundred, 20))
                    .isEqualTo(hundred.stream().map(PoolTest::square).toList());
        }

        @Test
        void carriesManyTasksOfOneItem() throws Exception {
            List<Integer> items = IntStream.range(0, 20_000).boxed().toList();
            assertThat(pool.map(PoolTest::square, items, 1))
                    .isEqualTo(items.stream().map(PoolTest::square).toList());
        }

        @Test
        void carriesNullItems() throws Exception {
            assertThat(pool.map(PoolTest::orNull, Arrays.asList("a", null, "b"), 1))
                    .containsExactly("a", null, "b");
            assertThat(pool.map(PoolTest::orNull, Arrays.asList("a", null, "b"), 3))
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
            assertThat(pool.map(PoolTest::square, List.<Integer>of())).isEmpty();
            assertThat(pool.map(PoolTest::square, List.<Integer>of(), 1)).isEmpty();
        }

        @Test
        @Conforms("_TestPool.test_map_handle_iterable_exception")
        void throwsWhatTheInputThrowsAndThePoolStaysUsable() throws Exception {
            for (int at : new int[] {0, 3, 0}) {
                assertThatThrownBy(() -> pool.map(PoolTest::square, failing(at), 1))
                        .isInstanceOf(UnsupportedOperationException.class)
                        .hasMessage("item " + at);
            }
            assertThat(pool.map(PoolTest::square, List.of(2))).containsExactly(4);
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
            assertThatThrownBy(() -> pool.map(PoolTest::slowThenFail, List.of(0, 1000), 1))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThat(System.nanoTime() - start)
                    .isGreaterThan(Duration.ofMillis(900).toNanos());
        }

        @Test
        void refusesAChunkSizeBelowOne() {
            assertThatThrownBy(() -> pool.map(PoolTest::square, List.of(1), 0))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("chunkSize must be >= 1: chunkSize=0");
        }
    }

    @Nested
    class Errors {

        @Test
        @Conforms({"_TestPool.test_traceback", "_TestPool.test_wrapped_exception"})
        void uncheckedOnesArriveAsTheyAreWithTheRemoteStack() {
            Throwable thrown = catchThrowable(() -> pool.map(PoolTest::failAtThree, List.of(1, 2, 3, 4), 1));

            assertThat(thrown).isExactlyInstanceOf(IllegalStateException.class).hasMessage("three");
            assertThat(thrown.getStackTrace()[0].getMethodName()).isEqualTo("failAtThree");
            assertThat(thrown.getSuppressed()).singleElement().isInstanceOfSatisfying(RemoteTaskException.class, e -> {
                assertThat(e.getMessage())
                        .contains("(item 2) failed in ProcessPool-")
                        .contains("three");
                assertThat(e.remoteStackTrace()).contains("PoolTest.failAtThree(PoolTest.java:");
                assertThat(e.pid()).isNotEqualTo(ProcessHandle.current().pid());
            });
        }

        @Test
        void checkedOnesAreTheCauseOfARemoteTaskException() {
            assertThatThrownBy(() -> pool.apply(PoolTest::checked))
                    .isInstanceOf(RemoteTaskException.class)
                    .hasCauseInstanceOf(FileNotFoundException.class)
                    .hasRootCauseMessage("no such file");
        }

        @Test
        void errorsArriveAsTheyAre() {
            assertThatThrownBy(() -> pool.apply(PoolTest::error))
                    .isInstanceOf(StackOverflowError.class)
                    .hasMessage("deep");
        }

        @Test
        void aRepeatedGetThrowsAgain() throws Exception {
            AsyncResult<Object> result = pool.applyAsync(PoolTest::error);
            assertThatThrownBy(result::get).isInstanceOf(StackOverflowError.class);
            assertThatThrownBy(result::get).isInstanceOf(StackOverflowError.class);
            assertThat(result.isSuccessful()).isFalse();
        }

        @Test
        void aTaskThatCannotBeSentFailsAtOnce() throws Exception {
            Thread thread = new Thread();
            assertThatThrownBy(() -> pool.applyAsync(t -> t, thread)).isInstanceOf(NotSendableException.class);
            assertThat(pool.apply(PoolTest::square, 2)).isEqualTo(4);
        }

        @Test
        void anItemThatCannotBeSentFailsTheMapAfterTheOthers() throws Exception {
            List<Object> items = new ArrayList<>(List.of("a", "b"));
            items.add(new Thread());
            assertThatThrownBy(() -> pool.map(item -> item, items, 1)).isInstanceOf(NotSendableException.class);
            assertThat(pool.apply(PoolTest::square, 2)).isEqualTo(4);
        }

        @Test
        void aResultThatCannotBeSentFailsItsTaskOnly() throws Exception {
            Set<Long> before = pids();
            for (int i = 0; i < 20; i++) {
                assertThatThrownBy(() -> pool.apply(PoolTest::unsendableResult))
                        .isInstanceOf(NotSendableException.class)
                        .hasMessageContaining("java.lang.Thread");
            }
            assertThat(pids()).isEqualTo(before);
        }

        @Test
        void anExceptionThatCannotBeSentArrivesAsText() {
            assertThatThrownBy(() -> pool.apply(PoolTest::unsendableException))
                    .isInstanceOf(RemoteTaskException.class)
                    .hasMessageContaining("CarriesThread: told as text")
                    .hasMessageContaining("PoolTest.unsendableException");
        }
    }

    /** The processes of the workers: children of this one. */
    private static Set<Long> pids() {
        return ProcessHandle.current().children().map(ProcessHandle::pid).collect(java.util.stream.Collectors.toSet());
    }

    @Nested
    class Life {

        @Test
        @Conforms("_TestPool.test_make_pool")
        void aPoolHasTheNumberOfWorkersItWasMadeWith() throws Exception {
            assertThatThrownBy(() -> pool(-1)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> pool(0))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("processes must be >= 1: processes=0");
            int before = pids().size();
            ProcessPool three = pool(3);
            assertThat(three.processes()).isEqualTo(3);
            assertThat(pids()).hasSize(before + 3);
            three.close();
            assertThat(three.join(Duration.ZERO)).isTrue();
        }

        @Test
        void closeFinishesWhatWasAccepted() throws Exception {
            ProcessPool own = pool(2);
            List<AsyncResult<Integer>> results = new ArrayList<>();
            for (int i = 0; i < 500; i++) {
                results.add(own.applyAsync(PoolTest::square, i));
            }
            own.close();
            own.close();
            for (int i = 0; i < 500; i++) {
                assertThat(results.get(i).get()).isEqualTo(i * i);
            }
            assertThatThrownBy(() -> own.applyAsync(PoolTest::square, 1))
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
        void theInitializerRunsOnceInEachWorker() throws Exception {
            try (ProcessPool own =
                    poolBuilder().processes(1).initializer(PoolTest::initialize).build()) {
                assertThat(own.apply(PoolTest::initialized)).isEqualTo(1);
                assertThat(own.apply(PoolTest::initialized)).isEqualTo(1);
            }
            assertThat(INITIALIZED).hasValue(0);
        }

        @Test
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
        void anInitializerThatExitsFailsTheCreation() {
            assertThatThrownBy(() -> poolBuilder()
                            .processes(1)
                            .initializer(() -> System.exit(42))
                            .build())
                    .isInstanceOf(PoolBrokenException.class)
                    .hasMessageContaining("exit code 42 before it was ready");
        }

        @Test
        void aBadOptionFailsTheCreationInTheJvmsOwnWords() {
            assertThatThrownBy(() -> poolBuilder()
                            .processes(2)
                            .jvmOptions("-XX:NoSuchOption=1")
                            .build())
                    .isInstanceOf(PoolBrokenException.class)
                    .hasMessageContaining("NoSuchOption");
        }

        @Test
        void workersCannotHavePools() {
            assertThatThrownBy(() -> pool.apply(() -> pool(1).processes()))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("daemonic processes are not allowed to have children");
        }
    }
}
