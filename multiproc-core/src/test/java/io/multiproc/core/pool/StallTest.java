package io.multiproc.core.pool;

import static io.multiproc.Multiprocessing.context;
import static io.multiproc.Multiprocessing.workerState;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multiproc.CurrentTask;
import io.multiproc.pool.AsyncResult;
import io.multiproc.pool.ProcessPool;
import io.multiproc.pool.TaskTimeoutException;
import io.multiproc.process.StartMethod;
import io.multiproc.testkit.CleanExit;
import io.multiproc.testkit.SameWithoutNative;
import io.multiproc.testkit.programs.Programs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tasks that report no progress are ended, each rung of the ladder; those that do may run as long as they like. */
@ExtendWith(CleanExit.class)
@SameWithoutNative
class StallTest {

    /** Far above what a task takes to report something, also on a busy machine. */
    private static final Duration STALL = Duration.ofSeconds(2);

    private static ProcessPool pool(StartMethod method, int processes) {
        return context(method)
                .poolBuilder()
                .processes(processes)
                .stallTimeout(STALL)
                .build();
    }

    /** Runs longer than it may without a sign of progress. */
    static int getOn(int item) {
        long end = System.nanoTime() + STALL.toNanos() * 3 / 2;
        while (System.nanoTime() < end) {
            CurrentTask.progress();
            LockSupport.parkNanos(1_000_000);
        }
        return item;
    }

    /** A thread of the task's gets on, while its own waits for it. */
    static int getOnElsewhere(int item) throws InterruptedException {
        Thread other = new Thread(() -> getOn(item));
        other.start();
        other.join();
        return item;
    }

    /** A thread of the worker's state, which is older than all tasks. */
    static final class Helper implements AutoCloseable {

        private final ThreadPoolExecutor thread = new ThreadPoolExecutor(1, 1, 0, SECONDS, new LinkedBlockingQueue<>());

        Helper() {
            thread.prestartAllCoreThreads();
        }

        static int getOn(int item) throws Exception {
            return workerState(Helper.class)
                    .thread
                    .submit(() -> StallTest.getOn(item))
                    .get();
        }

        @Override
        public void close() {
            thread.shutdown();
        }
    }

    static int sleep() throws InterruptedException {
        CurrentTask.progress();
        Programs.sleepForever();
        return 0;
    }

    /** Ignores its interruption, and SIGTERM as well if there is a file to write its child's number to. */
    static int ignore(String pidFile) throws Exception {
        if (!pidFile.isEmpty()) {
            Process sleeper = new ProcessBuilder("sleep", "1000").start();
            Programs.writeText(Path.of(pidFile), "" + sleeper.pid());
            Runtime.getRuntime().addShutdownHook(new Thread(Programs::loopForever));
        }
        CurrentTask.progress();
        Programs.loopForever();
        return 0;
    }

    @Test
    void whoReportsProgressLivesAndWhoDoesNotIsInterrupted() throws Exception {
        try (ProcessPool pool = pool(StartMethod.SPAWN, 2)) {
            AsyncResult<Integer> elsewhere = pool.applyAsync(StallTest::getOnElsewhere, 5);
            assertThat(pool.apply(StallTest::getOn, 7)).isEqualTo(7);
            assertThat(elsewhere.get()).isEqualTo(5);
            List<String> workers = pool.workers().stream().map(Object::toString).toList();
            assertThatThrownBy(() -> pool.apply(StallTest::sleep))
                    .isInstanceOfSatisfying(TaskTimeoutException.class, e -> {
                        assertThat(e.stalledFor())
                                .hasValueSatisfying(time -> assertThat(time).isGreaterThanOrEqualTo(STALL));
                        assertThat(e.remoteStackTrace()).contains("StallTest.sleep");
                    })
                    .hasMessageMatching(
                            "(?s)the task stalled \\(it reported no progress for \\d+\\.\\d s\\) and was interrupted there:.*");
            assertThat(pool.workers()).hasSameSizeAs(workers);
            assertThat(pool.map(PoolTasks::square, List.of(1, 2, 3))).containsExactly(1, 4, 9);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = StartMethod.class,
            names = {"SPAWN", "THREAD"})
    void progressMayComeFromAThreadThatIsOlderThanTheTask(StartMethod method) throws Exception {
        try (ProcessPool pool = context(method)
                .poolBuilder()
                .processes(1)
                .workerState(Helper::new)
                .stallTimeout(STALL)
                .build()) {
            assertThat(pool.apply(Helper::getOn, 7)).isEqualTo(7);
        }
    }

    @Test
    void whoDoesNotHeedItIsTerminatedAndThenKilledWithItsChildren(@TempDir Path folder) throws Exception {
        Path pidFile = folder.resolve("pid");
        String name = pidFile.toString();
        try (ProcessPool pool =
                context(StartMethod.SPAWN).poolBuilder().processes(2).build()) {
            AsyncResult<Integer> terminated = pool.withStallTimeout(STALL).applyAsync(StallTest::ignore, "");
            AsyncResult<Integer> killed = pool.withStallTimeout(STALL).applyAsync(StallTest::ignore, name);
            assertThatThrownBy(terminated::get)
                    .isInstanceOfSatisfying(
                            TaskTimeoutException.class,
                            e -> assertThat(e.stalledFor()).isPresent())
                    .hasMessageContaining("task 1 stalled (it reported no progress for ")
                    .hasMessageContaining("SIGTERM")
                    .hasMessageContaining("Programs.loopForever");
            assertThatThrownBy(killed::get)
                    .isInstanceOf(TaskTimeoutException.class)
                    .hasMessageContaining("task 2 stalled")
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

    @Test
    void soItIsInAThread() throws Exception {
        try (ProcessPool pool = pool(StartMethod.THREAD, 1)) {
            assertThat(pool.apply(StallTest::getOn, 7)).isEqualTo(7);
            assertThatThrownBy(
                            () -> pool.withStallTimeout(Duration.ofMillis(200)).apply(StallTest::sleep))
                    .isInstanceOfSatisfying(
                            TaskTimeoutException.class,
                            e -> assertThat(e.stalledFor()).isPresent())
                    .hasMessageContaining("the task stalled");
        }
    }

    @Test
    void theTimeoutOfTheTaskCountsIfItIsOverFirst() throws Exception {
        try (ProcessPool pool = pool(StartMethod.THREAD, 1)) {
            assertThatThrownBy(
                            () -> pool.withTaskTimeout(Duration.ofMillis(100)).apply(StallTest::sleep))
                    .isInstanceOfSatisfying(
                            TaskTimeoutException.class,
                            e -> assertThat(e.stalledFor()).isEmpty())
                    .hasMessageContaining("ran longer than its time-out");
        }
    }

    @Test
    void outsideOfATaskProgressIsNobodysBusiness() throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        Thread thread = new Thread(() -> {
            CurrentTask.progress();
            done.countDown();
        });
        thread.start();
        done.await();
        CurrentTask.progress();
        thread.join();
    }

    @Test
    void aStallTimeoutMustBePositive() {
        assertThatThrownBy(() -> context(StartMethod.SPAWN).poolBuilder().stallTimeout(Duration.ofSeconds(-1)))
                .hasMessage("stallTimeout must be positive: stallTimeout=PT-1S");
    }
}
