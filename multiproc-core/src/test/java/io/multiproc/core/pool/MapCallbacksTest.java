package io.multiproc.core.pool;

import static io.multiproc.Multiprocessing.context;
import static org.assertj.core.api.Assertions.assertThat;

import io.multiproc.pool.AsyncResult;
import io.multiproc.pool.ProcessPool;
import io.multiproc.process.StartMethod;
import io.multiproc.testkit.CleanExit;
import java.io.Externalizable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.ObjectInput;
import java.io.ObjectOutput;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** On which thread the callbacks of maps run, and who waits for them. */
@Timeout(100)
@ExtendWith(CleanExit.class)
class MapCallbacksTest {

    private static final AtomicInteger BEGUN = new AtomicInteger();

    private static CountDownLatch allAreThere;

    private static ProcessPool twoThreads() {
        return context(StartMethod.THREAD).poolBuilder().processes(2).build();
    }

    private static void pause(int millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What is told a callback after its outcome has come is told it at once, by the thread that gives it. */
    static int whenAllAreThere(int value) throws InterruptedException {
        allAreThere.await();
        return value;
    }

    @BeforeEach
    void nobodyIsThere() {
        allAreThere = new CountDownLatch(1);
    }

    @Test
    void closeWaitsForThem() {
        AtomicBoolean told = new AtomicBoolean();
        ProcessPool pool = twoThreads();
        pool.mapAsync(
                PoolTasks::square,
                List.of(1, 2, 3),
                1,
                results -> {
                    pause(1_000);
                    told.set(true);
                },
                failure -> {});
        pool.close();
        assertThat(told).isTrue();
    }

    @Test
    void theyRunOneAfterTheOtherOnOneThread() throws Exception {
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        List<String> threads = Collections.synchronizedList(new ArrayList<>());
        Runnable callback = () -> {
            most.accumulateAndGet(inside.incrementAndGet(), Math::max);
            threads.add(Thread.currentThread().getName());
            pause(100);
            inside.decrementAndGet();
        };
        List<AsyncResult<?>> results = new ArrayList<>();
        try (ProcessPool pool = twoThreads()) {
            for (int i = 0; i < 4; i++) {
                results.add(
                        pool.mapAsync(PoolTasks::square, List.of(1, 2), 1, squares -> callback.run(), failure -> {}));
                results.add(
                        pool.mapAsync(PoolTasks::failAtThree, List.of(3), 1, same -> {}, failure -> callback.run()));
                results.add(
                        pool.applyAsync(MapCallbacksTest::whenAllAreThere, 3).onResult(same -> callback.run()));
            }
            allAreThere.countDown();
            for (AsyncResult<?> result : results) {
                result.await();
            }
        }
        assertThat(most).hasValue(1);
        assertThat(threads).hasSize(12).containsOnly(threads.get(0));
    }

    @Test
    void aCancelTellsThemOnThatThreadToo() throws Exception {
        List<String> threads = Collections.synchronizedList(new ArrayList<>());
        CountDownLatch never = new CountDownLatch(1);
        try (ProcessPool pool = twoThreads()) {
            AsyncResult<?> blocked = pool.mapAsync(
                    MapCallbacksTest::sleepLong,
                    List.of(1, 2),
                    1,
                    results -> never.countDown(),
                    failure -> threads.add(Thread.currentThread().getName()));
            assertThat(blocked.cancel(true)).isTrue();
            blocked.await();
            assertThat(blocked.isCancelled()).isTrue();
        }
        assertThat(threads).singleElement().isNotEqualTo(Thread.currentThread().getName());
        assertThat(never.getCount()).isEqualTo(1);
    }

    @Test
    void whoIsLeftByATerminatedPoolIsToldAllTheSame() throws Exception {
        CountDownLatch told = new CountDownLatch(1);
        ProcessPool pool = twoThreads();
        AsyncResult<?> lost = pool.mapAsync(
                MapCallbacksTest::sleepLong, List.of(1, 2), 1, results -> {}, failure -> told.countDown());
        pool.terminate();
        told.await();
        lost.await();
        assertThat(lost.isSuccessful()).isFalse();
    }

    static int sleepLong(int value) throws InterruptedException {
        BEGUN.incrementAndGet();
        Thread.sleep(3_600_000);
        return value;
    }

    static int sleepLong(Gated value) throws InterruptedException {
        return sleepLong(1);
    }

    /** An item that is not encoded before it may be. */
    @SuppressWarnings("serial") // sent within this process
    static final class Gated implements Externalizable {

        private static CountDownLatch reached;
        private static CountDownLatch open;

        /** For who decodes it. */
        public Gated() {}

        static void close() {
            reached = new CountDownLatch(1);
            open = new CountDownLatch(1);
        }

        @Override
        public void writeExternal(ObjectOutput out) throws IOException {
            reached.countDown();
            try {
                open.await();
            } catch (InterruptedException e) {
                throw new InterruptedIOException();
            }
        }

        @Override
        public void readExternal(ObjectInput in) {}
    }

    @Test
    @SuppressWarnings("try") // the pool must be closed before the last look
    void aMapThatIsCancelledBeforeItHasBegunNeverBegins() throws Exception {
        Gated.close();
        try (ProcessPool pool = twoThreads()) {
            AsyncResult<?> map = pool.mapAsync(MapCallbacksTest::sleepLong, List.of(new Gated(), new Gated()));
            Gated.reached.await();
            int begun = BEGUN.get();
            assertThat(map.cancel(false)).isTrue();
            Gated.open.countDown();
            pool.close();
            assertThat(BEGUN).hasValue(begun);
        }
    }

    /** The pool is no more when the map's thread learns that; who is told that may end the pool all the same. */
    @Test
    void aCallbackMayEndAPoolThatWasTerminated() throws Exception {
        Gated.close();
        ProcessPool pool = twoThreads();
        AsyncResult<?> map = pool.mapAsync(
                MapCallbacksTest::sleepLong, List.of(new Gated()), 1, results -> {}, failure -> pool.close());
        Gated.reached.await();
        pool.terminate();
        Gated.open.countDown();
        map.await();
        assertThat(map.isSuccessful()).isFalse();
    }
}
