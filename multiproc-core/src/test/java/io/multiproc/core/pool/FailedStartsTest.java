package io.multiproc.core.pool;

import static io.multiproc.Multiprocessing.context;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multiproc.pool.PoolBrokenException;
import io.multiproc.pool.ProcessPool;
import io.multiproc.pool.WorkerInsights;
import io.multiproc.process.StartMethod;
import io.multiproc.testkit.CleanExit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Workers that are killed at the same time, and whose successors cannot start for a while. */
@ExtendWith(CleanExit.class)
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
