package io.multiproc.core.pool;

import static io.multiproc.Multiprocessing.pool;
import static io.multiproc.Multiprocessing.poolBuilder;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multiproc.pool.AsyncResult;
import io.multiproc.pool.ProcessPool;
import io.multiproc.pool.ResultIterator;
import io.multiproc.testkit.CleanExit;
import io.multiproc.testkit.Signals;
import io.multiproc.testkit.programs.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What is given up does not keep what is left from going on. */
@ExtendWith(CleanExit.class)
class CancelTest {

    private static final Duration LONG = Duration.ofSeconds(50);

    @TempDir
    Path folder;

    /** Leaves a trace, and dies when it is told to. */
    static int die(String folder, int item) throws Exception {
        Files.createTempFile(Path.of(folder), "run-", "");
        Programs.awaitFile(Path.of(folder, "go"));
        Programs.killSelf(9);
        return item;
    }

    private long runs() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith("run-"))
                    .count();
        }
    }

    @Test
    void whatDiesAfterItsCallWasCancelledIsNotRunAgain() throws Exception {
        String place = folder.toString();
        try (ProcessPool pool = poolBuilder().processes(1).retries(3).build()) {
            AsyncResult<List<Integer>> map = pool.mapAsync(item -> die(place, item), List.of(1));
            Awaitility.await().atMost(LONG).until(() -> runs() == 1);
            assertThat(map.cancel()).isTrue();
            Files.createFile(folder.resolve("go"));
            assertThat(pool.apply(PoolTasks::square, 3)).isEqualTo(9);
        }
        assertThat(runs()).isEqualTo(1);
    }

    @Test
    void whatDiesAfterItsIteratorWasClosedIsNotRunAgain() throws Exception {
        String place = folder.toString();
        try (ProcessPool pool = poolBuilder().processes(1).retries(3).build()) {
            try (ResultIterator<Integer> results = pool.imap(item -> die(place, item), List.of(1))) {
                assertThat(results.hasNext()).isTrue();
                Awaitility.await().atMost(LONG).until(() -> runs() == 1);
            }
            Files.createFile(folder.resolve("go"));
            assertThat(pool.apply(PoolTasks::square, 3)).isEqualTo(9);
        }
        assertThat(runs()).isEqualTo(1);
    }

    /**
     * Its tasks were sent to a worker that has begun none, so that no answer will ever bring the others on their way.
     */
    @Test
    void whatWaitedBehindACancelledCallIsRun() throws Exception {
        try (ProcessPool pool = pool(1)) {
            long worker = pool.apply(PoolTasks::pid);
            Signals.stop(worker);
            List<Integer> items = IntStream.range(0, 200).boxed().toList();
            AsyncResult<List<Integer>> map = pool.mapAsync(PoolTasks::square, items, 1, all -> {}, failure -> {});
            Awaitility.await().atMost(LONG).until(() -> pool.workers().get(0).tasksHeld() > 1);
            AsyncResult<Integer> behind = pool.applyAsync(PoolTasks::square, 3);

            assertThat(map.cancel()).isTrue();
            Signals.resume(worker);

            assertThat(behind.get()).isEqualTo(9);
            assertThatThrownBy(map::get).isInstanceOf(CancellationException.class);
        }
    }

    @Test
    void aWorkerWhoseLastTasksAreCancelledLeaves() throws Exception {
        try (ProcessPool pool = poolBuilder().processes(1).maxTasksPerChild(2).build()) {
            ProcessHandle worker = ProcessHandle.of(pool.workers().get(0).pid()).orElseThrow();
            Signals.stop(worker.pid());
            AsyncResult<Integer> first = pool.applyAsync(PoolTasks::square, 1);
            AsyncResult<Integer> second = pool.applyAsync(PoolTasks::square, 2);

            assertThat(first.cancel()).isTrue();
            assertThat(second.cancel()).isTrue();
            Signals.resume(worker.pid());

            assertThat(worker.onExit().get(LONG.toSeconds(), TimeUnit.SECONDS)).isEqualTo(worker);
            assertThat(pool.apply(PoolTasks::square, 3)).isEqualTo(9);
        }
    }
}
