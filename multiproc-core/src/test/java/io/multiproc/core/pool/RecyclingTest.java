package io.multiproc.core.pool;

import static io.multiproc.Multiprocessing.context;
import static io.multiproc.Multiprocessing.sharedLong;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multiproc.pool.AsyncResult;
import io.multiproc.pool.DepartureReason;
import io.multiproc.pool.ProcessPool;
import io.multiproc.pool.WorkerInsights;
import io.multiproc.process.StartMethod;
import io.multiproc.shared.SharedLong;
import io.multiproc.testkit.CleanExit;
import io.multiproc.testkit.SameWithoutNative;
import io.multiproc.testkit.programs.Programs;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Workers that are replaced although they are well. */
@ExtendWith(CleanExit.class)
@SameWithoutNative
class RecyclingTest {

    private static final int MIB = 1 << 20;

    private static final List<Object> LEAKED = new ArrayList<>();

    static int leakNative(int megabytes) {
        ByteBuffer leaked = ByteBuffer.allocateDirect(megabytes * MIB);
        for (int i = 0; i < leaked.capacity(); i += 1024) {
            leaked.put(i, (byte) 1);
        }
        LEAKED.add(leaked);
        return LEAKED.size();
    }

    static int leakHeap(int megabytes) {
        LEAKED.add(new byte[megabytes * MIB]);
        System.gc();
        return LEAKED.size();
    }

    static int count(SharedLong runs, int item) {
        runs.getAndAdd(1);
        return item;
    }

    /** Ends when that file is there; tells how many do so at the same time. */
    static int countRunning(SharedLong running, String file) throws InterruptedException {
        int now = (int) running.getAndAdd(1) + 1;
        Programs.awaitFile(Path.of(file));
        running.getAndAdd(-1);
        return now;
    }

    static void failIfThere(Path file) {
        if (Files.exists(file)) {
            throw new IllegalStateException("not now");
        }
    }

    private static ProcessPool.Builder builder() {
        return context(StartMethod.SPAWN).poolBuilder();
    }

    private static long departures(ProcessPool pool, DepartureReason... reasons) throws InterruptedException {
        Map<DepartureReason, Long> all = pool.insights().departures();
        return Stream.of(reasons)
                .mapToLong(reason -> all.getOrDefault(reason, 0L))
                .sum();
    }

    private static void await(Callable<Boolean> condition) {
        Awaitility.await().atMost(Duration.ofSeconds(100)).until(condition);
    }

    private static long onlyWorker(ProcessPool pool) {
        return pool.workers().get(0).pid();
    }

    @ParameterizedTest
    @EnumSource(
            value = StartMethod.class,
            names = {"SPAWN", "THREAD"})
    void theOldAreReplacedWhenTheirSuccessorsAreReady(StartMethod method) throws Exception {
        try (ProcessPool pool = context(method)
                .poolBuilder()
                .processes(2)
                .maxAge(Duration.ofSeconds(1))
                .build()) {
            Set<String> first = names(pool);
            await(() -> {
                assertThat(pool.workers()).hasSizeGreaterThanOrEqualTo(2);
                Set<String> now = names(pool);
                now.retainAll(first);
                return now.isEmpty();
            });
            assertThat(departures(pool, DepartureReason.AGE)).isGreaterThanOrEqualTo(2);
            assertThat(departures(pool, DepartureReason.DEATH)).isZero();
            assertThat(pool.insights().toString()).contains("workers have left: AGE");
            assertThat(pool.apply(PoolTasks::square, 3)).isEqualTo(9);
        }
    }

    static int halt(int code) {
        Runtime.getRuntime().halt(code);
        return code;
    }

    @Test
    void whoDiesUnderItsLastTaskHasNotLeftForItsNumber() throws Exception {
        try (ProcessPool pool = builder().processes(1).maxTasksPerChild(1).build()) {
            for (int i = 0; i < 3; i++) {
                assertThatThrownBy(() -> pool.apply(RecyclingTest::halt, 5)).hasMessageContaining("exit code 5");
            }
            await(() -> pool.insights().departures().equals(Map.of(DepartureReason.DEATH, 3L)));
            assertThat(pool.apply(PoolTasks::square, 3)).isEqualTo(9);
            await(() -> departures(pool, DepartureReason.TASKS) == 1);
        }
    }

    private static Set<String> names(ProcessPool pool) {
        Set<String> names = new HashSet<>();
        pool.workers().stream().map(WorkerInsights::name).forEach(names::add);
        return names;
    }

