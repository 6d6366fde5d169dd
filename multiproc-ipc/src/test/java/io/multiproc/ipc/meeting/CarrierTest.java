package io.multiproc.ipc.meeting;

import static org.assertj.core.api.Assertions.assertThat;

import io.multiproc.ipc.frame.Frame;
import org.junit.jupiter.api.Test;

/** Who has what is to call may change, and be known by way of others. */
class CarrierTest {

    private static final String OTHER = "1-2-3";

    private final Appointment outer = new Appointment(MeetingPoint.local(), new Unasked());
    private final Appointment inner = new Appointment(MeetingPoint.local(), new Unasked());

    /** Nobody calls, and nobody dies whose death is known here. */
    private static final class Unasked implements Host {

        @Override
        public void called(Appointment appointment, Call call, Frame request) {
            throw new IllegalStateException("nobody is expected to call");
        }

        @Override
        public void carrierDied(Appointment appointment) {}

        @Override
        public boolean isOwing(Appointment appointment) {
            return false;
        }
    }

    @Test
    void whatIsInSomethingElseIsWhereThatIs() {
        inner.carriedWith(outer);
        assertThat(inner.isCarried()).isFalse();
        outer.carriedBy(OTHER);
        assertThat(inner.carrier()).isEqualTo(OTHER);
        assertThat(inner.isCarried()).isTrue();
        inner.met();
        assertThat(inner.isCarried()).isFalse();
    }

    @Test
    void whoHasCalledAlreadyCountsMoreThanWhatIsToldLate() {
        inner.heldBy(OTHER);
        inner.carriedWith(outer);
        inner.carriedBy(null);
        assertThat(inner.carrier()).isEqualTo(OTHER);
    }

    @Test
    void whatIsInEachOtherIsNowhere() {
        inner.carriedWith(outer);
        outer.carriedWith(inner);
        assertThat(inner.isCarried()).isFalse();
        assertThat(outer.isCarried()).isFalse();
    }
}
