package io.multiproc.core.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multiproc.pool.Arguments;
import io.multiproc.pool.PoolProgress;
import io.multiproc.pool.ProgressListener;
import io.multiproc.pool.ResultIterator;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A listener is told how far a map is. */
abstract class ProgressCases {

    private static final List<Integer> NUMBERS = IntStream.range(0, 100).boxed().toList();

    private final List<PoolProgress> told = Collections.synchronizedList(new ArrayList<>());
    private final Set<Thread> threads = Collections.synchronizedSet(new HashSet<>());
    private final ProgressListener listener = at -> {
        told.add(at);
        threads.add(Thread.currentThread());
    };

    private void assertTold(long done, long failed) {
        assertThat(told).hasSizeGreaterThanOrEqualTo(2);
        assertThat(told).last().isEqualTo(new PoolProgress(done, failed, OptionalLong.of(done), true));
        assertThat(told.subList(0, told.size() - 1)).noneMatch(PoolProgress::isLast);
        assertThat(told).extracting(PoolProgress::done).isSorted();
        assertThat(threads).extracting(Thread::getName).containsOnly("multiproc-progress-" + PoolContract.pool.name());
        assertThat(threads).doesNotContain(Thread.currentThread());
        told.clear();
    }

    @Test
    void aMapTellsWhatIsDoneOfHowMany() throws Exception {
        assertThat(PoolContract.pool.withProgress(listener).map(PoolTasks::square, NUMBERS))
                .hasSize(100);
        assertThat(told).first().isEqualTo(new PoolProgress(0, 0, OptionalLong.of(100), false));
        assertTold(100, 0);

        assertThat(PoolContract.pool.withProgress(listener).map(PoolTasks::square, List.<Integer>of()))
                .isEmpty();
        assertTold(0, 0);

        List<Arguments.Of2<Integer, Integer>> pairs = List.of(Arguments.of(1, 2), Arguments.of(3, 4));
        assertThat(PoolContract.pool
                        .withProgress(listener)
                        .starmapAsync(Math::addExact, pairs)
                        .get())
                .containsExactly(3, 7);
        assertTold(2, 0);
    }

    @Test
    void anInputOfUnknownLengthHasATotalAtItsEnd() {
        Iterable<Integer> unsized = () -> NUMBERS.iterator();
        ResultIterator<Integer> results =
                PoolContract.pool.withProgress(listener).imap(PoolTasks::square, unsized, 7);
        int count = 0;
        for (; results.hasNext(); results.next()) {
            count++;
        }
        assertThat(count).isEqualTo(100);
        assertThat(told).first().isEqualTo(new PoolProgress(0, 0, OptionalLong.empty(), false));
        assertTold(100, 0);
    }

    @Test
    void failuresAreCounted() {
        assertThatThrownBy(() -> PoolContract.pool.withProgress(listener).map(PoolTasks::failAtThree, NUMBERS, 10))
                .hasMessage("three");
        assertTold(100, 1);

        Iterator<Integer> results =
                PoolContract.pool.withProgress(listener).imapUnordered(PoolTasks::failAtThree, List.of(1, 3, 5, 3), 3);
        int failures = 0;
        while (results.hasNext()) {
            try {
                results.next();
            } catch (IllegalStateException e) {
                failures++;
            }
        }
        assertThat(failures).isEqualTo(2);
        assertTold(4, 2);
    }

    @Test
    void anIteratorThatIsClosedEndsIt() {
        ResultIterator<Integer> results = PoolContract.pool
                .withProgress(listener)
                .imap(PoolTasks::square, () -> IntStream.iterate(0, i -> i + 1).iterator());
        assertThat(results.next()).isZero();
        results.close();
        assertThat(told).last().matches(PoolProgress::isLast);
        assertThat(results.hasNext()).isFalse();
        assertThat(told).filteredOn(PoolProgress::isLast).hasSize(1);
    }

    @Test
    void resultsDoNotWaitForAListenerThatTakesItsTime() {
        CountDownLatch release = new CountDownLatch(1);
        ResultIterator<Integer> results = PoolContract.pool
                .withProgress(at -> {
                    try {
                        release.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    listener.progress(at);
                })
                .imap(PoolTasks::square, NUMBERS);
        for (int number : NUMBERS) {
            assertThat(results.next()).isEqualTo(number * number);
        }
        assertThat(told).isEmpty();
        release.countDown();
        assertThat(results.hasNext()).isFalse();
        assertTold(100, 0);
    }

    @Test
    void aListenerThatFailsDisturbsNothing() throws Exception {
        List<Integer> calls = Collections.synchronizedList(new ArrayList<>());
        assertThat(PoolContract.pool
                        .withProgress(at -> {
                            calls.add(1);
                            throw new IllegalArgumentException("a listener of a test fails");
                        })
                        .map(PoolTasks::square, NUMBERS))
                .hasSize(100);
        assertThat(calls).hasSize(1);
    }
}
