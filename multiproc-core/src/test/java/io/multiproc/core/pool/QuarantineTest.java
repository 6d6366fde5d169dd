package io.multiproc.core.pool;

import static io.multiproc.Multiprocessing.poolBuilder;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.multiproc.pool.AsyncResult;
import io.multiproc.pool.ProcessPool;
import io.multiproc.pool.ResultIterator;
import io.multiproc.pool.WorkerTerminatedException;
import io.multiproc.pool.WorkerTerminatedException.Verdict;
import io.multiproc.testkit.CleanExit;
import io.multiproc.testkit.programs.Programs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Which tasks are run again after a worker's death, how often, and what becomes of those that always kill. */
@ExtendWith(CleanExit.class)
class QuarantineTest {

    @TempDir
    Path folder;

    /** Item 3 always kills its worker, item 5 leaves it; each run leaves a trace. */
    static int dieAtSome(String folder, int item) throws Exception {
        Files.createTempFile(Path.of(folder), item + "-", "");
        if (item == 3) {
            Programs.killSelf(9);
        } else if (item == 5) {
            Programs.exitWith(7);
        }
        return item;
    }

    private long runs(int item) throws Exception {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith(item + "-"))
                    .count();
        }
    }

    @Test
    void aTaskThatKillsSeveralWorkersIsGivenUpWithAReportOfEach() throws Exception {
        String traces = folder.toString();
        ConcurrentLinkedQueue<Integer> asked = new ConcurrentLinkedQueue<>();
        Map<Integer, WorkerTerminatedException> failures = new HashMap<>();
        List<Integer> good = new ArrayList<>();
        try (ProcessPool pool = poolBuilder()
                .processes(2)
                .retries(2)
                .retryIf(death -> {
                    asked.add(death.item().orElse(-1));
                    return death.verdict() == Verdict.KILLED;
                })
                .build()) {
            ResultIterator<Integer> each = pool.imapUnordered(
                    item -> dieAtSome(traces, item),
                    IntStream.range(0, 12).boxed().toList(),
                    4);
            while (each.hasNext()) {
                try {
                    good.add(each.next());
                } catch (WorkerTerminatedException e) {
                    failures.put(e.item().orElseThrow(), e);
                }
            }
        }
        assertThat(good).containsExactlyInAnyOrder(0, 1, 2, 4, 6, 7, 8, 9, 10, 11);
        assertThat(failures).containsOnlyKeys(3, 5);
        WorkerTerminatedException deadly = failures.get(3);
        assertThat(deadly).hasMessageContaining("it has killed 3 workers").hasMessageContaining("its argument: 3");
        assertThat(deadly.workersLost()).isEqualTo(3);
        assertThat(Arrays.stream(deadly.getSuppressed())
                        .map(WorkerTerminatedException.class::cast)
                        .map(WorkerTerminatedException::pid))
                .hasSize(3)
                .doesNotHaveDuplicates()
                .last()
                .isEqualTo(deadly.pid());
        assertThat(Arrays.stream(deadly.getSuppressed())
                        .map(death -> ((WorkerTerminatedException) death).workersLost()))
                .containsExactly(1, 2, 3);
        assertThat(runs(3)).isEqualTo(3);
        assertThat(failures.get(5).workersLost()).isEqualTo(1);
        assertThat(failures.get(5).getSuppressed()).isEmpty();
        assertThat(runs(5)).isEqualTo(1);
        assertThat(asked).containsExactlyInAnyOrder(3, 3, 5); // not when it makes no difference
    }

    @Test
    void aConditionThatFailsIsANo() throws Exception {
        try (ProcessPool pool = poolBuilder()
                .processes(1)
                .retryIf(death -> {
                    throw new IllegalStateException("cannot decide");
                })
                .build()) {
            String traces = folder.toString();
            WorkerTerminatedException e =
                    catchThrowableOfType(WorkerTerminatedException.class, () -> pool.apply(() -> dieAtSome(traces, 3)));
            assertThat(e.workersLost()).isEqualTo(1);
            assertThat(pool.apply(() -> 7)).isEqualTo(7);
        }
        assertThat(runs(3)).isEqualTo(1);
    }

    @Test
    void aCallbackMayWaitForATaskWhoseConditionIsStillToBeAsked() throws Exception {
        String traces = folder.toString();
        CompletableFuture<AsyncResult<Integer>> closed = new CompletableFuture<>();
        ProcessPool pool =
                poolBuilder().processes(1).retries(1).retryIf(death -> true).build();
        try {
            AsyncResult<Integer> unused = pool.applyAsync(() -> 7).onResult(seven -> {
                AsyncResult<Integer> deadly = pool.applyAsync(() -> dieAtSome(traces, 3));
                pool.close();
                closed.complete(deadly);
            });
            AsyncResult<Integer> deadly = closed.get(50, TimeUnit.SECONDS);
            assertThat(deadly.exception()).isInstanceOf(WorkerTerminatedException.class);
            assertThat(runs(3)).isEqualTo(2);
        } finally {
            pool.terminate();
        }
    }

    @Test
    void aTaskWhoseFateIsNotDecidedEndsWithItsPool() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        ProcessPool pool = poolBuilder()
                .processes(1)
                .retryIf(death -> {
                    asked.countDown();
                    try {
                        ended.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    return true;
                })
                .build();
        String traces = folder.toString();
        AsyncResult<Integer> lost = pool.applyAsync(() -> dieAtSome(traces, 3));
        asked.await();
        assertThat(pool.apply(() -> 7)).isEqualTo(7);
        CompletableFuture<Void> terminated = CompletableFuture.runAsync(pool::terminate);
        assertThatThrownBy(lost::get).isInstanceOf(CancellationException.class);
        ended.countDown();
        terminated.get();
        assertThat(runs(3)).isEqualTo(1);
    }
}
