package io.multiproc.core.pool;

import static io.multiproc.Multiprocessing.context;
import static io.multiproc.Multiprocessing.parentProcess;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multiproc.function.SerializableFunction;
import io.multiproc.pool.DepartureReason;
import io.multiproc.pool.Outcome;
import io.multiproc.pool.PoolCalls;
import io.multiproc.pool.ProcessPool;
import io.multiproc.pool.TaskFailedException;
import io.multiproc.pool.TaskTimeoutException;
import io.multiproc.pool.WorkerTerminatedException;
import io.multiproc.process.StartMethod;
import io.multiproc.testkit.CleanExit;
import io.multiproc.testkit.programs.Programs;
import java.io.Serial;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Workers die as they read what is sent: the one that they read is to blame, alone, and this process does not read it.
 */
@ExtendWith(CleanExit.class)
class ReadingDeathTest {

    private static final AtomicInteger READ_HERE = new AtomicInteger();

    @BeforeEach
    void nothingIsRead() {
        READ_HERE.set(0);
    }

    private enum Fate {
        FINE,
        EXITS_WHEN_READ,
        EXITS_WHEN_RUN,
        HANGS_WHEN_READ
    }

    /** Has a part that others may have, too. */
    private static final class Thing implements Serializable, SerializableFunction<Integer, Integer> {

        @Serial
        private static final long serialVersionUID = 1L;

        private final int number;
        private final Fate fate;
        private final ArrayList<Integer> shared;

        Thing(int number, Fate fate, ArrayList<Integer> shared) {
            this.number = number;
            this.fate = fate;
            this.shared = shared;
        }

        @Serial
        Object readResolve() {
            if (parentProcess().isEmpty()) {
                READ_HERE.incrementAndGet();
            } else if (fate == Fate.EXITS_WHEN_READ) {
                System.exit(7);
            } else if (fate == Fate.HANGS_WHEN_READ) {
                hang();
            }
            return this;
        }

        private static void hang() {
            try {
                Programs.sleepForever();
            } catch (InterruptedException e) {
                throw new IllegalStateException("nobody interrupts a worker that reads", e);
            }
        }

        int run() {
            if (fate == Fate.EXITS_WHEN_RUN) {
                System.exit(8);
            }
            return number + shared.get(0);
        }

        @Override
        public Integer apply(Integer item) {
            return item;
        }

        @Override
        public String toString() {
            return "thing " + number;
        }
    }

    private static List<Thing> things(int count, Fate fate, Integer... bad) {
        ArrayList<Integer> shared = new ArrayList<>(List.of(100));
        return IntStream.range(0, count)
                .mapToObj(i -> new Thing(i, List.of(bad).contains(i) ? fate : Fate.FINE, shared))
                .toList();
    }

    private static ProcessPool pool(int processes, int retries) {
        return context(StartMethod.SPAWN)
                .poolBuilder()
                .processes(processes)
                .retries(retries)
                .build();
    }

