package io.multiproc.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.Writer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class RunnerTest {

    private final List<String> calls = new ArrayList<>();
    private final CPython none = new CPython.Absent("for the test");

    @Test
    void letsTheSidesTakeTurnsAndClosesThem() throws Exception {
        Row row = runner(Duration.ofMinutes(1))
                .run(new Scenario(
                        Rows.spec("pool.apply"),
                        () -> side("ours", 20),
                        Map.of("peer", () -> side("peer", 4)),
                        Map.of()));

        assertThat(calls)
                .containsExactly(
                        "ours", "peer", "ours", "peer", "ours", "peer", "ours", "peer", "ours closed", "peer closed");
        assertThat(row.ours()).isEqualTo(new Summary(20, 20, 20, 3));
        assertThat(row.peers()).containsExactly(Map.entry("peer", new Summary(4, 4, 4, 3)));
        assertThat(row.cpython()).isNull();
    }

    @Test
    void closesWhatIsOpenIfAnotherSideDoesNotOpen() {
        Scenario scenario = new Scenario(
                Rows.spec("pool.apply"),
                () -> side("ours", 20),
                Map.of("peer", () -> {
                    throw new IllegalStateException("no");
                }),
                Map.of());

        assertThatThrownBy(() -> runner(Duration.ofMinutes(1)).run(scenario)).hasMessage("no");
        assertThat(calls).containsExactly("ours closed");
    }

    @Test
    void givesUpAScenarioThatHangs() {
        Scenario scenario = new Scenario(
                Rows.spec("pool.apply"),
                () -> () -> {
                    new CountDownLatch(1).await();
                    return 0;
                },
                Map.of(),
                Map.of());

        assertThatThrownBy(() -> runner(Duration.ofSeconds(2)).run(scenario))
                .isInstanceOf(TimeoutException.class)
                .hasMessageContaining("CountDownLatch.await");
    }

    private Runner runner(Duration patience) {
        return new Runner(none, patience, new PrintWriter(Writer.nullWriter()));
    }

    private Side side(String name, double value) {
        return new Side() {
            @Override
            public double sample() {
                calls.add(name);
                return value;
            }

            @Override
            public void close() {
                calls.add(name + " closed");
            }
        };
    }
}
