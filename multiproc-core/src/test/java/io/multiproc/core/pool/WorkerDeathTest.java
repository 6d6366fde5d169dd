package io.multiproc.core.pool;

import static io.multiproc.Multiprocessing.pool;
import static io.multiproc.Multiprocessing.poolBuilder;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multiproc.pool.AsyncResult;
import io.multiproc.pool.PoolBrokenException;
import io.multiproc.pool.ProcessPool;
import io.multiproc.pool.WorkerTerminatedException;
import io.multiproc.testkit.CleanExit;
import io.multiproc.testkit.programs.Programs;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.RejectedExecutionException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What happens to tasks when workers die under them. */
@ExtendWith(CleanExit.class)
class WorkerDeathTest {

    @TempDir
    Path folder;

    /** A task that appends its number to a file, so that each run of it leaves a trace, and dies if it is told to. */
    static int record(String folder, int task, int killer) throws Exception {
        Files.createFile(Path.of(folder, task + "-" + ProcessHandle.current().pid()));
        if (task == killer) {
            Programs.killSelf(9);
        }
        return task;
    }

    static int exhaust() {
        Programs.exhaustHeap();
        return 0;
    }

    static int exit(int code) {
        Programs.exitWith(code);
        return 0;
    }

    static int halt(int code) {
        Programs.haltWith(code);
        return 0;
    }

    static int kill(int signal) throws Exception {
        Programs.killSelf(signal);
        return 0;
    }