    private static void awaitDeaths(ProcessPool pool, long count) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(50))
                .untilAsserted(() -> assertThat(pool.insights().departures())
                        .containsExactlyEntriesOf(java.util.Map.of(DepartureReason.DEATH, count)));
    }

    private static TaskFailedException failureOf(Outcome<?> outcome) {
        assertThat(outcome.failure()).isInstanceOf(TaskFailedException.class);
        return (TaskFailedException) outcome.failure();
    }

    /** What they share stands in the first one. */
    @Test
    void anItemFallsAloneAndCostsOneWorker() throws Exception {
        try (ProcessPool pool = pool(1, 0)) {
            List<Outcome<Integer>> outcomes =
                    pool.collectingAll().map(Thing::run, things(9, Fate.EXITS_WHEN_READ, 0, 5), 9);
            for (Outcome<Integer> outcome : outcomes) {
                if (outcome.index() % 5 == 0) {
                    assertThat(failureOf(outcome))
                            .isInstanceOfSatisfying(WorkerTerminatedException.class, e -> {
                                assertThat(e.workersLost()).isEqualTo(1);
                                assertThat(e.item()).hasValue(outcome.index());
                                assertThat(e.exitCode()).isEqualTo(7);
                            })
                            .hasMessageContaining(
                                    "while reading the arguments of task 1 (item " + outcome.index() + ")")
                            .hasMessageNotContaining("thing");
                } else {
                    assertThat(outcome.value()).isEqualTo(100 + outcome.index());
                }
            }
            awaitDeaths(pool, 2);
        }
        assertThat(READ_HERE).hasValue(0);
    }

    @Test
    void itIsNotReadForTheMessageOfAnotherOne() throws Exception {
        List<Thing> things = new ArrayList<>(things(6, Fate.EXITS_WHEN_READ, 2));
        things.set(4, new Thing(4, Fate.EXITS_WHEN_RUN, things.get(0).shared));
        try (ProcessPool pool = pool(1, 0)) {
            List<Outcome<Integer>> outcomes = pool.collectingAll().map(Thing::run, things, 6);
            assertThat(failureOf(outcomes.get(2)))
                    .hasMessageContaining("while reading the arguments of task 1 (item 2)");
            assertThat(failureOf(outcomes.get(4)))
                    .hasMessageContaining("while running task 1 (item 4)")
                    .hasMessageContaining("its argument: thing 4");
            assertThat(outcomes.get(5).value()).isEqualTo(105);
            awaitDeaths(pool, 2);
        }
        assertThat(READ_HERE).as("thing 4, for its message").hasValue(1);
    }

    @Test
    void anArgumentOfACallIsNotReadHereEither() throws Exception {
        Thing thing = things(1, Fate.EXITS_WHEN_READ, 0).get(0);
        try (ProcessPool pool = pool(1, 1)) {
            assertThatThrownBy(() -> pool.apply(Thing::run, thing))
                    .isInstanceOf(WorkerTerminatedException.class)
                    .hasMessageContaining(
                            "while reading the arguments of task 1: the task is lost, it has killed 2 workers");
            assertThatThrownBy(() -> pool.map(Thing::run, List.of(thing)))
                    .isInstanceOf(WorkerTerminatedException.class)
                    .hasMessageContaining(
                            "while reading the arguments of task 2 (item 0): the task is lost, it has killed 2");
            assertThat(pool.apply(PoolTasks::square, 3)).isEqualTo(9);
        }
        assertThat(READ_HERE).hasValue(0);
    }

    @Test
    void aFunctionIsNotTriedForEachItem() throws Exception {
        Thing function = things(1, Fate.EXITS_WHEN_READ, 0).get(0);
        List<Integer> items = IntStream.range(0, 1_000).boxed().toList();
        try (ProcessPool pool = pool(2, 0)) {
            for (int chunk : new int[] {1, 10}) {
                assertThatThrownBy(() -> pool.map(function, items, chunk))
                        .isInstanceOf(WorkerTerminatedException.class)
                        .hasMessageContaining("while reading the function of task ");
            }
            assertThat(pool.map(PoolTasks::square, List.of(1, 2, 3))).containsExactly(1, 4, 9);
            assertThat(pool.insights().departures().get(DepartureReason.DEATH)).isLessThan(11);
        }
        assertThat(READ_HERE).hasValue(0);
    }

    /** Texts are read as one. */
    @Test
    void aChunkOfTextsForWhichTheHeapHasNoRoomIsBlamedOnTheFirstAndNotOnItsFunction() throws Exception {
        List<String> texts = IntStream.range(0, 4)
                .mapToObj(i -> Character.toString('a' + i).repeat(15 << 20))
                .toList();
        try (ProcessPool pool = context(StartMethod.SPAWN)
                .poolBuilder()
                .processes(1)
                .heap(128L << 20)
                .build()) {
            assertThatThrownBy(() -> pool.map(String::length, texts, 4))
                    .isInstanceOfSatisfying(
                            WorkerTerminatedException.class,
                            e -> assertThat(e.workersLost()).isEqualTo(1))
                    .hasMessageContaining("while reading the arguments of task 1 (item 0)");
        }
    }

    @Test
    void anItemThatHangsAsItIsReadRunsOutOfItsTime() throws Exception {
        try (ProcessPool pool = pool(1, 3)) {
            PoolCalls timed = pool.withTaskTimeout(Duration.ofSeconds(2));
            List<Outcome<Integer>> outcomes =
                    timed.collectingAll().map(Thing::run, things(4, Fate.HANGS_WHEN_READ, 2), 4);
            assertThat(failureOf(outcomes.get(2)))
                    .isInstanceOf(TaskTimeoutException.class)
                    .hasMessageContaining("(item 2) ran longer than its time-out while its arguments were read")
                    .hasMessageContaining("ReadingDeathTest$Thing.readResolve");
            assertThat(outcomes.get(0).value()).isEqualTo(100);
            assertThat(outcomes.get(3).value()).isEqualTo(103);
            Thing function = things(1, Fate.HANGS_WHEN_READ, 0).get(0);
            assertThatThrownBy(() -> timed.map(function, List.of(1, 2, 3), 1))
                    .isInstanceOf(TaskTimeoutException.class)
                    .hasMessageContaining("ran longer than its time-out while its function was read");
            awaitDeaths(pool, 2);
        }
        assertThat(READ_HERE).hasValue(0);
    }
}
