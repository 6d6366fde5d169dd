package io.multiproc.core.pool;

import static io.multiproc.Multiprocessing.context;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multiproc.pool.AsyncResult;
import io.multiproc.pool.DepartureReason;
import io.multiproc.pool.ProcessPool;
import io.multiproc.pool.WorkerInsights;
import io.multiproc.process.StartMethod;
import io.multiproc.testkit.CleanExit;
import io.multiproc.testkit.programs.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Pools that grow and shrink, by order or by themselves. */
@ExtendWith(CleanExit.class)
class SizingTest {

    private static void await(Callable<Boolean> condition) {
        Awaitility.await().atMost(Duration.ofSeconds(100)).until(condition);
    }

    /** Also leaves a file that tells of this process. */
    static int beginAndWaitFor(Path file, int item) throws IOException, InterruptedException {
        Files.writeString(file.resolveSibling("begun-" + ProcessHandle.current().pid()), "" + item);
        return waitFor(file, item);
    }

    static int waitFor(Path file, int item) throws InterruptedException {
        Programs.awaitFile(file);
        return item;
    }

    @Test
    void aPoolGrowsAndShrinksDuringAMapAndAlsoWhenWorkersAreKilledThen(@TempDir Path folder) throws Exception {
        String file = folder.resolve("go").toString();
        try (ProcessPool pool =
                context(StartMethod.SPAWN).poolBuilder().processes(1).retries(3).build()) {
            List<Integer> numbers = IntStream.range(0, 40).boxed().toList();
            AsyncResult<List<Integer>> squares =
                    pool.mapAsync(i -> beginAndWaitFor(Path.of(file), i), numbers, 1, results -> {}, failure -> {});
            pool.resize(3);
            assertThat(pool.processes()).isEqualTo(3);
            // the new ones get what the first one has read ahead; one that has not begun anything would leave at once
            await(() -> folder.toFile().list().length == 3);
            List<WorkerInsights> three = pool.workers();
            assertThat(three).hasSize(3).allMatch(worker -> worker.tasksHeld() > 0);
            pool.resize(1);
            assertThat(pool.processes()).isEqualTo(1);
            ProcessHandle.of(three.get(2).pid()).ifPresent(ProcessHandle::destroyForcibly); // leaves, but has a task
            await(() -> pool.workers().size() == 2);
            ProcessHandle.of(three.get(0).pid()).ifPresent(ProcessHandle::destroyForcibly); // is to stay
            await(() -> pool.insights().departures().getOrDefault(DepartureReason.DEATH, 0L) == 2);
            Files.createFile(Path.of(file));
            assertThat(squares.get()).isEqualTo(numbers);
            await(() -> pool.workers().size() == 1);
            assertThat(pool.insights().departures()).containsEntry(DepartureReason.RESIZE, 1L);
            assertThat(pool.apply(PoolTasks::square, 5)).isEqualTo(25);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = StartMethod.class,
            names = {"SPAWN", "THREAD"})
    void theIdleEndAndComeBackWhenThereIsWork(StartMethod method, @TempDir Path folder) throws Exception {
        String file = folder.resolve("go").toString();
        try (ProcessPool pool = context(method)
                .poolBuilder()
                .processes(3)
                .idleTimeout(Duration.ofMillis(300), method == StartMethod.THREAD ? 0 : 1)
                .build()) {
            int minimum = method == StartMethod.THREAD ? 0 : 1;
            await(() -> pool.workers().size() == minimum);
            assertThat(pool.processes()).isEqualTo(3);
            // one may be gone before it is counted
            await(() -> pool.insights().departures().getOrDefault(DepartureReason.IDLE, 0L) == 3L - minimum);
            List<AsyncResult<Integer>> waiting = IntStream.range(0, 3)
                    .mapToObj(i -> pool.applyAsync(item -> waitFor(Path.of(file), item), i))
                    .toList();
            await(() -> pool.workers().stream()
                            .filter(worker -> worker.tasksHeld() == 1)
                            .count()
                    == 3);
            Files.createFile(Path.of(file));
            for (int i = 0; i < 3; i++) {
                assertThat(waiting.get(i).get()).isEqualTo(i);
            }
            await(() -> pool.workers().size() == minimum);
            assertThat(pool.apply(PoolTasks::square, 5)).isEqualTo(25);
        }
    }

    @Test
    void aSizeThatCannotBeIsRefused() {
        ProcessPool pool = context(StartMethod.THREAD).pool(1);
        assertThatThrownBy(() -> pool.resize(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("processes must be >= 1: processes=0");
        pool.close();
        assertThatThrownBy(() -> pool.resize(2))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("is closed: it takes no more tasks");
    }
}
