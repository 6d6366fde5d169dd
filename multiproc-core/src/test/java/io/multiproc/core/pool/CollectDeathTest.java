package io.multiproc.core.pool;

import static io.multiproc.Multiprocessing.context;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multiproc.pool.AsyncResult;
import io.multiproc.pool.Outcome;
import io.multiproc.pool.ProcessPool;
import io.multiproc.pool.TaskTimeoutException;
import io.multiproc.pool.WorkerTerminatedException;
import io.multiproc.process.StartMethod;
import io.multiproc.testkit.CleanExit;
import io.multiproc.testkit.programs.Programs;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A map that collects outlives its workers. */
@ExtendWith(CleanExit.class)
class CollectDeathTest {

    static int dieOrHang(int item) throws InterruptedException {
        if (item == 4 || item == 9) {
            Runtime.getRuntime().halt(item);
        }
        if (item == 6) {
            Programs.sleepForever();
        }
        return item;
    }

    @Test
    void whoKillsItsWorkerAndWhoHangsFailAlone() throws Exception {
        List<Integer> items = IntStream.range(0, 12).boxed().toList();
        try (ProcessPool pool =
                context(StartMethod.SPAWN).poolBuilder().processes(2).build()) {
            List<Outcome<Integer>> outcomes = pool.withTaskTimeout(Duration.ofSeconds(4))
                    .collectingAll()
                    .map(CollectDeathTest::dieOrHang, items, 12);
            for (Outcome<Integer> outcome : outcomes) {
                switch (outcome.index()) {
                    case 4, 9 ->
                        assertThat(outcome.failure())
                                .isInstanceOf(WorkerTerminatedException.class)
                                .hasMessageContaining("(item " + outcome.index() + ")");
                    case 6 -> assertThat(outcome.failure()).isInstanceOf(TaskTimeoutException.class);
                    default -> assertThat(outcome.value()).isEqualTo(outcome.index());
                }
            }
            assertThat(outcomes).hasSize(12);
            AsyncResult<List<Outcome<Integer>>> hanging =
                    pool.collectingAll().mapAsync(CollectDeathTest::dieOrHang, List.of(6));
            pool.terminate();
            assertThatThrownBy(() -> hanging.get().get(0).value())
                    .isInstanceOf(IllegalStateException.class); // or its subclass, if it was handed over before
        }
    }
}