    static int exitUnderAHookThatHangs(String started) throws Exception {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            try {
                Programs.sleepForever();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }));
        System.exit(5);
        return 0;
    }

    static int waitFor(String file) throws InterruptedException {
        Programs.awaitFile(Path.of(file));
        return 1;
    }

    static int initializeOnce(String file) throws Exception {
        return Files.exists(Path.of(file)) ? 1 : 0;
    }

    @ParameterizedTest
    @CsvSource({
        "kill,   9,   -9, signal 9 (SIGKILL)",
        "kill,   15,  -15, signal 15 (SIGTERM)",
        "kill,   6,   -6, signal 6 (SIGABRT)",
        "exit,   0,   0,  exit code 0",
        "exit,   3,   3,  exit code 3",
        "exit,   143, 143, exit code 143",
        "halt,   4,   4,  exit code 4"
    })
    void onlyTheGuiltyTaskFailsAndSaysHow(String way, int number, int exitCode, String words) throws Exception {
        try (ProcessPool pool = pool(2)) {
            List<AsyncResult<Integer>> good = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                int item = i;
                good.add(pool.applyAsync(() -> item));
            }
            AsyncResult<Integer> bad = switch (way) {
                case "kill" -> pool.applyAsync(WorkerDeathTest::kill, number);
                case "exit" -> pool.applyAsync(WorkerDeathTest::exit, number);
                default -> pool.applyAsync(WorkerDeathTest::halt, number);
            };
            for (int i = 50; i < 100; i++) {
                int item = i;
                good.add(pool.applyAsync(() -> item));
            }
            assertThatThrownBy(bad::get).isInstanceOfSatisfying(WorkerTerminatedException.class, e -> {
                assertThat(e.exitCode()).isEqualTo(exitCode);
                assertThat(e.getMessage())
                        .contains(words)
                        .contains("while running task 51: the task is lost")
                        .contains(e.worker())
                        .contains("(pid " + e.pid() + ")");
            });
            for (int i = 0; i < 100; i++) {
                assertThat(good.get(i).get()).isEqualTo(i);
            }
        }
    }

    @Test
    void anExhaustedHeapIsNamed() throws Exception {
        try (ProcessPool pool = poolBuilder().processes(1).jvmOptions("-Xmx24m").build()) {
            AsyncResult<Integer> bad = pool.applyAsync(WorkerDeathTest::exhaust);
            AsyncResult<Integer> good = pool.applyAsync(() -> 7);
            assertThatThrownBy(bad::get)
                    .isInstanceOf(WorkerTerminatedException.class)
                    .hasMessageContaining("heap is exhausted");
            assertThat(good.get()).isEqualTo(7);
        }
    }

    @Test
    void noTaskIsLostOrRunTwiceButTheGuiltyOne() throws Exception {
        int tasks = 400;
        int killer = 123;
        try (ProcessPool pool = pool(2)) {
            List<AsyncResult<Integer>> results = new ArrayList<>();
            String traces = folder.toString();
            for (int i = 0; i < tasks; i++) {
                int task = i;
                results.add(pool.applyAsync(() -> record(traces, task, killer)));
            }
            for (int i = 0; i < tasks; i++) {
                AsyncResult<Integer> result = results.get(i);
                if (i == killer) {
                    assertThatThrownBy(result::get).isInstanceOf(WorkerTerminatedException.class);
                } else {
                    assertThat(result.get()).isEqualTo(i);
                }
            }
        }
        try (var traces = Files.list(folder)) {
            assertThat(traces.map(file -> file.getFileName().toString().replaceAll("-.*", "")))
                    .doesNotHaveDuplicates()
                    .hasSize(tasks);
        }
    }

    @Test
    void workersKilledAtRandomCostTheirOwnTasksOnly() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        int lost = 0;
        try (ProcessPool pool = pool(2)) {
            for (int round = 0; round < 8; round++) {
                // one that works: killing a pool's workers while they start, again and again, breaks it on purpose
                long victim = pool.apply(() -> ProcessHandle.current().pid());
                List<AsyncResult<Integer>> results = new ArrayList<>();
                for (int i = 0; i < 2000; i++) {
                    int task = i;
                    results.add(pool.applyAsync(() -> task));
                }
                java.util.concurrent.locks.LockSupport.parkNanos(random.nextInt(5_000_000));
                ProcessHandle.of(victim).ifPresent(ProcessHandle::destroyForcibly);
                int lostNow = 0;
                for (int i = 0; i < 2000; i++) {
                    try {
                        assertThat(results.get(i).get()).as("seed %d", seed).isEqualTo(i);
                    } catch (WorkerTerminatedException e) {
                        lostNow++;
                    }
                }
                assertThat(lostNow).as("seed %d", seed).isLessThanOrEqualTo(1);
                lost += lostNow;
            }
        }
        assertThat(lost).isLessThanOrEqualTo(8);
    }

    @Test
    void aTaskReadAheadDoesNotWaitForABusyWorker() throws Exception {
        Path go = folder.resolve("go");
        try (ProcessPool pool = pool(2)) {
            AsyncResult<Integer> slow = pool.applyAsync(WorkerDeathTest::waitFor, go.toString());
            List<AsyncResult<Integer>> quick = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                int item = i;
                quick.add(pool.applyAsync(() -> item));
            }
            for (int i = 0; i < 40; i++) {
                assertThat(quick.get(i).get()).isEqualTo(i); // while the other worker still waits
            }
            assertThat(slow.isReady()).isFalse();
            Files.createFile(go);
            assertThat(slow.get()).isEqualTo(1);
        }
    }

    @Test
    void aWorkerThatHangsInItsExitIsKilled() throws Exception {
        try (ProcessPool pool = pool(1)) {
            assertThatThrownBy(() -> pool.apply(WorkerDeathTest::exitUnderAHookThatHangs, ""))
                    .isInstanceOf(WorkerTerminatedException.class);
            assertThat(pool.apply(() -> 3)).isEqualTo(3);
        }
    }

    @Test
    void aPoolWhoseReplacementsCannotStartBreaksInsteadOfTryingForEver() throws Exception {
        Path flag = Files.createFile(folder.resolve("works"));
        String name = flag.toString();
        ProcessPool pool = poolBuilder()
                .processes(1)
                .initializer(() -> {
                    if (!Files.exists(Path.of(name))) {
                        throw new IllegalStateException("the file is gone");
                    }
                })
                .build();
        Files.delete(flag);
        AsyncResult<Integer> first = pool.applyAsync(WorkerDeathTest::kill, 9);
        AsyncResult<Integer> second = pool.applyAsync(() -> 1);

        assertThatThrownBy(first::get).isInstanceOf(WorkerTerminatedException.class);
        assertThatThrownBy(second::get)
                .isInstanceOf(PoolBrokenException.class)
                .hasMessageContaining("the file is gone");
        assertThatThrownBy(() -> pool.applyAsync(() -> 1)).isInstanceOf(PoolBrokenException.class);
        assertThatThrownBy(() -> pool.asExecutorService().submit((Runnable & Serializable) Programs::returnNormally))
                .isInstanceOf(RejectedExecutionException.class)
                .hasCauseInstanceOf(PoolBrokenException.class);
        pool.close();
    }

    @Test
    void terminateEndsATaskThatNeverEnds() throws Exception {
        Path started = folder.resolve("started");
        String name = started.toString();
        ProcessPool pool = pool(1);
        AsyncResult<Integer> result = pool.applyAsync(() -> {
            Files.createFile(Path.of(name));
            Programs.loopForever();
            return 1;
        });
        Awaitility.await().atMost(Duration.ofSeconds(50)).until(() -> Files.exists(started));
        pool.terminate();
        assertThatThrownBy(result::get).isInstanceOf(java.util.concurrent.CancellationException.class);
        pool.terminate();
        pool.close();
    }

    @Test
    void aWorkersOwnChildrenDieWithIt() throws Exception {
        Path pidFile = folder.resolve("pid");
        String name = pidFile.toString();
        ProcessPool pool = pool(1);
        AsyncResult<Integer> result = pool.applyAsync(() -> {
            Process sleeper = new ProcessBuilder("sleep", "1000").start();
            Programs.writeText(Path.of(name), "" + sleeper.pid());
            return sleeper.waitFor();
        });
        Awaitility.await().atMost(Duration.ofSeconds(50)).until(() -> Files.exists(pidFile));
        long pid = Long.parseLong(Files.readString(pidFile));
        pool.terminate();
        assertThatThrownBy(result::get).isInstanceOf(java.util.concurrent.CancellationException.class);
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() ->
                        ProcessHandle.of(pid).map(handle -> !handle.isAlive()).orElse(true));
    }
}
