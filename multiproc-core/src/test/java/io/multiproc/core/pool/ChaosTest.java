package io.multiproc.core.pool;

import static io.multiproc.Multiprocessing.poolBuilder;
import static org.assertj.core.api.Assertions.assertThat;

import io.multiproc.pool.AsyncResult;
import io.multiproc.pool.DepartureReason;
import io.multiproc.pool.PoolCalls;
import io.multiproc.pool.ProcessPool;
import io.multiproc.pool.TaskTimeoutException;
import io.multiproc.pool.WorkerInsights;
import io.multiproc.pool.WorkerTerminatedException;
import io.multiproc.pool.WorkerTerminatedException.Verdict;
import io.multiproc.reduction.NotSendableException;
import io.multiproc.testkit.CleanExit;
import io.multiproc.testkit.programs.Programs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Many tasks, some of which die in every way there is, while workers are killed at random: each has its outcome, once. */
@ExtendWith(CleanExit.class)
class ChaosTest {

    /** {@code -Dmultiproc.chaos.tasks=100000 -Djunit.jupiter.execution.timeout.default=600s} for the long run. */
    private static final int TASKS = Integer.getInteger("multiproc.chaos.tasks", 1000);

    /** So that some leave for that reason meanwhile. */
    private static final int TASKS_OF_A_WORKER = 60;

    private static final int WAVE = 500;
    private static final int KILLS_PER_WAVE = 1;

    /** What a task does, and how often among a thousand. */
    enum Way {
        KILL(1),
        EXIT(1),
        HALT(1),
        EXHAUST(1),
        HANG(1),
        THROW(20),
        UNSENDABLE(20),
        RETURN(955);

        private final int share;

        Way(int share) {
            this.share = share;
        }

        static Way of(int draw) {
            int rest = draw;
            for (Way way : values()) {
                rest -= way.share;
                if (rest < 0) {
                    return way;
                }
            }
            throw new IllegalArgumentException("draw must be < 1000: draw=" + draw);
        }
    }

    static Object go(Way way, int number) throws Exception {
        switch (way) {
            case KILL -> Programs.killSelf(9);
            case EXIT -> Programs.exitWith(7);
            case HALT -> Programs.haltWith(9);
            case EXHAUST -> Programs.exhaustHeap();
            case HANG -> Programs.sleepForever();
            case THROW -> throw new IllegalStateException("" + number);
            case UNSENDABLE -> {
                return new Thread("cannot travel");
            }
            case RETURN -> {}
        }
        return number;
    }

    @Test
    void eachTaskHasItsOutcomeOnce() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        AtomicIntegerArray told = new AtomicIntegerArray(TASKS);
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
                List<Way> ways = new ArrayList<>();
                List<AsyncResult<Object>> outcomes = new ArrayList<>();
                for (int number = first; number < end; number++) {
                    int own = number;
                    Way way = Way.of(random.nextInt(1000));
                    ways.add(way);
                    outcomes.add((way == Way.HANG ? timed : pool)
                            .<Way, Integer, Object>applyAsync(ChaosTest::go, way, own)
                            .onResult(result -> told.incrementAndGet(own))
                            .onError(failure -> told.incrementAndGet(own)));
                }
                killed += killSome(pool, random);
                for (int number = first; number < end; number++) {
                    Throwable failure = failure(outcomes.get(number - first), number);
                    lost += isRight(ways.get(number - first), failure, number, seed) ? 0 : 1;
                }
            }
            assertThat(lost).as("tasks under random kills, seed %d", seed).isLessThanOrEqualTo(killed);
            assertThat(pool.map(PoolTasks::square, List.of(1, 2, 3), 1)).containsExactly(1, 4, 9);
            assertThat(pool.insights().departures()).containsKey(DepartureReason.TASKS);
        }
        for (int number = 0; number < TASKS; number++) {
            assertThat(told.get(number)).as("task %d, seed %d", number, seed).isEqualTo(1);
        }
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
