package io.multiproc.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class SummaryTest {

    @Test
    void takesTheMiddleOfAnOddNumberOfSamples() {
        assertThat(Summary.of(List.of(5.0, 1.0, 3.0))).isEqualTo(new Summary(3, 1, 5, 3));
    }

    @Test
    void takesTheMeanOfTheTwoInTheMiddleOfAnEvenNumber() {
        assertThat(Summary.of(List.of(4.0, 1.0, 2.0, 9.0))).isEqualTo(new Summary(3, 1, 9, 4));
    }

    @Test
    void roundsToSixDigits() {
        assertThat(Summary.of(List.of(12.3456789)).median()).isEqualTo(12.3457);
    }

    @Test
    void refusesToSumUpNothing() {
        assertThatThrownBy(() -> Summary.of(List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no samples to sum up");
    }
}
