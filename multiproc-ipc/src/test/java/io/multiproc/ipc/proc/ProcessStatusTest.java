package io.multiproc.ipc.proc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProcessStatusTest {

    private static final String STATUS =
            "Name:\tjava\nVmRSS:\t  12 kB\nSigPnd:\t8000000000000100\nSigIgn:\t0000000000000001\n";

    @Test
    void aFieldIsFoundByItsWholeName() {
        assertThat(ProcessStatus.field(STATUS, "VmRSS")).hasValue("12 kB");
        assertThat(ProcessStatus.field(STATUS, "Vm")).isEmpty();
        assertThat(ProcessStatus.field("", "Name")).isEmpty();
    }

    @Test
    void signalsAreBitsFromTheFirstOn() {
        assertThat(ProcessStatus.hasSignal(STATUS, "SigPnd", 9)).isTrue();
        assertThat(ProcessStatus.hasSignal(STATUS, "SigPnd", 64)).isTrue();
        assertThat(ProcessStatus.hasSignal(STATUS, "SigPnd", 8)).isFalse();
        assertThat(ProcessStatus.hasSignal(STATUS, "SigIgn", 1)).isTrue();
        assertThat(ProcessStatus.hasSignal(STATUS, "ShdPnd", 9)).isFalse();
    }
}
