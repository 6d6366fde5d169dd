package io.multiproc.core.pool;

import static io.multiproc.Multiprocessing.poolBuilder;
import static org.assertj.core.api.Assertions.assertThat;

import io.multiproc.pool.AsyncResult;
import io.multiproc.pool.DepartureReason;
import io.multiproc.pool.Outcome;
import io.multiproc.pool.PoolCalls;
import io.multiproc.pool.ProcessPool;
import io.multiproc.pool.ResultIterator;
import io.multiproc.pool.TaskTimeoutException;
import io.multiproc.pool.WorkerInsights;
import io.multiproc.pool.WorkerTerminatedException;
import io.multiproc.pool.WorkerTerminatedException.Verdict;
import io.multiproc.reduction.NotSendableException;
import io.multiproc.testkit.CleanExit;
import io.multiproc.testkit.programs.Programs;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Many tasks, some of which die in every way there is, while workers are killed at random: each has its outcome, and
 * runs once, or as often as it may.
 */
@ExtendWith(CleanExit.class)
class ChaosTest {

    /** {@code -Dmultiproc.chaos.tasks=100000 -Djunit.jupiter.execution.timeout.mode=disabled} for the long run. */
    private static final int TASKS = Integer.getInteger("multiproc.chaos.tasks", 1000);

    /** So that some leave for that reason meanwhile. */
    private static final int TASKS_OF_A_WORKER = 60;

    private static final int WAVE = 500;
    private static final int KILLS_PER_WAVE = 1;
    private static final int ITEMS_PER_KILL = 100;

    @TempDir
    Path folder;

    /** What a task does, and how often among a thousand. */
    enum Way {
        KILL(1),
        EXIT(1),
        HALT(1),
        EXHAUST(1),
        HANG(1),
        HANG_DEAF(1),
        THROW(20),
        UNSENDABLE(20),
        RETURN(954);

        private final int share;

        Way(int share) {
            this.share = share;
        }

        boolean hangs() {
            return this == HANG || this == HANG_DEAF;
        }

        /** For each task; none is missing in any thousand, and nobody knows where it is. */
        static List<Way> shuffled(int tasks, Random random) {
            List<Way> ways = new ArrayList<>();
            while (ways.size() < tasks) {
                List<Way> thousand = new ArrayList<>();
                for (Way way : values()) {
                    thousand.addAll(Collections.nCopies(way.share, way));
                }
                Collections.shuffle(thousand, random);
                ways.addAll(thousand);
            }
            return ways;
        }
    }

