package io.multiproc.core.pool;

import static io.multiproc.Multiprocessing.context;
import static org.assertj.core.api.Assertions.assertThat;

import io.multiproc.pool.PoolInsights;
import io.multiproc.pool.ProcessPool;
import io.multiproc.pool.SlowTask;
import io.multiproc.pool.WorkTotals;
import io.multiproc.pool.WorkerReport;
import io.multiproc.process.StartMethod;
import io.multiproc.testkit.CleanExit;
import io.multiproc.testkit.SameWithoutNative;
import io.multiproc.testkit.programs.Programs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a pool tells of its workers' time. */
@ExtendWith(CleanExit.class)
@SameWithoutNative
class InsightsTest {

    private static final Duration LONG = Duration.ofSeconds(100);

    static int sleepAtSeven(int item) throws InterruptedException {
        if (item == 7) {
            TimeUnit.MILLISECONDS.sleep(500);
        }
        return item;
    }

    static int die() throws Exception {
        Programs.killSelf(9);
        return 0;
    }

    private static long sum(PoolInsights insights, ToLongFunction<WorkerReport> number) {
        return insights.workers().stream().mapToLong(number).sum();
    }

    /** A worker counts a task when it has sent the outcome, which may be here before. */
    private static PoolInsights await(ProcessPool pool, Predicate<PoolInsights> expected) {
        return Awaitility.await().atMost(LONG).until(pool::insights, expected);
    }

