package io.multiproc.core.pool.insight;

import static org.assertj.core.api.Assertions.assertThat;

import io.multiproc.pool.DepartureReason;
import io.multiproc.pool.PoolInsights;
import io.multiproc.pool.SlowTask;
import io.multiproc.pool.WorkTotals;
import io.multiproc.pool.WorkerReport;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a pool advises, with the numbers. */
class AdviceTest {

    private static WorkerReport worker(
            long tasks, long items, long workingMillis, long codingMillis, long collectingMillis, long mib) {
        return new WorkerReport(
                "P-worker-1",
                1,
                Duration.ofMillis(300),
                tasks,
                items,
                Duration.ofSeconds(1),
                Duration.ofMillis(workingMillis),
                Duration.ofMillis(codingMillis),
                Duration.ofMillis(collectingMillis),
                mib << 20,
                0,
                60L << 20,
                64L << 20);
    }

    @Test
    void insightsAreDataForPrograms() {
        WorkerReport worker = new WorkerReport(
                "a \"b\"\n",
                7,
                Duration.ofNanos(1),
                2,
                3,
                Duration.ofNanos(4),
                Duration.ofNanos(5),
                Duration.ofNanos(6),
                Duration.ZERO,
                8,
                9,
                10,
                11);
        SlowTask slow = new SlowTask(17, -1, 1, "w", Duration.ofSeconds(2));
        WorkTotals total = Totals.NONE.plus(worker).plus(worker).work();
        assertThat(new PoolInsights(
                                List.of(worker),
                                total,
                                List.of(slow),
                                List.of("x", "y"),
                                Map.of(DepartureReason.AGE, 3L))
                        .toJson())
                .isEqualTo(
                        "{\"workers\":[{\"name\":\"a \\\"b\\\"\\u000a\",\"pid\":7,\"startNanos\":1,\"tasks\":2,\"items\":3,"
                                + "\"waitingNanos\":4,\"workingNanos\":5,\"codingNanos\":6,\"collectingNanos\":0,\"bytesIn\":8,"
                                + "\"bytesOut\":9,\"heapUsed\":10,\"heapMax\":11}],"
                                + "\"total\":{\"workers\":2,\"tasks\":4,\"items\":6,\"waitingNanos\":8,\"workingNanos\":10,"
                                + "\"codingNanos\":12,\"collectingNanos\":0,\"bytesIn\":16,\"bytesOut\":18},"
                                + "\"slowest\":[{\"task\":17,\"firstItem\":-1,\"items\":1,\"worker\":\"w\",\"timeNanos\":2000000000}],"
                                + "\"advice\":[\"x\",\"y\"],\"departures\":{\"AGE\":3}}");
    }

    @Test
    void aPoolThatDoesWellGetsNone() {
        assertThat(Advice.of(Totals.NONE, List.of(worker(1000, 1000, 5000, 100, 50, 10))))
                .isEmpty();
        assertThat(Advice.of(Totals.NONE, List.of())).isEmpty();
    }

    @Test
    void chunksThatAreTooSmall() {
        assertThat(Advice.of(
                        Totals.NONE,
                        List.of(worker(100_000, 100_000, 200, 100, 0, 1), worker(100_000, 100_000, 200, 100, 0, 1))))
                .containsExactly(
                        "200000 tasks took their workers 3.0 us each, about what it costs to hand one over: with a"
                                + " chunk size of 333 a task would take a millisecond");
    }

    @Test
    void chunksThatAreTooSmallThoughEachWorkerHasDoneFew() {
        Totals past = Totals.NONE;
        for (int i = 0; i < 59; i++) {
            past = past.plus(worker(50, 50, 1, 0, 0, 0));
        }
        assertThat(Advice.of(past, List.of(worker(50, 50, 1, 0, 0, 0))))
                .singleElement()
                .asString()
                .startsWith("3000 tasks took their workers 20.0 us each");
    }

    @Test
    void argumentsThatAreTooLarge() {
        assertThat(Advice.of(Totals.NONE, List.of(worker(10, 10, 500, 1500, 0, 100))))
                .containsExactly(
                        "75 % of the workers' time, 1.5 s, went into reading arguments and writing results: 100.0"
                                + " MiB, 10.00 MiB a task (send a name or a place instead, or put the data into shared memory)");
    }

    @Test
    void aHeapThatIsTooTight() {
        assertThat(Advice.of(Totals.NONE, List.of(worker(10, 10, 2000, 0, 900, 1))))
                .containsExactly(
                        "worker P-worker-1 collected garbage for 0.9 s while it worked for 2.0 s, in a heap of 64 MiB"
                                + " (give the workers more: jvmOptions(\"-Xmx128m\"))");
    }

    @Test
    void aHeapThatWasTooTightForThoseThatHaveLeft() {
        Totals left = Totals.NONE.plus(worker(1, 1, 1000, 0, 150, 0)).plus(worker(1, 1, 1000, 0, 750, 0));
        assertThat(Advice.of(left, List.of(worker(0, 0, 0, 0, 0, 0))))
                .containsExactly(
                        "workers that have left collected garbage for 0.9 s while they worked for 2.0 s, in a heap of 64 MiB"
                                + " (give the workers more: jvmOptions(\"-Xmx128m\"))");
    }
}
