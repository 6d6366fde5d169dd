package io.multiproc.core.pool;

import static io.multiproc.Multiprocessing.context;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multiproc.ipc.Ipc;
import io.multiproc.pool.AsyncResult;
import io.multiproc.pool.PoolBrokenException;
import io.multiproc.pool.ProcessPool;
import io.multiproc.pool.WorkerTerminatedException;
import io.multiproc.process.ProcessStartException;
import io.multiproc.process.StartMethod;
import io.multiproc.testkit.CleanExit;
import io.multiproc.testkit.programs.Programs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Workers whose file cannot be made, as when there is no room in {@code /dev/shm}: here another one is in its place.
 */
@ExtendWith(CleanExit.class)
class BoardFileTest {

    private static final String PREFIX = "board-";

    @TempDir
    Path folder;

    private final List<Path> obstacles = new ArrayList<>();

    private @Nullable ProcessPool pool;

    /** Not by {@code close}, which would wait for ever for what has no worker. */
    @AfterEach
    void end() throws IOException {
        clear();
        if (pool != null) {
            pool.terminate();
        }
    }

    private void clear() throws IOException {
        for (Path obstacle : obstacles) {
            Files.deleteIfExists(obstacle);
        }
        obstacles.clear();
    }

    static int haltAfter(String file) throws InterruptedException {
        Programs.awaitFile(Path.of(file));
        Programs.haltWith(4);
        return 0;
    }

    /** In a worker that is about to be ready: its file is the only one of its kind, the first time. */
    static void note(Path runDirectory, Path number) throws IOException {
        if (Files.notExists(number)) {
            Programs.writeText(number, boards(runDirectory).get(0).substring(PREFIX.length()));
        }
    }

    private static List<String> boards(Path runDirectory) throws IOException {
        try (Stream<Path> files = Files.list(runDirectory)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith(PREFIX))
                    .toList();
        }
    }

    /** Of one worker, whose file's number is known afterwards. */
    private ProcessPool.Builder builder() {
        String runDirectory = Ipc.local().directory().toString();
        String number = numberFile().toString();
        return context(StartMethod.SPAWN)
                .poolBuilder()
                .processes(1)
                .initializer(() -> note(Path.of(runDirectory), Path.of(number)));
    }

    private Path numberFile() {
        return folder.resolve("number");
    }

    /** Puts something in the place of so many files that come after the known one. */
    private void obstruct(int first, int count) throws IOException {
        long known = Long.parseLong(Files.readString(numberFile()));
        for (long number = known + first; number < known + first + count; number++) {
            obstacles.add(Files.createFile(Ipc.local().directory().resolve(PREFIX + number)));
        }
    }

    @Test
    void oneThatNeverCanBeMadeBreaksThePool() throws Exception {
        pool = builder().build();
        obstruct(1, 10);
        Path all = folder.resolve("all");
        AsyncResult<Integer> lost = pool.applyAsync(BoardFileTest::haltAfter, all.toString());
        AsyncResult<Integer> waiting = pool.applyAsync(PoolTasks::square, 3);
        AsyncResult<List<Integer>> map = pool.mapAsync(PoolTasks::square, List.of(1, 2, 3));
        Files.createFile(all);

        assertThatThrownBy(lost::get).isInstanceOf(WorkerTerminatedException.class);
        assertThatThrownBy(waiting::get)
                .isInstanceOf(PoolBrokenException.class)
                .hasCauseInstanceOf(ProcessStartException.class)
                .hasMessageContaining(
                        "pool '" + pool.name() + "' cannot start its workers: cannot create the task board"
                                + " of worker " + pool.name() + "-worker-")
                .hasMessageContaining(
                        "FileAlreadyExistsException: " + Ipc.local().directory())
                .hasMessageContaining("-Dmultiproc.dir=DIR");
        assertThatThrownBy(map::get).isInstanceOf(PoolBrokenException.class);
        assertThatThrownBy(() -> pool.applyAsync(PoolTasks::square, 3)).isInstanceOf(PoolBrokenException.class);
        pool.close();
        assertThat(obstacles).allMatch(Files::exists);
    }

    @Test
    void oneThatCanBeMadeLaterCostsNothing() throws Exception {
        pool = builder().build();
        obstruct(1, 2);
        AsyncResult<Integer> lost = pool.applyAsync(
                BoardFileTest::haltAfter,
                Files.createFile(folder.resolve("now")).toString());
        assertThat(pool.apply(PoolTasks::square, 3)).isEqualTo(9);
        assertThatThrownBy(lost::get).isInstanceOf(WorkerTerminatedException.class);
        assertThat(pool.workers()).hasSize(1);
        pool.close();
        obstruct(4, 1); // of a pool that is made, the first failure counts
        assertThatThrownBy(() -> builder().build())
                .isInstanceOf(PoolBrokenException.class)
                .hasMessageContaining("cannot create the task board");
    }

    @Test
    void failuresBetweenWhichWorkersGetReadyDoNotAddUp() throws Exception {
        ProcessPool own = builder().maxTasksPerChild(1).build();
        pool = own;
        obstruct(1, 2);
        assertThat(own.apply(PoolTasks::square, 1)).isEqualTo(1);
        assertThat(own.apply(PoolTasks::square, 2)).isEqualTo(4); // by the third that was tried
        obstruct(5, 2);
        assertThat(own.apply(PoolTasks::square, 3)).isEqualTo(9);
        assertThat(own.apply(PoolTasks::square, 4)).isEqualTo(16);
        own.close();
    }

    @Test
    void theOldWorkerWorksOnIfThatOfItsSuccessorCannotBeMade() throws Exception {
        ProcessPool own = builder().maxHeapInUse(40 << 20).heap(200 << 20).build();
        pool = own;
        try (Warnings log = new Warnings("io.multiproc.core.pool.staff.Replacements")) {
            obstruct(1, 10);
            long old = own.apply(PoolTasks::pid);
            assertThat(own.apply(RecyclingTest::leakHeap, 60)).isEqualTo(1);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(100))
                    .until(() -> !log.all().isEmpty());

            assertThat(log.all()).allSatisfy(entry -> {
                assertThat(entry.getMessage()).endsWith("could not be replaced and works on");
                assertThat(entry.getThrown()).hasMessageContaining("cannot create the task board");
            });
            assertThat(own.apply(PoolTasks::pid)).isEqualTo(old);
            clear();
            Awaitility.await().atMost(Duration.ofSeconds(100)).until(() -> own.apply(PoolTasks::pid) != old);
        }
        own.close();
    }

    @Test
    void oneOfAWorkerThatCannotBeStartedIsRemoved() throws IOException {
        assertThatThrownBy(() -> builder().name("n".repeat(1 << 16)).build())
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("cannot describe process");
        assertThat(boards(Ipc.local().directory())).isEmpty();
    }
}
