package io.multiproc.core.pool;

import static io.multiproc.Multiprocessing.context;
import static io.multiproc.Multiprocessing.pool;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multiproc.pool.AsyncResult;
import io.multiproc.pool.ProcessPool;
import io.multiproc.pool.ResultIterator;
import io.multiproc.pool.TaskCancelledException;
import io.multiproc.process.StartMethod;
import io.multiproc.testkit.CleanExit;
import io.multiproc.testkit.programs.Programs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What runs is ended when nobody wants it any more, and no other task notices. */
@ExtendWith(CleanExit.class)
class CancelRunningTest {

    private static final Duration LONG = Duration.ofSeconds(50);

    @TempDir
    Path folder;

    /** Leaves a trace, and does not end by itself. */
    static int sleep(String folder, int item) throws Exception {
        Programs.writeText(Path.of(folder, "begun-" + item), "");
        Programs.sleepForever();
        return item;
    }

    static int loop(String folder) throws Exception {
        Programs.writeText(
                Path.of(folder, "loops"), "" + ProcessHandle.current().pid());
        Programs.loopForever();
        return 0;
    }

    /** One fails when all the others have begun, which do not end by themselves. */
    static int failAtZero(String folder, int item) throws Exception {
        if (item > 0) {
            return sleep(folder, item);
        }
        Programs.awaitFile(Path.of(folder, "begun-1"));
        throw new IllegalStateException("zero");
    }

    @ParameterizedTest
    @EnumSource(
            value = StartMethod.class,
            names = {"SPAWN", "THREAD"})
    void endsACallAndAMap(StartMethod method) throws Exception {
        String traces = folder.toString();
        try (ProcessPool pool = context(method).poolBuilder().processes(1).build()) {
            AsyncResult<Integer> call = pool.applyAsync(CancelRunningTest::sleep, traces, 1);
            awaitTrace("begun-1");

            assertThat(call.cancel()).isFalse();
            assertThat(call.isReady()).isFalse();
            assertThat(call.cancel(true)).isTrue();
            assertThatThrownBy(call::get)
                    .isInstanceOf(CancellationException.class)
                    .hasMessage("task 1 was cancelled");
            assertThat(call.cancel(true)).isFalse();
            TaskCancelledException there = awaitTold(call, 1).get(0);
            assertThat(there.remoteStackTrace()).contains("CancelRunningTest.sleep");
            assertThat(there).hasMessageContaining("task 1 was there in " + there.worker());
            assertThat(there.item()).isEmpty();
            assertThat(there.pid()).isPositive();

            AsyncResult<List<Integer>> map =
                    pool.mapAsync(item -> sleep(traces, item), List.of(11, 12, 13, 14), 2, all -> {}, failure -> {});
            awaitTrace("begun-11");
            assertThat(map.cancel(true)).isTrue();
            assertThatThrownBy(map::get).isInstanceOf(CancellationException.class);
            assertThat(awaitTold(map, 1).get(0).remoteStackTrace()).contains("CancelRunningTest.sleep");

            assertThat(pool.apply(PoolTasks::square, 3)).isEqualTo(9);
        }
        assertThat(folder.resolve("begun-12")).doesNotExist(); // the rest of the chunk was given up
        assertThat(folder.resolve("begun-13")).doesNotExist();
    }

    @Test
    void aWorkerThatDoesNotHeedItIsReplacedAndTheOthersGoOn() throws Exception {
        String traces = folder.toString();
        try (ProcessPool pool = pool(2)) {
            AsyncResult<Integer> call = pool.applyAsync(CancelRunningTest::loop, traces);
            awaitTrace("loops");
            ProcessHandle worker = ProcessHandle.of(Long.parseLong(Files.readString(folder.resolve("loops"))))
                    .orElseThrow();
            assertThat(call.cancel(true)).isTrue();
            assertThatThrownBy(call::get).isInstanceOf(CancellationException.class);

            assertThat(pool.map(PoolTasks::square, List.of(1, 2, 3), 1)).containsExactly(1, 4, 9);
            assertThat(worker.onExit().get(LONG.toSeconds(), TimeUnit.SECONDS)).isEqualTo(worker);
            assertThat(pool.map(PoolTasks::square, List.of(1, 2, 3), 1)).containsExactly(1, 4, 9);
            assertThat(awaitTold(call, 2)) // once more, when it has not heeded its interruption
                    .hasSize(2)
                    .allSatisfy(e -> assertThat(e.remoteStackTrace()).contains("Programs.loopForever"));
        }
    }

