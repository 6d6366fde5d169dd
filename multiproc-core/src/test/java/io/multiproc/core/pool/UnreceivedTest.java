package io.multiproc.core.pool;

import static io.multiproc.Multiprocessing.poolBuilder;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multiproc.pool.AsyncResult;
import io.multiproc.pool.DepartureReason;
import io.multiproc.pool.ProcessPool;
import io.multiproc.pool.WorkerTerminatedException;
import io.multiproc.pool.WorkerTerminatedException.Verdict;
import io.multiproc.testkit.ChildJvm;
import io.multiproc.testkit.CleanExit;
import io.multiproc.testkit.SameWithoutNative;
import io.multiproc.testkit.programs.Programs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Messages of which a worker dies before it has begun the task: a few more try, and nobody else suffers for it. */
@ExtendWith(CleanExit.class)
@SameWithoutNative
class UnreceivedTest {

    private static final long HEAP = 32L << 20;
    private static final int TOO_LARGE = 40 << 20;

    @TempDir
    private Path folder;

    private static ProcessPool pool() {
        return poolBuilder().processes(2).heap(HEAP).build();
    }

    /** Its heap has no room for what the worker returns. */
    static final class SmallProgram {

        private SmallProgram() {}

        public static void main(String[] arguments) throws InterruptedException {
            try (ProcessPool pool =
                    poolBuilder().processes(1).retries(2).jvmOptions("-Xmx400m").build()) {
                try {
                    System.out.println(pool.apply(byte[]::new, 100 << 20).length);
                } catch (WorkerTerminatedException e) {
                    System.out.println(e.workersLost() + " " + e.getMessage());
                }
                System.out.println(pool.apply(PoolTasks::square, 3));
            }
        }
    }

    @Test
    void aResultThatIsTooLargeForTheHeapOfTheProgramIsNotBlamedOnAnybodyElse() throws Exception {
        ChildJvm.Result result =
                ChildJvm.of(SmallProgram.class).jvmOptions("-Xmx48m").run(Duration.ofSeconds(100));
        assertThat(result.output())
                .containsPattern(
                        "1 worker ProcessPool-1-worker-1 \\(pid \\d+\\) ended by signal 9 \\(SIGKILL\\) while running task 1.*"
                                + " \\(by its parent, which could not take what it sent: the heap of this process has no room for it ")
                .contains("WARNING: worker ProcessPool-1-worker-1 is killed: the heap of this process has no room")
                .endsWith("\n9\n");
    }

    static int length(byte[] bytes) {
        return bytes.length;
    }

    static int awaitGo(String go) throws InterruptedException {
        Programs.awaitFile(Path.of(go));
        return 7;
    }

    @Test
    void anArgumentThatIsTooLargeForTheHeapOfAWorkerFailsItsTaskOnly() throws Exception {
        String go = folder.resolve("go").toString();
        try (ProcessPool pool = pool()) {
            AsyncResult<Integer> innocent = pool.applyAsync(UnreceivedTest::awaitGo, go);
            AsyncResult<Integer> guilty = pool.applyAsync(UnreceivedTest::length, new byte[TOO_LARGE]);
            AsyncResult<Integer> next = pool.applyAsync(PoolTasks::square, 3);

            assertThatThrownBy(guilty::get)
                    .isInstanceOfSatisfying(WorkerTerminatedException.class, e -> {
                        assertThat(e.verdict()).isEqualTo(Verdict.HEAP_EXHAUSTED);
                        assertThat(e.getSuppressed()).hasSize(3);
                    })
                    .hasMessageContaining(
                            "when it was about to begin task 2: the task is lost, it has killed 3 workers")
                    .hasMessageContaining("bytes: it may be too large for the worker's heap)");
            assertThat(next.get()).isEqualTo(9);
            assertThat(innocent.isReady()).isFalse();
            Files.createFile(Path.of(go));
            assertThat(innocent.get()).isEqualTo(7);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(50))
                    .untilAsserted(() -> assertThat(pool.insights().departures())
                            .containsExactlyEntriesOf(java.util.Map.of(DepartureReason.DEATH, 3L)));
        }
    }

    /** It would kill three workers for each of the items. */
    @Test
    void aFunctionThatIsTooLargeForItIsNotTriedForEachItem() throws Exception {
        byte[] table = new byte[TOO_LARGE];
        List<Integer> items = IntStream.range(0, 5_000).boxed().toList();
        try (ProcessPool pool = pool()) {
            assertThatThrownBy(() -> pool.map(item -> table[item] + item, items, 1))
                    .isInstanceOf(WorkerTerminatedException.class)
                    .hasMessageContaining("it may be too large for the worker's heap");
            assertThat(pool.map(PoolTasks::square, List.of(1, 2, 3))).containsExactly(1, 4, 9);
            assertThat(pool.insights().departures().get(DepartureReason.DEATH)).isLessThan(9);
        }
    }
}
