package io.multiproc.core.pool;

import static io.multiproc.Multiprocessing.context;
import static org.assertj.core.api.Assertions.assertThat;

import io.multiproc.pool.PoolInsights;
import io.multiproc.pool.ProcessPool;
import io.multiproc.pool.WorkerReport;
import io.multiproc.process.StartMethod;
import io.multiproc.testkit.CleanExit;
import io.multiproc.testkit.SameWithoutNative;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Each time that workers tell, and each advice, of pools that are made to need it. */
@ExtendWith(CleanExit.class)
@SameWithoutNative
class WorkersTimeTest {

    private static final Duration LONG = Duration.ofSeconds(100);
    private static final int COLLECT_MILLIS = 400;

    static void collectFirst() {
        Garbage.collect(COLLECT_MILLIS);
    }

    private static PoolInsights await(ProcessPool pool, Predicate<PoolInsights> expected) {
        return Awaitility.await().atMost(LONG).until(pool::insights, expected);
    }

    /** What is expected of the only worker. */
    private static Predicate<PoolInsights> one(Predicate<WorkerReport> expected) {
        return now -> now.workers().size() == 1 && expected.test(now.workers().get(0));
    }

    private static ProcessPool poolOfOne() {
        return context(StartMethod.SPAWN).pool(1);
    }

    @Test
    void aWorkerWithoutTasksWaitsAndTellsHowLong() throws Exception {
        try (ProcessPool pool = poolOfOne()) {
            Duration first = await(pool, one(worker -> true)).workers().get(0).waiting();
            assertThat(first).isPositive();
            await(pool, one(worker -> worker.waiting().compareTo(first.plusMillis(100)) > 0));
            assertThat(pool.apply(PoolTasks::square, 3)).isEqualTo(9);
            WorkerReport worker =
                    await(pool, one(now -> now.tasks() == 1)).workers().get(0);
            assertThat(worker.waiting()).isGreaterThan(first.plusMillis(100));
            assertThat(worker.working()).isPositive();
        }
    }

    @Test
    void largeArgumentsTakeTimeToReadAndAreAdvisedAgainst() throws Exception {
        List<String> large = IntStream.range(0, 100_000)
                .mapToObj("argument number %d"::formatted)
                .toList();
        try (ProcessPool pool = poolOfOne()) {
            PoolInsights insights = Awaitility.await()
                    .atMost(LONG)
                    .until(
                            () -> {
                                assertThat(pool.apply(List<String>::size, large))
                                        .isEqualTo(large.size());
                                return pool.insights();
                            },
                            now -> now.advice().stream().anyMatch(advice -> advice.contains("reading arguments")));
            WorkerReport worker = insights.workers().get(0);
            assertThat(worker.coding()).isPositive();
            assertThat(worker.bytesIn()).isGreaterThan(worker.tasks() << 20);
            assertThat(insights.advice())
                    .anyMatch(advice -> advice.matches(
                            "\\d+ % of the workers' time, \\d+\\.\\d s, went into reading arguments and writing results:"
                                    + " \\d+\\.\\d MiB, [1-9]\\.\\d\\d MiB a task \\(send a name .*"));
        }
    }

    @Test
    void aWorkerThatCollectsMuchTellsHowLongAndNeedsALargerHeap() throws Exception {
        try (ProcessPool pool = context(StartMethod.SPAWN)
                .poolBuilder()
                .processes(1)
                .heap(64 << 20)
                .build()) {
            pool.apply(Garbage::collect, COLLECT_MILLIS);
            PoolInsights insights = await(pool, one(worker -> worker.tasks() == 1));
            WorkerReport worker = insights.workers().get(0);
            assertThat(worker.collecting()).isGreaterThanOrEqualTo(Duration.ofMillis(COLLECT_MILLIS));
            assertThat(insights.advice())
                    .singleElement(InstanceOfAssertFactories.STRING)
                    .startsWith("worker " + worker.name() + " collected garbage for ")
                    .endsWith("(give the workers more: jvmOptions(\"-Xmx" + (2 * worker.heapMax() >> 20) + "m\"))");
        }
    }

    @Test
    void workersThatHaveLeftHaveToldWhatTheyCollected() throws Exception {
        try (ProcessPool pool = context(StartMethod.SPAWN)
                .poolBuilder()
                .processes(1)
                .maxTasksPerChild(1)
                .heap(64 << 20)
                .build()) {
            pool.apply(Garbage::collect, COLLECT_MILLIS);
            PoolInsights insights = await(
                    pool,
                    now -> now.advice().stream().anyMatch(advice -> advice.startsWith("workers that have left ")));
            assertThat(insights.total().collecting()).isGreaterThanOrEqualTo(Duration.ofMillis(COLLECT_MILLIS));
            assertThat(insights.advice())
                    .singleElement(InstanceOfAssertFactories.STRING)
                    .matches("workers that have left collected garbage for \\d+\\.\\d s while they worked for .*");
        }
    }

    @Test
    void whatTheInitializerMadeTheWorkerCollectIsNoneOfItsWork() throws Exception {
        try (ProcessPool pool = context(StartMethod.SPAWN)
                .poolBuilder()
                .processes(1)
                .initializer(WorkersTimeTest::collectFirst)
                .build()) {
            assertThat(pool.apply(PoolTasks::square, 3)).isEqualTo(9);
            PoolInsights insights = await(pool, one(worker -> worker.tasks() == 1));
            assertThat(insights.workers().get(0).collecting()).isZero();
            assertThat(insights.advice()).isEmpty();
        }
    }

    @Test
    void threadsCollectForTheWholeProgramAndNeedNoLargerHeap() throws Exception {
        try (ProcessPool pool = context(StartMethod.THREAD).pool(2)) {
            pool.apply(Garbage::collect, COLLECT_MILLIS);
            PoolInsights insights = await(
                    pool,
                    now -> now.workers().stream().mapToLong(WorkerReport::tasks).sum() == 1);
            assertThat(insights.workers()).extracting(WorkerReport::collecting).containsOnly(Duration.ZERO);
            assertThat(insights.advice()).isEmpty();
        }
    }

    @Test
    void manyEmptyTasksAreAdvisedToBecomeChunks() throws Exception {
        List<Integer> numbers = IntStream.range(0, 1000).boxed().toList();
        try (ProcessPool pool = poolOfOne()) {
            PoolInsights insights = Awaitility.await()
                    .atMost(LONG)
                    .until(
                            () -> {
                                assertThat(pool.map(PoolTasks::square, numbers, 1))
                                        .hasSize(1000);
                                return pool.insights();
                            },
                            now -> !now.advice().isEmpty());
            assertThat(insights.advice())
                    .singleElement(InstanceOfAssertFactories.STRING)
                    .matches(
                            "[1-9]\\d{3,} tasks took their workers \\d+\\.\\d us each, about what it costs to hand one over:"
                                    + " with a chunk size of \\d+ a task would take a millisecond");
        }
    }
}
