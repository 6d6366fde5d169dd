package io.multiproc.core.pool;

import static io.multiproc.Multiprocessing.context;
import static org.assertj.core.api.Assertions.assertThat;

import io.multiproc.pool.Outcome;
import io.multiproc.pool.ProcessPool;
import io.multiproc.pool.WorkerTerminatedException;
import io.multiproc.process.StartMethod;
import io.multiproc.reduction.UnreadableMessageException;
import io.multiproc.testkit.CleanExit;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A chunk falls apart since an item kills its worker, and another item cannot be read. */
@ExtendWith(CleanExit.class)
class UnreadDeathTest {

    static int numberOrDeath(UnreadCases.Thing thing) {
        if (thing.number == 5) {
            Runtime.getRuntime().halt(9);
        }
        return thing.number;
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
