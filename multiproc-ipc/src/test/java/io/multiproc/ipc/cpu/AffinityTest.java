package io.multiproc.ipc.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class AffinityTest {

    @Test
    void processorsAreReadFromRanges() {
        assertThat(Affinity.list("Name:\tjava\nCpus_allowed_list:\t0-2,8,10-11\nThreads: 1\n"))
                .containsExactly(0, 1, 2, 8, 10, 11);
        assertThat(Affinity.list("Name:\tjava\n")).isEmpty();
    }

    @Test
    void aProcessThatIsGoneIsNotBound() throws Exception {
        if (isOff()) {
            return;
        }
        Process gone = new ProcessBuilder("true").start();
        gone.waitFor();
        assertThat(Affinity.bind(gone.pid(), 0)).isFalse();
    }

    @Test
    void aProcessIsBoundAndNotToAProcessorThatThereIsNot() throws Exception {
        if (isOff()) {
            return;
        }
        Process sleeper = new ProcessBuilder("sleep", "1000").start();
        try {
            List<Integer> usable = Affinity.usable();
            int last = usable.get(usable.size() - 1);
            assertThat(Affinity.bind(sleeper.pid(), last)).isTrue();
            assertThat(Affinity.list(java.nio.file.Files.readString(
                            java.nio.file.Path.of("/proc/" + sleeper.pid() + "/status"))))
                    .containsExactly(last);
            assertThat(Affinity.bind(sleeper.pid(), 4095)).isFalse();
        } finally {
            sleeper.destroyForcibly().waitFor();
        }
    }

    /** The stand-in binds nothing and says why. */
    private static boolean isOff() {
        boolean off = System.getProperty("multiproc.native", "true").equals("false");
        assertThat(Affinity.unavailabilityCause()).isEqualTo(off ? "-Dmultiproc.native=false" : null);
        return off;
    }
}
