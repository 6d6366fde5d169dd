package io.multiproc.ipc.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeadlineTest {

    private static final long HUNDRED_YEARS_OF_NANOS = TimeUnit.DAYS.toNanos(36_500);

    @ParameterizedTest
    @ValueSource(longs = {0, -1, Long.MIN_VALUE})
    void isOverAtOnceAfterNoTime(long seconds) {
        Duration timeout = Duration.ofSeconds(seconds);

        assertThat(Deadline.after(timeout)).isEqualTo(Deadline.NOW);
        assertThat(Deadline.isOver(Deadline.after(timeout))).isTrue();
        assertThat(Deadline.nanos(timeout)).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {1L << 33, Long.MAX_VALUE / 1_000_000_000, Long.MAX_VALUE})
    void neverComesAfterATimeThatNobodyLives(long seconds) {
        Duration timeout = Duration.ofSeconds(seconds);

        assertThat(Deadline.after(timeout)).isEqualTo(Deadline.NEVER);
        assertThat(Deadline.isOver(Deadline.NEVER)).isFalse();
        assertThat(Deadline.nanos(timeout)).isGreaterThan(HUNDRED_YEARS_OF_NANOS);
    }

    @Test
    @SuppressWarnings("NullAway") // what a program does
    void ofNoTimeIsRefusedByName() {
        assertThatNullPointerException().isThrownBy(() -> Deadline.after(null)).withMessage("timeout");
        assertThatNullPointerException().isThrownBy(() -> Deadline.nanos(null)).withMessage("timeout");
    }

    @Test
    void comesAfterItsTime() {
        long deadline = Deadline.after(Duration.ofHours(1));

        assertThat(Deadline.isOver(deadline)).isFalse();
        assertThat(Deadline.remaining(deadline)).isBetween(TimeUnit.MINUTES.toNanos(1), TimeUnit.HOURS.toNanos(1));
        assertThat(Deadline.remainingMillis(deadline)).isLessThanOrEqualTo(TimeUnit.HOURS.toMillis(1) + 1);
        assertThat(Deadline.isOver(System.nanoTime() - 1)).isTrue();
    }

    @Test
    void leavesAtLeastAMomentToWait() {
        assertThat(Deadline.remaining(System.nanoTime() - 1_000)).isEqualTo(1);
        assertThat(Deadline.remaining(Deadline.NOW)).isEqualTo(1);
        assertThat(Deadline.remainingMillis(Deadline.NEVER)).isPositive();
    }

    @Test
    void theEarlierOfTwoIsOverFirst() {
        long soon = Deadline.after(Duration.ofMinutes(1));
        long later = Deadline.after(Duration.ofHours(1));

        for (long other : new long[] {soon, later, Deadline.NEVER}) {
            assertThat(Deadline.earlier(soon, other)).isEqualTo(soon);
            assertThat(Deadline.earlier(other, soon)).isEqualTo(soon);
            assertThat(Deadline.earlier(Deadline.NOW, other)).isEqualTo(Deadline.NOW);
            assertThat(Deadline.earlier(other, Deadline.NOW)).isEqualTo(Deadline.NOW);
        }
        assertThat(Deadline.earlier(Long.MAX_VALUE - 9, Long.MIN_VALUE + 9))
                .as("the clock passes its end between them")
                .isEqualTo(Long.MAX_VALUE - 9);
        assertThat(Deadline.earlier(Deadline.NEVER, Deadline.NEVER)).isEqualTo(Deadline.NEVER);
    }
}
