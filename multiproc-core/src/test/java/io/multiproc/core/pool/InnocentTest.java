package io.multiproc.core.pool;

import static io.multiproc.Multiprocessing.poolBuilder;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multiproc.core.pool.wire.TaskBoard;
import io.multiproc.core.pool.wire.WorkerMemory;
import io.multiproc.pool.AsyncResult;
import io.multiproc.pool.ProcessPool;
import io.multiproc.pool.TaskTimeoutException;
import io.multiproc.testkit.CleanExit;
import io.multiproc.testkit.programs.Programs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A worker is ended for an item that ends in that very moment: what would come next does not suffer for it. */
@ExtendWith(CleanExit.class)
class InnocentTest {

    private static final int GUILTY = 2;

    /** The guilty item takes so long, and the others must not, in JVMs that have just started. */
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    /** In a worker: it is about to end. */
    private static final CountDownLatch TOLD = new CountDownLatch(1);

    @TempDir
    Path folder;

    /**
     * The guilty item heeds no interruption, and ends by itself as soon as its worker is told to end; which then does
     * not end before it is killed. An item after it would not end there either, and die with that worker.
     */
    static int endWhenTheWorkerIsToEnd(String folder, int item) throws Exception {
        Files.createTempFile(Path.of(folder), item + "-", "");
        if (item != GUILTY) {
            if (TOLD.getCount() == 0) {
                Programs.sleepForever();
            }
            return item;
        }
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            TOLD.countDown();
            Programs.loopForever();
        }));
        while (TOLD.getCount() > 0) {
            LockSupport.parkNanos(1_000_000);
            boolean unused = Thread.interrupted();
        }
        return item;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 6})
    void itemsThatHadNotBegunAreRunOnceByAnother(int chunkSize) throws Exception {
        String traces = folder.toString();
        List<Integer> results = new ArrayList<>();
        try (ProcessPool pool = poolBuilder().processes(1).taskTimeout(TIMEOUT).build()) {
            var each = pool.imap(
                    item -> endWhenTheWorkerIsToEnd(traces, item),
                    IntStream.range(0, 6).boxed().toList(),
                    chunkSize);
            while (each.hasNext()) {
                try {
                    results.add(each.next());
                } catch (TaskTimeoutException e) {
                    results.add(-1);
                }
            }
        }
        assertThat(results).containsExactly(0, 1, -1, 3, 4, 5);
        assertThat(runs()).containsExactly(0, 1, 2, 3, 4, 5);
    }

    @Test
    void aTaskIsNotRunByAWorkerWhoseTaskWasCancelled() throws Exception {
        String traces = folder.toString();
        try (ProcessPool pool = poolBuilder().processes(1).build()) {
            AsyncResult<Integer> cancelled = pool.applyAsync(() -> endWhenTheWorkerIsToEnd(traces, GUILTY)); // task 1
            AsyncResult<Integer> next = pool.applyAsync(() -> endWhenTheWorkerIsToEnd(traces, 3));
            Programs.awaitFile(traceOf(GUILTY));
            assertThat(cancelled.cancel(true)).isTrue();
            assertThat(next.get()).isEqualTo(3);
            assertThatThrownBy(cancelled::get).hasMessage("task 1 was cancelled");
        }
        assertThat(runs()).containsExactly(2, 3);
    }

    private Path traceOf(int item) throws Exception {
        while (true) {
            try (var files = Files.list(folder)) {
                var found = files.filter(file -> file.getFileName().toString().startsWith(item + "-"))
                        .findFirst();
                if (found.isPresent()) {
                    return found.get();
                }
            }
            LockSupport.parkNanos(1_000_000);
        }
    }

    private List<Integer> runs() throws Exception {
        try (var files = Files.list(folder)) {
            return files.map(file ->
                            Integer.parseInt(file.getFileName().toString().replaceAll("-.*", "")))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void aWorkerBeginsNothingOnceItIsDoomed() throws Exception {
        Path file = folder.resolve("board");
        TaskBoard parent = WorkerMemory.create(file).board();
        TaskBoard worker = WorkerMemory.open(file).board();
        assertThat(parent.current()).isEqualTo(TaskBoard.NOTHING);
        assertThat(parent.begun(0)).isEqualTo(TaskBoard.NONE);
        worker.begin(7, 3);
        assertThat(parent.doom(TaskBoard.key(7, 2))).isFalse();
        assertThat(parent.doom(TaskBoard.key(6, TaskBoard.ANY))).isFalse();
        worker.awaitLeave(); // it was not meant
        assertThat(parent.doom(TaskBoard.key(7, 3))).isTrue();
        worker.begin(7, 4);
        Thread.currentThread().interrupt();
        assertThatThrownBy(worker::awaitLeave).hasMessage("this worker was to be ended by its pool");
        worker.begin(7, 3);
        assertThat(parent.doom(TaskBoard.key(7, TaskBoard.ANY))).isTrue();
    }
}
