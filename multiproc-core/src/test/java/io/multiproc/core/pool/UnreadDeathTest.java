package io.multiproc.core.pool;

import static io.multiproc.Multiprocessing.context;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multiproc.pool.Outcome;
import io.multiproc.pool.ProcessPool;
import io.multiproc.pool.WorkerTerminatedException;
import io.multiproc.process.StartMethod;
import io.multiproc.reduction.UnreadableMessageException;
import io.multiproc.testkit.CleanExit;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A chunk is full of items that cannot be read; one falls apart since an item kills its worker, and another item cannot
 * be read.
 */
@ExtendWith(CleanExit.class)
class UnreadDeathTest {

    static int numberOrDeath(UnreadCases.Thing thing) {
        if (thing.number == 5) {
            Runtime.getRuntime().halt(9);
        }
        return thing.number;
    }

    /** To tell of each by itself would take a worker more memory than it has. */
    @Test
    void manyAreToldOfInLittleMemory() throws Exception {
        int count = 100_000;
        try (ProcessPool pool = context(StartMethod.SPAWN)
                .poolBuilder()
                .processes(1)
                .jvmOptions("-Xmx96m")
                .build()) {
            List<UnreadCases.Thing> different = IntStream.range(0, count)
                    .mapToObj(i -> new UnreadCases.Thing(i, true, "part"))
                    .toList();
            assertThatThrownBy(() -> pool.map(UnreadCases::number, different, count))
                    .isInstanceOf(UnreadableMessageException.class)
                    .hasMessageContaining("(item 0)");
            int fewer = 20_000; // whose failures fit into the heap here
            List<UnreadCases.Thing> alike = Collections.nCopies(fewer, different.get(7));
            List<Outcome<Integer>> outcomes = pool.collectingAll().map(UnreadCases::number, alike, fewer);
            assertThat(outcomes).hasSize(fewer).noneMatch(Outcome::isSuccessful);
            assertThat(outcomes.get(fewer - 1).failure()).hasMessageContaining("(item " + (fewer - 1) + ")");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void eachIsToldWhatItFailedOf(int retries) throws Exception {
        List<Object> shared = List.of("shared");
        List<UnreadCases.Thing> items = IntStream.range(0, 12)
                .mapToObj(i -> new UnreadCases.Thing(i, i == 2 || i == 8, shared))
                .toList();
        try (ProcessPool pool = context(StartMethod.SPAWN)
                .poolBuilder()
                .processes(1)
                .retries(retries)
                .build()) {
            for (Outcome<Integer> outcome : pool.collectingAll().map(UnreadDeathTest::numberOrDeath, items, 12)) {
                switch (outcome.index()) {
                    case 2, 8 ->
                        assertThat(outcome.failure())
                                .isInstanceOf(UnreadableMessageException.class)
                                .hasMessageContaining("(item " + outcome.index() + ")");
                    case 5 ->
                        assertThat(outcome.failure())
                                .isInstanceOf(WorkerTerminatedException.class)
                                .hasMessageContaining("(item 5)")
                                .hasMessageContaining("its argument: thing 5");
                    default -> assertThat(outcome.value()).isEqualTo(outcome.index());
                }
            }
        }
    }
}
