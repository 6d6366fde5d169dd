package io.multiproc.core.pool;

import static io.multiproc.Multiprocessing.context;
import static io.multiproc.Multiprocessing.currentProcess;
import static io.multiproc.Multiprocessing.workerState;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multiproc.pool.DepartureReason;
import io.multiproc.pool.ExitResult;
import io.multiproc.pool.PoolBrokenException;
import io.multiproc.pool.ProcessPool;
import io.multiproc.pool.RemoteTaskException;
import io.multiproc.process.StartMethod;
import io.multiproc.testkit.CleanExit;
import io.multiproc.testkit.SameWithoutNative;
import io.multiproc.testkit.programs.Programs;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a worker keeps for its tasks, and what it says when it leaves. */
@ExtendWith(CleanExit.class)
@SameWithoutNative
class WorkerStateTest {

    /** A state that counts. */
    static final class Counter implements AutoCloseable {

        private final Path folder;
        private int count;

        Counter(String folder) {
            this.folder = Path.of(folder);
        }

        int increment() {
            return ++count;
        }

        @Override
        public void close() throws IOException {
            Programs.writeText(folder.resolve("closed-" + currentProcess().name()), "" + count);
        }
    }

    static int count(int item) {
        return workerState(Counter.class).increment();
    }

    static int total() {
        return workerState(Counter.class).count;
    }

    static String hangFailOrReturn() throws Exception {
        String name = currentProcess().name();
        switch (name.charAt(name.length() - 1)) {
            case '1' -> Programs.loopForever();
            case '2' -> throw new IOException("cannot leave");
            default -> {}
        }
        return "left";
    }

    @ParameterizedTest
    @EnumSource(
            value = StartMethod.class,
            names = {"SPAWN", "THREAD"})
    void aStateLivesAsLongAsItsWorkerAndTheExitHookSeesIt(StartMethod method, @TempDir Path folder) throws Exception {
        String text = folder.toString();
        ProcessPool pool = context(method)
                .poolBuilder()
                .processes(1)
                .maxTasksPerChild(3)
                .workerState(() -> new Counter(text))
                .exitHook(WorkerStateTest::total)
                .build();
        List<Integer> counts =
                pool.map(WorkerStateTest::count, IntStream.range(0, 7).boxed().toList(), 1);
        assertThat(counts.stream().mapToInt(Integer::intValue).sum()).isBetween(7, 1 + 2 + 3 + 1 + 2 + 3 + 1);
        pool.close();
        pool.join();
        List<ExitResult> results = pool.exitResults();
        assertThat(results).allSatisfy(result -> assertThat(result.failure()).isNull());
        assertThat(results.stream()
                        .mapToInt(result -> result.value(Integer.class))
                        .sum())
                .isEqualTo(7);
        assertThat(results.stream().filter(result -> result.value(Integer.class) == 3))
                .hasSize(2);
        assertThat(results).extracting(ExitResult::worker).contains(pool.name() + "-worker-1");
        assertThat(folder.resolve("closed-" + pool.name() + "-worker-1")).hasContent("3");
        assertThatThrownBy(() -> results.get(0).value(String.class))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the exit hook of " + results.get(0).worker()
                        + " returned something else: wanted=java.lang.String, returned=java.lang.Integer");
    }

    @Test
    void whoHangsFailsOrIsKilledSpoilsNothingForTheOthers() throws Exception {
        ProcessPool pool = context(StartMethod.SPAWN)
                .poolBuilder()
                .processes(4)
                .exitHook(WorkerStateTest::hangFailOrReturn)
                .build();
        assertThat(pool.exitResults()).isEmpty();
        ProcessHandle.of(pool.workers().stream()
                        .filter(worker -> worker.name().endsWith("-4"))
                        .findFirst()
                        .orElseThrow()
                        .pid())
                .ifPresent(ProcessHandle::destroyForcibly);
        Awaitility.await()
                .atMost(Duration.ofSeconds(100))
                .until(() -> pool.insights().departures().containsKey(DepartureReason.DEATH)
                        && pool.workers().size() == 4);
        pool.close();
        Map<String, ExitResult> results = pool.exitResults().stream()
                .collect(Collectors.toMap(
                        result -> result.worker().substring(result.worker().length() - 1), result -> result));
        assertThat(results).containsOnlyKeys("2", "3", "5");
        assertThat(results.get("3").value(String.class)).isEqualTo("left");
        assertThat(results.get("5").value()).isEqualTo("left");
        ExitResult failed = results.get("2");
        assertThat(failed.value()).isNull();
        assertThat(failed.failure())
                .isInstanceOf(RemoteTaskException.class)
                .hasMessageContaining("the exit hook failed in " + failed.worker())
                .hasMessageContaining("cannot leave");
        assertThatThrownBy(() -> failed.value(String.class))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("the exit hook of " + failed.worker() + " failed: ")
                .hasCause(failed.failure());
    }

    @Test
    void aStateThatIsMissingOrOfAnotherTypeIsToldOf() throws Exception {
        assertThatThrownBy(() -> workerState(Counter.class))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("no worker state here: type=" + Counter.class.getName()
                        + " (it is made by poolBuilder().workerState(…), and asked for by tasks of that pool)");
        try (ProcessPool pool = context(StartMethod.THREAD)
                .poolBuilder()
                .processes(1)
                .workerState(() -> "text")
                .build()) {
            assertThat(pool.<String>apply(() -> workerState(String.class))).isEqualTo("text");
            assertThatThrownBy(() -> pool.apply(() -> workerState(Integer.class)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("the worker state is not of that type: type=java.lang.Integer, state=java.lang.String");
        }
        assertThatThrownBy(() -> context(StartMethod.THREAD)
                        .poolBuilder()
                        .processes(1)
                        .workerState(() -> null)
                        .build())
                .isInstanceOf(PoolBrokenException.class)
                .hasMessageContaining("the function of workerState returned null");
    }
}
