package io.multiproc.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.multiproc.testkit.CleanExit;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(CleanExit.class)
class OurSidesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "process.start.spawn",
                "pipe.roundtrip.int",
                "pipe.throughput.1MiB",
                "pipe.pairs",
                "lock.contended",
                "value.increment",
                "value.getAndAdd",
                "array.bulk",
                "pool.apply",
                "pool.map.chunk1",
                "pool.imapUnordered",
                "pool.create",
                "manager.dict.put",
                "manager.list.iterate",
                "manager.queue.4"
            })
    void doTheirWork(String id) throws Exception {
        Side side = Scenarios.named(List.of(id)).get(0).ours().open();
        try {
            assertThat(side.sample()).isPositive();
        } finally {
            side.close();
        }
    }
}