    @Test
    void oneWithMoreResidentMemoryThanAllowedIsReplaced() throws Exception {
        try (ProcessPool pool = builder()
                .processes(1)
                .maxResidentMemory(200 * MIB)
                .heap(250 * MIB)
                .build()) {
            long first = onlyWorker(pool);
            assertThat(pool.apply(RecyclingTest::leakNative, 200)).isEqualTo(1);
            await(() -> departures(pool, DepartureReason.RESIDENT_MEMORY) == 1 && onlyWorker(pool) != first);
            assertThat(pool.apply(RecyclingTest::leakNative, 1)).isEqualTo(1);
        }
    }

    @Test
    void oneWithMoreHeapInUseAfterACollectionThanAllowedIsReplaced() throws Exception {
        try (ProcessPool pool =
                builder().processes(1).maxHeapInUse(40 * MIB).heap(200 * MIB).build()) {
            long first = onlyWorker(pool);
            assertThat(pool.apply(RecyclingTest::leakHeap, 60)).isEqualTo(1);
            await(() -> departures(pool, DepartureReason.HEAP_IN_USE) == 1 && onlyWorker(pool) != first);
            assertThat(pool.apply(RecyclingTest::leakHeap, 1)).isEqualTo(1);
        }
    }

    private static long working(ProcessPool pool) {
        return pool.workers().stream().filter(worker -> worker.tasksHeld() > 0).count();
    }

    @ParameterizedTest
    @EnumSource(
            value = StartMethod.class,
            names = {"SPAWN", "THREAD"})
    void aSuccessorThatIsReadyWaitsUntilTheTaskBeforeItIsDone(StartMethod method, @TempDir Path folder)
            throws Exception {
        String file = folder.resolve("go").toString();
        SharedLong running = sharedLong(0);
        try (ProcessPool pool =
                context(method).poolBuilder().processes(1).maxTasksPerChild(1).build()) {
            List<AsyncResult<Integer>> tasks = IntStream.range(0, 6)
                    .mapToObj(i -> pool.applyAsync(RecyclingTest::countRunning, running, file))
                    .toList();
            await(() -> pool.workers().size() == 2);
            long working = working(pool); // it would have got one by becoming a worker
            Files.createFile(Path.of(file));
            assertThat(working).isEqualTo(1);
            for (AsyncResult<Integer> task : tasks) {
                assertThat(task.get()).isEqualTo(1);
            }
        }
    }

    @Test
    void aTaskThatIsOlderThanItsWorkerMayBeHasOneSuccessorWaiting(@TempDir Path folder) throws Exception {
        String file = folder.resolve("go").toString();
        SharedLong running = sharedLong(0);
        try (ProcessPool pool = context(StartMethod.THREAD)
                .poolBuilder()
                .processes(1)
                .maxAge(Duration.ofMillis(100))
                .build()) {
            List<AsyncResult<Integer>> tasks = IntStream.range(0, 6)
                    .mapToObj(i -> pool.applyAsync(RecyclingTest::countRunning, running, file))
                    .toList();
            await(() -> pool.workers().size() == 2);
            Thread.sleep(2000); // the successor is too old as well now
            int there = pool.workers().size();
            long working = working(pool);
            Files.createFile(Path.of(file));
            assertThat(there).isEqualTo(2);
            assertThat(working).isEqualTo(1);
            for (AsyncResult<Integer> task : tasks) {
                assertThat(task.get()).isEqualTo(1);
            }
            await(() -> departures(pool, DepartureReason.AGE) > 2);
        }
    }

    @Test
    void oneWhoseTaskWasTakenBackHasNotHadItsNumber(@TempDir Path folder) throws Exception {
        Path go = folder.resolve("first");
        Path second = folder.resolve("second");
        try (ProcessPool pool = context(StartMethod.THREAD)
                .poolBuilder()
                .processes(2)
                .maxTasksPerChild(2)
                .build()) {
            String eldest = pool.workers().get(0).name(); // it was ready first, and gets the first of two tasks
            AsyncResult<Integer> blocking = pool.applyAsync(PoolTasks::squareAfter, go.toString(), 1);
            AsyncResult<Integer> other = pool.applyAsync(PoolTasks::squareAfter, second.toString(), 2);
            AsyncResult<Integer> readAhead = pool.applyAsync(PoolTasks::square, 3); // behind the first, which is spent
            await(() -> pool.workers().size() == 3);
            Files.createFile(second);
            assertThat(readAhead.get()).isEqualTo(9);
            assertThat(other.get()).isEqualTo(4);
            List<AsyncResult<Integer>> more = IntStream.range(0, 2)
                    .mapToObj(i -> pool.applyAsync(PoolTasks::squareAfter, go.toString(), i))
                    .toList();
            WorkerInsights first = pool.workers().get(0);
            Files.createFile(go);
            assertThat(first.name()).isEqualTo(eldest);
            assertThat(first.tasksHeld()).isEqualTo(2);
            assertThat(blocking.get()).isEqualTo(1);
            assertThat(more.get(0).get()).isZero();
            assertThat(more.get(1).get()).isEqualTo(1);
            await(() -> pool.workers().size() == 2);
        }
    }

