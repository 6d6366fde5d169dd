package io.multiproc.core.pool;

import static io.multiproc.Multiprocessing.pool;
import static io.multiproc.Multiprocessing.poolBuilder;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multiproc.pool.AsyncResult;
import io.multiproc.pool.ProcessPool;
import io.multiproc.testkit.CleanExit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is given up does not keep what is left from going on. */
@ExtendWith(CleanExit.class)
class CancelTest {

    private static final Duration LONG = Duration.ofSeconds(50);

    /** Its tasks were sent to a worker that has begun none, so that no answer will ever bring the others on their way. */
    @Test
    void whatWaitedBehindACancelledCallIsRun() throws Exception {
        try (ProcessPool pool = pool(1)) {
            long worker = pool.apply(PoolTasks::pid);
            stop(worker);
            List<Integer> items = IntStream.range(0, 200).boxed().toList();
            AsyncResult<List<Integer>> map = pool.mapAsync(PoolTasks::square, items, 1, all -> {}, failure -> {});
            Awaitility.await().atMost(LONG).until(() -> pool.workers().get(0).tasksHeld() > 1);
            AsyncResult<Integer> behind = pool.applyAsync(PoolTasks::square, 3);

            assertThat(map.cancel()).isTrue();
            signal(worker, "CONT");

            assertThat(behind.get()).isEqualTo(9);
            assertThatThrownBy(map::get).isInstanceOf(CancellationException.class);
        }
    }

    @Test
    void aWorkerWhoseLastTasksAreCancelledLeaves() throws Exception {
        try (ProcessPool pool = poolBuilder().processes(1).maxTasksPerChild(2).build()) {
            ProcessHandle worker = ProcessHandle.of(pool.workers().get(0).pid()).orElseThrow();
            stop(worker.pid());
            AsyncResult<Integer> first = pool.applyAsync(PoolTasks::square, 1);
            AsyncResult<Integer> second = pool.applyAsync(PoolTasks::square, 2);

            assertThat(first.cancel()).isTrue();
            assertThat(second.cancel()).isTrue();
            signal(worker.pid(), "CONT");

            assertThat(worker.onExit().get(LONG.toSeconds(), TimeUnit.SECONDS)).isEqualTo(worker);
            assertThat(pool.apply(PoolTasks::square, 3)).isEqualTo(9);
        }
    }

    /** Returns when all of its threads stand still: the signal reaches them one after the other. */
    private static void stop(long pid) throws Exception {
        signal(pid, "STOP");
        Awaitility.await().atMost(LONG).until(() -> {
            try (var threads = Files.list(Path.of("/proc/" + pid + "/task"))) {
                return threads.allMatch(CancelTest::isStopped);
            }
        });
    }

    private static boolean isStopped(Path thread) {
        try {
            String stat = Files.readString(thread.resolve("stat"));
            return stat.startsWith(") T", stat.lastIndexOf(')'));
        } catch (NoSuchFileException e) { // it has ended
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void signal(long pid, String name) throws Exception {
        assertThat(new ProcessBuilder("kill", "-" + name, "" + pid).start().waitFor())
                .isZero();
    }
}
