package io.multiproc.core.pool.staff;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ExcessTest {

    @Test
    void agesAreSpreadOverATenth() {
        for (int number = 1; number < 100; number++) {
            assertThat(Excess.lifeNanos(1000, number)).isBetween(900L, 1000L);
        }
        assertThat(IntStream.rangeClosed(1, 8)
                        .mapToObj(number -> Excess.lifeNanos(1000, number) / 25)
                        .distinct())
                .hasSizeGreaterThanOrEqualTo(4);
    }
}
