package io.multiproc.core.spawn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class StartPhasesTest {

    private final StartPhases child = new StartPhases();
    private final StartPhases parent = new StartPhases();

    StartPhasesTest() {
        parent.mark(StartPhase.CALLED, 1_000);
        child.mark(StartPhase.MAIN_ENTERED, 1_500);
        child.mark(StartPhase.EXIT_ANNOUNCED, 3_000);
    }

    @Test
    void crossWithTheExitingFrame() {
        parent.read(child.toPayload());
        assertThat(parent.nanosTo(StartPhase.MAIN_ENTERED)).isEqualTo(500);
        assertThat(parent.nanosTo(StartPhase.EXIT_ANNOUNCED)).isEqualTo(2_000);
        assertThat(parent.nanosTo(StartPhase.DECODED)).isNegative();
    }

    @Test
    void keepTheFirstTime() {
        child.mark(StartPhase.MAIN_ENTERED, 9_000);
        parent.read(child.toPayload());
        assertThat(parent.nanosTo(StartPhase.MAIN_ENTERED)).isEqualTo(500);
    }

    @Test
    void ignoreAPayloadOfAnotherLayoutOrLength() {
        byte[] payload = child.toPayload();
        parent.read(Arrays.copyOf(payload, payload.length - 1));
        parent.read(new byte[0]);
        payload[0] = 2;
        parent.read(payload);
        assertThat(parent.nanosTo(StartPhase.MAIN_ENTERED)).isNegative();
    }
}
