package io.multiproc.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class RowTest {

    @Test
    void dividesOurMedianByThatOfCPython() {
        Row row = Rows.row("pool.apply", 20, 200.0);

        assertThat(row.ratio()).isEqualTo(0.1);
        assertThat(row.met()).isTrue();
    }

    @Test
    void missesTheGoalAboveIt() {
        assertThat(Rows.row("pool.apply", 20.1, 200.0).met()).isFalse();
    }

    @Test
    void saysNothingWithoutCPython() {
        Row row = Rows.row("pool.apply", 20, null);

        assertThat(row.ratio()).isNull();
        assertThat(row.met()).isNull();
    }

    @Test
    void takesTheSpeedupItselfForTheRatio() {
        Row row = Rows.speedupRow();

        assertThat(row.ratio()).isEqualTo(1.97);
        assertThat(row.met()).isTrue();
    }

    @Test
    void judgesASpeedupWithoutCPython() {
        Row row = Row.of(Rows.speedup(), Rows.around(1.8), null, Map.of(), "17", "2026-11-20T10:00:00Z");

        assertThat(row.met()).isFalse();
    }
}
