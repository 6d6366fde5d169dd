package io.multiproc.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PrimesTest {

    @Test
    void countsThePrimesOfARange() {
        assertThat(Primes.count(new Primes.Range(2, 100))).isEqualTo(25);
    }

    @Test
    void splitsTheNumbersWithoutGap() {
        List<Primes.Range> ranges = Primes.Range.split(100, 7);
        assertThat(ranges).hasSize(7);
        assertThat(ranges.stream().mapToInt(Primes::count).sum()).isEqualTo(25);
        assertThat(ranges.get(0).from()).isEqualTo(2);
        assertThat(ranges.get(6).to()).isEqualTo(100);
    }
}