    @ParameterizedTest
    @EnumSource(
            value = StartMethod.class,
            names = {"SPAWN", "THREAD"})
    void tasksItemsBytesAndSlowTasksAreToldOfEachWorker(StartMethod method) throws Exception {
        try (ProcessPool pool = context(method).pool(2)) {
            assertThat(await(pool, now -> now.workers().size() == 2).slowest()).isEmpty();
            List<Integer> numbers = IntStream.range(0, 100).boxed().toList();
            assertThat(pool.map(InsightsTest::sleepAtSeven, numbers, 5)).isEqualTo(numbers);
            assertThat(pool.apply(PoolTasks::square, 3)).isEqualTo(9);
            PoolInsights insights =
                    await(pool, now -> now.workers().size() == 2 && sum(now, WorkerReport::tasks) == 21);
            assertThat(sum(insights, WorkerReport::items)).isEqualTo(101);
            assertThat(sum(insights, WorkerReport::bytesIn)).isGreaterThan(100);
            assertThat(sum(insights, WorkerReport::bytesOut)).isGreaterThan(100);
            assertThat(sum(insights, worker -> worker.working().toMillis())).isGreaterThanOrEqualTo(400);
            for (WorkerReport worker : insights.workers()) {
                assertThat(worker.name()).startsWith(pool.name());
                assertThat(worker.start()).isPositive();
                assertThat(worker.heapUsed()).isBetween(1L, worker.heapMax());
            }
            assertThat(insights.slowest()).hasSize(10);
            assertThat(insights.slowest()).extracting(SlowTask::time).isSortedAccordingTo((a, b) -> b.compareTo(a));
            assertThat(insights.slowest())
                    .anyMatch(task -> task.firstItem() == 5
                            && task.items() == 5
                            && task.time().toMillis() >= 490)
                    .anyMatch(task -> task.toString().matches("task \\d+ \\(items 5 to 9\\) took \\d+ ms in .*"));
            assertThat(insights.toString()).contains("2 workers in all: 21 tasks, 101 items, ", "(items 5 to 9) took");
            assertThat(insights.total().workers()).isEqualTo(2);
            assertThat(insights.total().tasks()).isEqualTo(21);
            assertThat(insights.total().bytesOut()).isEqualTo(sum(insights, WorkerReport::bytesOut));
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = StartMethod.class,
            names = {"SPAWN", "THREAD"})
    void theSlowTaskOfAWorkerThatHasLeftIsNotForgotten(StartMethod method) throws Exception {
        try (ProcessPool pool =
                context(method).poolBuilder().processes(1).maxTasksPerChild(1).build()) {
            assertThat(pool.apply(InsightsTest::sleepAtSeven, 7)).isEqualTo(7);
            assertThat(pool.apply(PoolTasks::square, 3)).isEqualTo(9);
            PoolInsights insights = await(pool, now -> now.slowest().size() == 2);
            assertThat(insights.slowest().get(0).worker()).isEqualTo(pool.name() + "-worker-1");
            assertThat(insights.slowest().get(0).time().toMillis()).isGreaterThanOrEqualTo(490);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = StartMethod.class,
            names = {"SPAWN", "THREAD"})
    void theTotalIsOfAllWorkersAlsoOfThoseThatHaveLeft(StartMethod method) throws Exception {
        try (ProcessPool pool =
                context(method).poolBuilder().processes(1).maxTasksPerChild(2).build()) {
            List<Integer> numbers = IntStream.range(0, 20).boxed().toList();
            assertThat(pool.map(InsightsTest::sleepAtSeven, numbers, 4)).isEqualTo(numbers);
            WorkTotals total = await(pool, now -> now.total().tasks() == 5).total();
            assertThat(total.workers()).isGreaterThanOrEqualTo(3);
            assertThat(total.items()).isEqualTo(20);
            assertThat(total.waiting()).isPositive();
            assertThat(total.working().toMillis()).isGreaterThanOrEqualTo(400);
            assertThat(total.bytesIn()).isGreaterThan(20);
            assertThat(total.bytesOut()).isGreaterThan(20);
        }
    }

    @Test
    void theTotalHasAWorkerThatIsLeaving(@TempDir Path directory) throws Exception {
        Path mayLeave = directory.resolve("may-leave");
        String file = mayLeave.toString();
        try (ProcessPool pool = context(StartMethod.SPAWN)
                .poolBuilder()
                .processes(1)
                .maxTasksPerChild(2)
                .exitHook(() -> PoolTasks.squareAfter(file, 2))
                .build()) {
            pool.apply(PoolTasks::square, 3);
            await(pool, now -> now.total().tasks() == 1);
            pool.apply(PoolTasks::square, 3);
            PoolInsights leaving = pool.insights();
            while (leaving.total().tasks() < 2
                    || !leaving.workers().stream().allMatch(each -> each.name().endsWith("-2"))) {
                assertThat(leaving.total().tasks()).isPositive();
                leaving = pool.insights();
            }
            await(pool, now -> now.slowest().size() == 2);
            Files.createFile(mayLeave);
        }
    }

    @Test
    void whatAWorkerHadToldStaysInTheTotalWhenItDies() throws Exception {
        try (ProcessPool pool = context(StartMethod.SPAWN).pool(1)) {
            pool.apply(PoolTasks::square, 3);
            await(pool, now -> now.total().tasks() == 1);
            var lost = pool.applyAsync(InsightsTest::die);
            lost.await();
            assertThat(lost.isSuccessful()).isFalse();
            pool.apply(PoolTasks::square, 3);
            WorkTotals total = await(pool, now -> now.total().tasks() == 2).total();
            assertThat(total.workers()).isEqualTo(2);
        }
    }

    @Test
    void manyMayAskWhileTheWorkersWorkAndDie() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try (ProcessPool pool = context(StartMethod.SPAWN).pool(2)) {
            var squares = pool.mapAsync(
                    PoolTasks::square, IntStream.range(0, 20_000).boxed().toList());
            var lost = pool.applyAsync(InsightsTest::die);
            List<Future<PoolInsights>> asked = IntStream.range(0, 30)
                    .mapToObj(i -> threads.submit(pool::insights))
                    .toList();
            for (Future<PoolInsights> insights : asked) {
                assertThat(insights.get().workers()).hasSizeLessThanOrEqualTo(2);
            }
            assertThat(squares.get()).hasSize(20_000);
            lost.await();
            assertThat(lost.isSuccessful()).isFalse();
            PoolInsights later = await(pool, now -> now.workers().size() == 2);
            assertThat(later.workers()).extracting(WorkerReport::name).contains(pool.name() + "-worker-3");
        } finally {
            threads.shutdown();
        }
    }
}