    /** What was written stays written, whatever becomes of the process. */
    private static void leaveTrace(String traces, int number) throws IOException {
        byte[] trace = ByteBuffer.allocate(Integer.BYTES).putInt(number).array();
        Files.write(Path.of(traces), trace, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /** How often each has run. */
    private static int[] runs(Path traces, int tasks) throws IOException {
        int[] runs = new int[tasks];
        IntBuffer numbers = ByteBuffer.wrap(Files.readAllBytes(traces)).asIntBuffer();
        while (numbers.hasRemaining()) {
            runs[numbers.get()]++;
        }
        return runs;
    }

    static Object go(Way way, int number, String traces) throws Exception {
        leaveTrace(traces, number);
        switch (way) {
            case KILL -> Programs.killSelf(9);
            case EXIT -> Programs.exitWith(7);
            case HALT -> Programs.haltWith(9);
            case EXHAUST -> Programs.exhaustHeap();
            case HANG -> Programs.sleepForever();
            case HANG_DEAF -> Programs.sleepThroughInterrupts();
            case THROW -> throw new IllegalStateException("" + number);
            case UNSENDABLE -> {
                return new Thread("cannot travel");
            }
            case RETURN -> {}
        }
        return number;
    }

    /** Takes a moment, so that some are killed in it. */
    static int goSlowly(String traces, int number) throws Exception {
        leaveTrace(traces, number);
        LockSupport.parkNanos(200_000);
        return number;
    }

    @Test
    void eachTaskHasItsOutcomeAndRunsOnce() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        Path traces = folder.resolve("traces");
        String file = traces.toString();
        List<Way> ways = Way.shuffled(TASKS, random);
        BitSet certain = new BitSet(); // those that have run, as their outcome shows
        try (ProcessPool pool = poolBuilder()
                .processes(4)
                .jvmOptions("-Xmx32m")
                .maxTasksPerChild(TASKS_OF_A_WORKER)
                .maxAge(Duration.ofSeconds(10))
                .build()) {
            PoolCalls timed = pool.withTaskTimeout(Duration.ofSeconds(1));
            int killed = 0;
            int lost = 0;
            for (int first = 0; first < TASKS; first += WAVE) {
                int end = Math.min(TASKS, first + WAVE);
                List<AsyncResult<Object>> outcomes = new ArrayList<>();
                for (int number = first; number < end; number++) {
                    Way way = ways.get(number);
                    outcomes.add((way.hangs() ? timed : pool)
                            .<Way, Integer, String, Object>applyAsync(ChaosTest::go, way, number, file));
                }
                killed += killSome(pool, random);
                for (int number = first; number < end; number++) {
                    Throwable failure = failure(outcomes.get(number - first), number);
                    Way way = ways.get(number);
                    boolean right = isRight(way, failure, number, seed);
                    lost += right ? 0 : 1;
                    certain.set(number, right && way != Way.KILL); // others kill so as well
                }
            }
            assertThat(lost).as("tasks under random kills, seed %d", seed).isLessThanOrEqualTo(killed);
            assertThat(pool.map(PoolTasks::square, List.of(1, 2, 3), 1)).containsExactly(1, 4, 9);
            assertThat(pool.insights().departures()).containsKey(DepartureReason.TASKS);
        }
        int[] runs = runs(traces, TASKS);
        for (int number = 0; number < TASKS; number++) {
            assertThat(runs[number])
                    .as("runs of task %d, seed %d", number, seed)
                    .isBetween(certain.get(number) ? 1 : 0, 1);
        }
    }

    @ParameterizedTest
    @CsvSource({"7, 0", "1, 1"})
    void eachItemOfACallHasItsOutcomeOnce(int chunkSize, int retries) throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        Path traces = folder.resolve("traces");
        String file = traces.toString();
        List<Integer> items = IntStream.range(0, WAVE).boxed().toList();
        List<Integer> told = new ArrayList<>();
        BitSet lost = new BitSet();
        int killed = 0;
        try (ProcessPool pool = poolBuilder()
                .processes(3)
                .retries(retries)
                .jvmOptions("-Xmx32m")
                .build()) {
            ResultIterator<Outcome<Integer>> outcomes =
                    pool.collectingAll().imapUnordered(item -> goSlowly(file, item), items, chunkSize);
            while (outcomes.hasNext()) {
                if (told.size() % ITEMS_PER_KILL == 0) {
                    killed += killSome(pool, random);
                }
                Outcome<Integer> outcome = outcomes.next();
                told.add(outcome.index());
                lost.set(outcome.index(), !isResult(outcome, seed));
            }
        }
        assertThat(told).as("seed %d", seed).containsExactlyInAnyOrderElementsOf(items);
        assertThat(lost.cardinality()).as("lost, seed %d", seed).isLessThanOrEqualTo(killed * chunkSize);
        // what was finished just before its worker died, and not told, is run again with the rest of its chunk
        int most = chunkSize == 1 ? 1 + retries : 1 + killed;
        int[] runs = runs(traces, WAVE);
        for (int item = 0; item < WAVE; item++) {
            assertThat(runs[item]).as("runs of item %d, seed %d", item, seed).isBetween(lost.get(item) ? 0 : 1, most);
        }
    }

    /** False if its worker was killed. */
    private static boolean isResult(Outcome<Integer> outcome, long seed) {
        if (outcome.isSuccessful()) {
            assertThat(outcome.value()).isEqualTo(outcome.index());
            return true;
        }
        assertThat(isDeath(outcome.failure(), Verdict.KILLED))
                .as("item %d: %s, seed %d", outcome.index(), outcome.failure(), seed)
                .isTrue();
        return false;
    }

    private static int killSome(ProcessPool pool, Random random) {
        List<WorkerInsights> workers = pool.workers();
        int kills = Math.min(KILLS_PER_WAVE, workers.size());
        for (int i = 0; i < kills; i++) {
            ProcessHandle.of(workers.get(random.nextInt(workers.size())).pid())
                    .ifPresent(ProcessHandle::destroyForcibly);
        }
        return kills;
    }

    private static Throwable failure(AsyncResult<Object> outcome, int number) throws InterruptedException {
        try {
            assertThat(outcome.get()).isEqualTo(number);
            return null;
        } catch (RuntimeException e) {
            return e;
        }
    }

    /** False if its worker was killed from outside. */
    private static boolean isRight(Way way, Throwable failure, int number, long seed) {
        boolean right = switch (way) {
            case RETURN -> failure == null;
            case THROW -> failure instanceof IllegalStateException && ("" + number).equals(failure.getMessage());
            case UNSENDABLE -> failure instanceof NotSendableException;
            case HANG -> failure instanceof TaskTimeoutException;
            case HANG_DEAF ->
                failure instanceof TaskTimeoutException
                        && failure.getMessage().contains("did not heed its interruption");
            case KILL -> isDeath(failure, Verdict.KILLED);
            case EXIT -> isDeath(failure, Verdict.EXITED);
            case HALT -> isDeath(failure, Verdict.HALTED);
            case EXHAUST -> isDeath(failure, Verdict.HEAP_EXHAUSTED);
        };
        if (!right) {
            assertThat(isDeath(failure, Verdict.KILLED))
                    .as("task %d that is to %s: %s, seed %d", number, way, failure, seed)
                    .isTrue();
        }
        return right;
    }

    private static boolean isDeath(Throwable failure, Verdict verdict) {
        return failure instanceof WorkerTerminatedException death && death.verdict() == verdict;
    }
}
