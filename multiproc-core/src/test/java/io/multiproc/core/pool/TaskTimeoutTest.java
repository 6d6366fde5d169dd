package io.multiproc.core.pool;

import static io.multiproc.Multiprocessing.context;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multiproc.pool.AsyncResult;
import io.multiproc.pool.ProcessPool;
import io.multiproc.pool.ResultIterator;
import io.multiproc.pool.TaskTimeoutException;
import io.multiproc.process.StartMethod;
import io.multiproc.testkit.CleanExit;
import io.multiproc.testkit.SameWithoutNative;
import io.multiproc.testkit.programs.Programs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tasks that run too long are ended, each rung of the ladder, and no other task notices. */
@ExtendWith(CleanExit.class)
@SameWithoutNative
class TaskTimeoutTest {

    /** Far above what a quick task takes, also on a busy machine. */
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    /** For a task that is late in any case. */
    private static final Duration SHORT = Duration.ofMillis(500);

    static int sleepAtThree(int item) throws InterruptedException {
        if (item == 3) {
            Programs.sleepForever();
        }
        return item;
    }

    static int loop() {
        Programs.loopForever();
        return 0;
    }

    /** Ignores SIGTERM as well: its shutdown hook hangs. */
    static int loopForeverThroughTerm(String pidFile) throws Exception {
        Process sleeper = new ProcessBuilder("sleep", "1000").start();
        Programs.writeText(Path.of(pidFile), "" + sleeper.pid());
        Runtime.getRuntime().addShutdownHook(new Thread(Programs::loopForever));
        Programs.loopForever();
        return 0;
    }

    private static ProcessPool pool(StartMethod method, int processes) {
        return context(method)
                .poolBuilder()
                .processes(processes)
                .taskTimeout(TIMEOUT)
                .build();
    }

    @ParameterizedTest
    @EnumSource(
            value = StartMethod.class,
            names = {"SPAWN", "THREAD"})
    void anInterruptionThatIsHeededCostsTheItemOnly(StartMethod method) throws Exception {
        try (ProcessPool pool = pool(method, 1)) {
            long worker = pool.workers().get(0).pid();
            ResultIterator<Integer> results = pool.imap(
                    TaskTimeoutTest::sleepAtThree, IntStream.range(0, 6).boxed().toList(), 6);
            List<Integer> good = new ArrayList<>();
            while (results.hasNext()) {
                try {
                    good.add(results.next());
                } catch (TaskTimeoutException e) {
                    assertThat(good).containsExactly(0, 1, 2);
                    assertThat(e.remoteStackTrace()).contains("TaskTimeoutTest.sleepAtThree");
                    assertThat(e.item()).hasValue(3);
                    assertThat(e.worker()).isEqualTo(pool.workers().get(0).name());
                    assertThat(e.pid()).isEqualTo(worker);
                }
            }
            assertThat(good).containsExactly(0, 1, 2, 4, 5);
            assertThatThrownBy(() -> pool.withTaskTimeout(SHORT).apply(TaskTimeoutTest::sleepAtThree, 3))
                    .isInstanceOf(TaskTimeoutException.class)
                    .hasMessageContaining("was interrupted there");
            assertThat(pool.workers().get(0).pid()).isEqualTo(worker);
            assertThat(pool.workers().get(0).name()).endsWith("-worker-1");
        }
    }

    @Test
    void aWorkerThatDoesNotHeedItIsTerminatedAndTheOthersGoOn() throws Exception {
        try (ProcessPool pool = pool(StartMethod.SPAWN, 2)) {
            AsyncResult<Integer> endless = pool.applyAsync(TaskTimeoutTest::loop);
            List<Integer> items = IntStream.range(0, 2000).boxed().toList();
            assertThat(pool.map(PoolTasks::square, items, 1)).hasSize(2000);
            assertThatThrownBy(endless::get)
                    .isInstanceOf(TaskTimeoutException.class)
                    .hasMessageContaining("task 1 ran longer than its time-out")
                    .hasMessageContaining("SIGTERM")
                    .hasMessageContaining("Programs.loopForever")
                    .satisfies(
                            e -> assertThat(((TaskTimeoutException) e).worker()).contains("-worker-"));
            assertThat(pool.map(PoolTasks::square, List.of(1, 2, 3), 1)).containsExactly(1, 4, 9);
        }
    }

