package io.multiproc.core.pool;

import static io.multiproc.Multiprocessing.context;
import static io.multiproc.Multiprocessing.currentProcess;
import static org.assertj.core.api.Assertions.assertThat;

import io.multiproc.pool.AsyncResult;
import io.multiproc.pool.ProcessPool;
import io.multiproc.pool.WorkerInsights;
import io.multiproc.process.StartMethod;
import io.multiproc.testkit.CleanExit;
import io.multiproc.testkit.Signals;
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

/** A worker is stopped by somebody before it has begun what it got. */
@ExtendWith(CleanExit.class)
class SleeperTest {

    private static final Duration LIMIT = Duration.ofSeconds(50);

    @TempDir
    private Path folder;

    static long pid(int item) {
        return currentProcess().pid();
    }

    static long pidAfter(String go) throws InterruptedException {
        Programs.awaitFile(Path.of(go));
        return currentProcess().pid();
    }

    private static ProcessPool pool(int processes) {
        return context(StartMethod.SPAWN).poolBuilder().processes(processes).build();
    }

    private static List<Long> pids(ProcessPool pool) {
        return pool.workers().stream().map(WorkerInsights::pid).toList();
    }

    @Test
    void whatItHasNotBegunGoesToOthersAndItIsBackWhenItGoesOn() throws Exception {
        String go = folder.resolve("go").toString();
        try (ProcessPool pool = pool(2)) {
            List<Long> pids = pids(pool);
            Signals.stop(pids.get(0));
            List<AsyncResult<Long>> results = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                results.add(pool.applyAsync(SleeperTest::pid, i));
            }
            for (AsyncResult<Long> result : results) {
                assertThat(result.get(LIMIT)).isEqualTo(pids.get(1));
            }
            assertThat(pool.map(SleeperTest::pid, IntStream.range(0, 50).boxed().toList(), 1))
                    .containsOnly(pids.get(1));

            AsyncResult<Long> busy = pool.applyAsync(SleeperTest::pidAfter, go);
            AsyncResult<Long> next = pool.applyAsync(SleeperTest::pid, 1);
            Signals.resume(pids.get(0));
            assertThat(next.get(LIMIT)).isEqualTo(pids.get(0));
            Files.createFile(Path.of(go));
            assertThat(busy.get(LIMIT)).isEqualTo(pids.get(1));
            assertThat(pool.insights().departures()).isEmpty();
        }
    }

    @Test
    void whereAllSleepTasksWaitUntilOneIsAwake() throws Exception {
        try (ProcessPool pool = pool(1)) {
            long pid = pids(pool).get(0);
            Signals.stop(pid);
            List<AsyncResult<Long>> results = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                results.add(pool.applyAsync(SleeperTest::pid, i));
            }
            Awaitility.await().atMost(LIMIT).until(() -> pool.workers().get(0).tasksHeld() == 0);
            assertThat(results).noneMatch(AsyncResult::isReady);
            Signals.resume(pid);
            for (AsyncResult<Long> result : results) {
                assertThat(result.get(LIMIT)).isEqualTo(pid);
            }
        }
    }

    /** None of them has received a task. */
    @Test
    void whoeverIsKilledAsleepIsReplaced() throws Exception {
        try (ProcessPool pool = pool(4)) {
            List<Long> pids = pids(pool);
            for (long pid : pids) {
                Signals.stop(pid);
            }
            List<AsyncResult<Long>> results = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                results.add(pool.applyAsync(SleeperTest::pid, i));
            }
            awaitTakenBack(pool);
            for (long pid : pids) {
                Signals.send("KILL", pid);
            }
            for (AsyncResult<Long> result : results) {
                assertThat(result.get(LIMIT)).isNotIn(pids);
            }
        }
    }

    private static void awaitTakenBack(ProcessPool pool) {
        Awaitility.await()
                .atMost(LIMIT)
                .until(() -> pool.workers().stream().noneMatch(worker -> worker.tasksHeld() > 0));
    }

    @Test
    void itsSuccessorIsNotOneTooMany() throws Exception {
        try (ProcessPool pool = context(StartMethod.SPAWN)
                .poolBuilder()
                .processes(2)
                .maxTasksPerChild(1)
                .build()) {
            long pid = pids(pool).get(0);
            Signals.stop(pid);
            assertThat(pool.applyAsync(SleeperTest::pid, 1).get(LIMIT)).isNotEqualTo(pid);
            Signals.resume(pid);
            Awaitility.await().atMost(LIMIT).until(() -> pool.workers().size() == 2);
            assertThat(pool.map(SleeperTest::pid, List.of(1, 2, 3, 4), 1)).doesNotHaveDuplicates();
        }
    }

    @Test
    void oneThatRestsTakesItsPlace() throws Exception {
        try (ProcessPool pool = context(StartMethod.SPAWN)
                .poolBuilder()
                .processes(2)
                .idleTimeout(Duration.ofMillis(300), 1)
                .build()) {
            Awaitility.await().atMost(LIMIT).until(() -> pids(pool).size() == 1);
            long pid = pids(pool).get(0);
            Signals.stop(pid);
            assertThat(pool.applyAsync(SleeperTest::pid, 1).get(LIMIT)).isNotEqualTo(pid);
            Signals.resume(pid);
        }
    }
}