    @Test
    void noTaskIsLostOrRunTwiceWhileWorkersLeaveForTheirAge() throws Exception {
        assertNoneIsLostOrRunTwice(builder().maxAge(Duration.ofMillis(300)), 3, DepartureReason.AGE);
    }

    @Test
    void noTaskIsLostOrRunTwiceWhileWorkersLeaveForTheirTasks() throws Exception {
        assertNoneIsLostOrRunTwice(builder().maxTasksPerChild(300), 3, DepartureReason.TASKS);
    }

    /** Which comes first is up to the machine. */
    @Test
    void noTaskIsLostOrRunTwiceWhileWorkersLeaveForEither() throws Exception {
        assertNoneIsLostOrRunTwice(
                builder().maxAge(Duration.ofMillis(300)).maxTasksPerChild(300),
                5,
                DepartureReason.AGE,
                DepartureReason.TASKS);
    }

    private static void assertNoneIsLostOrRunTwice(
            ProcessPool.Builder builder, int replaced, DepartureReason... reasons) throws Exception {
        SharedLong runs = sharedLong(0);
        int items = 0;
        try (ProcessPool pool = builder.processes(2).build()) {
            while (departures(pool, reasons) < replaced) {
                List<AsyncResult<Integer>> single = IntStream.range(0, 100)
                        .mapToObj(i -> pool.applyAsync(RecyclingTest::count, runs, i))
                        .toList();
                List<Integer> numbers = IntStream.range(0, 100).boxed().toList();
                assertThat(pool.map(i -> count(runs, i), numbers, 3)).isEqualTo(numbers);
                assertThat(pool.imapUnordered(i -> count(runs, i), numbers))
                        .toIterable()
                        .containsExactlyInAnyOrderElementsOf(numbers);
                for (int i = 0; i < single.size(); i++) {
                    assertThat(single.get(i).get()).isEqualTo(i);
                }
                items += 300;
            }
        }
        assertThat(runs.get()).isEqualTo(items);
    }

    @Test
    void theOldOneWorksOnIfItsSuccessorCannotStart(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("bad");
        try (ProcessPool pool = builder()
                .processes(1)
                .maxAge(Duration.ofMillis(200))
                .initializer(RecyclingTest::failIfThere, file)
                .build()) {
            Files.createFile(file);
            await(() -> {
                long before = onlyWorker(pool);
                long tried = ProcessHandle.current().children().count();
                return tried > 1 && before == onlyWorker(pool);
            });
            assertThat(pool.apply(PoolTasks::square, 3)).isEqualTo(9);
            long kept = departures(pool, DepartureReason.AGE);
            Files.delete(file);
            await(() -> departures(pool, DepartureReason.AGE) > kept);
        }
    }

    @Test
    void limitsThatNobodyCanKeepAreRefused() {
        assertThatThrownBy(() -> builder().maxAge(Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("maxAge must be positive: maxAge=PT0S");
        assertThatThrownBy(() -> builder().maxResidentMemory(0))
                .hasMessage("maxResidentMemory must be >= 1: maxResidentMemory=0");
        assertThatThrownBy(() -> builder().maxHeapInUse(-1)).hasMessage("maxHeapInUse must be >= 1: maxHeapInUse=-1");
        assertThatThrownBy(() -> builder().heap(1000)).hasMessage("heap must be >= 2097152: heap=1000");
        assertThatThrownBy(() -> builder().idleTimeout(Duration.ofSeconds(-1)))
                .hasMessage("idleTimeout must be positive: idleTimeout=PT-1S");
        assertThatThrownBy(() -> builder().idleTimeout(Duration.ofSeconds(1), -1))
                .hasMessage("minimum must be >= 0: minimum=-1");
    }
}
