package io.multiproc.core.pool.dispatch;

import static io.multiproc.Multiprocessing.poolBuilder;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multiproc.core.pool.call.StyledCalls;
import io.multiproc.pool.AsyncResult;
import io.multiproc.pool.ProcessPool;
import io.multiproc.pool.WorkerTerminatedException;
import io.multiproc.testkit.CleanExit;
import io.multiproc.testkit.programs.Programs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Outcomes that lie in the memory of a worker, and nobody has seen them yet. */
@ExtendWith(CleanExit.class)
class UnseenOutcomesTest {

    private static final Duration LONG = Duration.ofMinutes(1);
    private static final int FINISHED = 20;

    @TempDir
    Path folder;

    static int record(String folder, int task) throws Exception {
        Files.createTempFile(Path.of(folder), task + "-", "");
        if (task == FINISHED) {
            Programs.killSelf(9);
        }
        return task;
    }

    static int waitFor(String file, int result) throws InterruptedException {
        Programs.awaitFile(Path.of(file));
        return result;
    }

    static byte[] bytes(int count) {
        return new byte[count];
    }

    @Test
    void areNeitherLostNorRunAgainWhenTheWorkerIsKilled() throws Exception {
        try (ProcessPool pool = poolBuilder().processes(1).build()) {
            Lookout lookout = lookout(pool);
            lookout.begin(); // no worker knocks from now on: its outcomes lie there until it is dead
            List<AsyncResult<Integer>> results = new ArrayList<>();
            for (int task = 0; task < FINISHED + 3; task++) {
                results.add(pool.applyAsync(UnseenOutcomesTest::record, folder.toString(), task));
            }
            for (int task = 0; task < FINISHED; task++) {
                results.get(task).await(LONG);
                assertThat(results.get(task).get(LONG)).isEqualTo(task);
            }
            assertThatThrownBy(() -> results.get(FINISHED).get(LONG)).isInstanceOf(WorkerTerminatedException.class);
            lookout.end();
            for (int task = FINISHED + 1; task < FINISHED + 3; task++) {
                assertThat(results.get(task).get(LONG)).isEqualTo(task);
            }
            for (int task = 0; task < FINISHED + 3; task++) {
                assertThat(runs(task)).as("runs of task %d", task).isEqualTo(1);
            }
        }
    }

    private long runs(int task) throws Exception {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith(task + "-"))
                    .count();
        }
    }

    @Test
    void areSeenWhileALongTaskFollows() throws Exception {
        Path file = folder.resolve("go");
        try (ProcessPool pool = poolBuilder().processes(1).build()) {
            AsyncResult<Integer> quick = pool.applyAsync(Math::abs, -7);
            AsyncResult<Integer> slow = pool.applyAsync(UnseenOutcomesTest::waitFor, file.toString(), 8);
            assertThat(quick.get(LONG)).isEqualTo(7);
            assertThat(slow.isReady()).isFalse();
            Files.createFile(file);
            assertThat(slow.get(LONG)).isEqualTo(8);
        }
    }

    @Test
    void ofAllSizesComeByEitherWay() throws Exception {
        List<Integer> sizes = new ArrayList<>();
        for (int round = 0; round < 300; round++) {
            sizes.add(round % 7 == 0 ? 10_000 + 100 * round : 13 * round);
        }
        try (ProcessPool pool = poolBuilder().processes(2).build()) {
            List<byte[]> results = pool.map(UnseenOutcomesTest::bytes, sizes, 1);
            assertThat(results).extracting(bytes -> bytes.length).isEqualTo(sizes);
        }
    }

    private static Lookout lookout(ProcessPool pool) {
        return ((StyledCalls) pool).core().dispatcher().lookout();
    }
}