    @Test
    void aWorkerThatIgnoresSigtermIsKilledWithItsChildren(@TempDir Path folder) throws Exception {
        Path pidFile = folder.resolve("pid");
        try (ProcessPool pool = pool(StartMethod.SPAWN, 1)) {
            String name = pidFile.toString();
            assertThatThrownBy(() -> pool.apply(TaskTimeoutTest::loopForeverThroughTerm, name))
                    .isInstanceOf(TaskTimeoutException.class)
                    .hasMessageContaining("SIGKILL");
            long child = Long.parseLong(Files.readString(pidFile));
            Awaitility.await()
                    .atMost(Duration.ofSeconds(50))
                    .until(() -> ProcessHandle.of(child)
                            .map(handle -> !handle.isAlive())
                            .orElse(true));
            assertThat(pool.apply(PoolTasks::square, 3)).isEqualTo(9);
        }
    }

    /** Needs longer for its end than calls have by default. */
    static int cleanUpAfterwards() throws InterruptedException {
        try {
            Programs.sleepForever();
        } finally {
            boolean unused = Thread.interrupted();
            Thread.sleep(2_500);
        }
        return 0;
    }

    @Test
    void aCallMayHaveMoreTimeForItsEnd() throws Exception {
        try (ProcessPool pool = context(StartMethod.SPAWN)
                .poolBuilder()
                .processes(1)
                .taskTimeout(SHORT)
                .grace(Duration.ofSeconds(50))
                .build()) {
            assertThatThrownBy(() -> pool.apply(TaskTimeoutTest::cleanUpAfterwards))
                    .isInstanceOf(TaskTimeoutException.class)
                    .hasMessageContaining("was interrupted there");
            assertThat(pool.workers().get(0).name()).endsWith("-worker-1");
        }
        assertThatThrownBy(() -> context(StartMethod.SPAWN).poolBuilder().grace(Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("grace");
    }

    @ParameterizedTest
    @EnumSource(
            value = StartMethod.class,
            names = {"SPAWN", "THREAD"})
    void aCallMayHaveATimeoutOfItsOwn(StartMethod method) throws Exception {
        try (ProcessPool pool = context(method).poolBuilder().processes(2).build()) {
            AsyncResult<Integer> untouched = pool.applyAsync(TaskTimeoutTest::sleepAtThree, 3);
            assertThatThrownBy(() -> pool.withTaskTimeout(SHORT).apply(TaskTimeoutTest::sleepAtThree, 3))
                    .isInstanceOf(TaskTimeoutException.class);
            assertThat(pool.withTaskTimeout(Duration.ofSeconds(Long.MAX_VALUE))
                            .map(PoolTasks::square, List.of(1, 2, 3)))
                    .containsExactly(1, 4, 9);
            assertThat(untouched.isReady()).isFalse();
            assertThat(untouched.cancel(true)).isTrue();
            assertThatThrownBy(() -> pool.withTaskTimeout(Duration.ZERO))
                    .hasMessage("taskTimeout must be positive: taskTimeout=PT0S");
        }
    }

    @Test
    @SuppressWarnings("NullAway") // what a program does
    void aTimeoutMustBePositive() {
        ProcessPool.Builder builder = context(StartMethod.SPAWN).poolBuilder();
        assertThatThrownBy(() -> builder.taskTimeout(Duration.ZERO))
                .hasMessage("taskTimeout must be positive: taskTimeout=PT0S");
        assertThatThrownBy(() -> builder.taskTimeout(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("taskTimeout");
    }
}