    @Test
    void aWorkerThatIgnoresSigtermIsKilledWithItsChildren() throws Exception {
        String pidFile = folder.resolve("pid").toString();
        try (ProcessPool pool =
                context(StartMethod.SPAWN).poolBuilder().processes(1).build()) {
            AsyncResult<Integer> call = pool.applyAsync(TaskTimeoutTest::loopForeverThroughTerm, pidFile);
            Programs.awaitFile(Path.of(pidFile));
            ProcessHandle child = ProcessHandle.of(Long.parseLong(Files.readString(Path.of(pidFile))))
                    .orElseThrow();
            assertThat(call.cancel(true)).isTrue();
            assertThat(pool.apply(PoolTasks::square, 3)).isEqualTo(9);
            assertThat(child.onExit().get(LONG.toSeconds(), TimeUnit.SECONDS)).isEqualTo(child);
        }
    }

    @Test
    void itsWorkerMayDieMeanwhile() throws Exception {
        String traces = folder.toString();
        try (ProcessPool pool = pool(1)) {
            AsyncResult<Integer> call = pool.applyAsync(CancelRunningTest::loop, traces);
            AsyncResult<Integer> behind = pool.applyAsync(PoolTasks::square, 3);
            awaitTrace("loops");
            assertThat(call.cancel(true)).isTrue();
            ProcessHandle.of(Long.parseLong(Files.readString(folder.resolve("loops"))))
                    .ifPresent(ProcessHandle::destroyForcibly);
            assertThat(behind.get()).isEqualTo(9);
            assertThatThrownBy(call::get).isInstanceOf(CancellationException.class);
        } // does not wait for what was given up
    }

    @Test
    void aMapMayEndWithItsFirstFailure() throws Exception {
        String traces = folder.toString();
        try (ProcessPool pool = pool(2)) {
            assertThatThrownBy(() -> pool.failingFast().map(item -> failAtZero(traces, item), List.of(0, 1, 2, 3), 1))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("zero");
            assertThat(pool.map(PoolTasks::square, List.of(1, 2, 3), 1)).containsExactly(1, 4, 9);
            assertThat(pool.failingFast().map(PoolTasks::square, List.of(1, 2))).containsExactly(1, 4);
        }
    }

    @Test
    void anIterationMayEndWithItsFirstFailure() throws Exception {
        String traces = folder.toString();
        AtomicInteger read = new AtomicInteger();
        Iterable<Integer> endless = () -> Stream.generate(read::getAndIncrement).iterator();
        try (ProcessPool pool = pool(2)) {
            ResultIterator<Integer> results = pool.failingFast().imap(item -> failAtZero(traces, item), endless);
            assertThatThrownBy(results::next)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("zero");
            int all = read.get();
            assertThat(results.hasNext()).isFalse();
            assertThatThrownBy(results::next).isInstanceOf(NoSuchElementException.class);
            assertThat(pool.map(PoolTasks::square, List.of(1, 2, 3), 1)).containsExactly(1, 4, 9);
            assertThat(read.get()).isEqualTo(all);
        } // does not wait for what would never end by itself
    }

    /** Where it was, as often as that is told. */
    private static List<TaskCancelledException> awaitTold(AsyncResult<?> result, int times) throws Exception {
        Throwable failure = result.exception();
        assertThat(failure).isInstanceOf(CancellationException.class);
        return Awaitility.await()
                .atMost(LONG)
                .until(
                        () -> Arrays.stream(failure.getSuppressed())
                                .map(TaskCancelledException.class::cast)
                                .toList(),
                        told -> told.size() >= times);
    }

    private void awaitTrace(String name) {
        Awaitility.await().atMost(LONG).until(() -> Files.exists(folder.resolve(name)));
    }
}
