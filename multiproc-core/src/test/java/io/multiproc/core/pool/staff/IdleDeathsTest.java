package io.multiproc.core.pool.staff;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class IdleDeathsTest {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final IdleDeaths deaths = new IdleDeaths();

    @Test
    void tenInARowAreTooMany() {
        for (int i = 1; i < 10; i++) {
            deaths.count(5, i * SECOND);
            assertThat(deaths.inARow()).isEqualTo(i);
            assertThat(deaths.areTooMany()).isFalse();
        }
        deaths.count(5, 10 * SECOND);
        assertThat(deaths.areTooMany()).isTrue();
    }

    @Test
    void thoseBeforeAreForgottenAfterAWhileAndWhenATaskWasDone() {
        deaths.count(5, SECOND);
        deaths.count(5, 2 * SECOND);
        assertThat(deaths.inARow()).isEqualTo(2);
        deaths.count(6, 3 * SECOND);
        assertThat(deaths.inARow()).isEqualTo(1);
        deaths.count(6, 4 * SECOND);
        assertThat(deaths.inARow()).isEqualTo(2);
        deaths.count(6, 64 * SECOND);
        assertThat(deaths.inARow()).isEqualTo(1);
    }

    @Test
    void onlyThoseCountThatDieSoonAndHadBegunNothing() {
        assertThat(IdleDeaths.isOne(0, 9 * SECOND)).isTrue();
        assertThat(IdleDeaths.isOne(1, 9 * SECOND)).isFalse();
        assertThat(IdleDeaths.isOne(0, 10 * SECOND)).isFalse();
    }
}
