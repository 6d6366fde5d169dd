package io.multiproc.core.pool;

import static io.multiproc.Multiprocessing.context;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multiproc.pool.PoolBrokenException;
import io.multiproc.pool.ProcessPool;
import io.multiproc.pool.WorkerInsights;
import io.multiproc.process.ProcessException;
import io.multiproc.process.StartMethod;
import io.multiproc.testkit.CleanExit;
import io.multiproc.testkit.SameWithoutNative;
import io.multiproc.testkit.programs.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Workers that are killed at the same time, and whose successors cannot start for a while. */
@ExtendWith(CleanExit.class)
@SameWithoutNative
class FailedStartsTest {

    private static final int WORKERS = 3;

    @TempDir
    Path folder;

    private Path bad;
    private ProcessPool pool;

    /** As long as times are bad, fails when all have come who are started at the same time. */
    static void begin(Path folder, Path bad) throws IOException, InterruptedException {
        if (Files.exists(bad)) {
            Files.createTempFile(folder, "tried", "");
            while (tried(folder) < WORKERS) {
                Thread.sleep(5);
            }
            throw new IllegalStateException("times are bad");
        }
    }

    private static long tried(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith("tried"))
                    .count();
        }
    }

    @BeforeEach
    void start() {
        bad = folder.resolve("bad");
        pool = context(StartMethod.SPAWN)
                .poolBuilder()
                .processes(WORKERS)
                .initializer(FailedStartsTest::begin, folder, bad)
                .build();
    }

    @AfterEach
    void end() {
        pool.terminate();
    }

    private void killAllInBadTimes() throws IOException {
        Files.createFile(bad);
        for (WorkerInsights worker : pool.workers()) {
            ProcessHandle.of(worker.pid()).orElseThrow().destroyForcibly();
        }
        Awaitility.await().atMost(Duration.ofSeconds(100)).until(() -> tried(folder) >= WORKERS);
    }

    @ParameterizedTest
    @EnumSource(
            value = StartMethod.class,
            names = {"SPAWN", "THREAD"})
    void whoIsInterruptedWhileAPoolStartsEndsIt(StartMethod method) throws Exception {
        Path begun = folder.resolve("begun");
        FutureTask<Boolean> building = new FutureTask<>(() -> {
            assertThatThrownBy(() -> context(method)
                            .poolBuilder()
                            .name("endless")
                            .processes(1)
                            .initializer(FailedStartsTest::beginForEver, begun)
                            .build())
                    .isInstanceOf(ProcessException.class)
                    .hasMessage("interrupted while the workers of pool 'endless' were starting: the pool was ended");
            return Thread.interrupted();
        });
        Thread builder = new Thread(building);
        builder.start();
        Programs.awaitFile(begun);
        builder.interrupt();
        assertThat(building.get(50, TimeUnit.SECONDS)).isTrue();
    }

    /** Begins well, and ends the process a little later. */
    static void leaveABadThread() {
        Thread bad = new Thread(() -> {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
            Runtime.getRuntime().halt(7);
        });
        bad.setDaemon(true);
        bad.start();
    }

    @Test
    void thoseThatDieAgainAndAgainBeforeTheirFirstTaskBreakThePool() {
        try (ProcessPool own = context(StartMethod.SPAWN)
                        .poolBuilder()
                        .processes(1)
                        .initializer(FailedStartsTest::leaveABadThread)
                        .build();
                Warnings warnings = new Warnings("io.multiproc.core.pool.staff.Replacements")) {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(100))
                    .untilAsserted(() -> assertThatThrownBy(() -> own.resize(1))
                            .isInstanceOf(PoolBrokenException.class)
                            .hasMessageContaining("exit code 7")
                            .hasMessageContaining("before it had begun a task"));
            assertThat(warnings.all()).hasSizeGreaterThan(5);
        }
    }

    static void beginForEver(Path begun) throws IOException, InterruptedException {
        Programs.sleepForever(begun);
    }

    @Test
    void thoseThatFailTogetherCountAsOne() throws Exception {
        killAllInBadTimes();
        Files.delete(bad);
        assertThat(pool.map(PoolTasks::square, List.of(1, 2, 3))).containsExactly(1, 4, 9);
        Awaitility.await()
                .atMost(Duration.ofSeconds(100))
                .until(() -> pool.workers().size() == WORKERS);
    }

    @Test
    void thoseThatFailAgainAndAgainBreakThePool() throws Exception {
        killAllInBadTimes();
        Awaitility.await()
                .atMost(Duration.ofSeconds(100))
                .untilAsserted(() -> assertThatThrownBy(() -> pool.apply(PoolTasks::square, 3))
                        .isInstanceOf(PoolBrokenException.class)
                        .hasMessageContaining("times are bad"));
        assertThat(tried(folder)).isBetween(WORKERS + 2L, 5L * WORKERS);
    }
}
