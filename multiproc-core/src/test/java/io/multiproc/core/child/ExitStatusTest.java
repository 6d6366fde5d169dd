package io.multiproc.core.child;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExitStatusTest {

    @ParameterizedTest
    @CsvSource({
        "0,   false, 0",
        "1,   false, 1",
        "127, false, 127",
        "128, false, 128",
        "129, false, -1",
        "137, false, -9",
        "143, false, -15",
        "192, false, -64",
        "193, false, 193",
        "255, false, 255",
        "0,   true,  0",
        "137, true,  137",
        "143, true,  143",
        "255, true,  255",
    })
    void takesWhatLooksLikeASignalForOneUnlessAnExitWasAnnounced(int exitValue, boolean announced, int code) {
        assertThat(ExitStatus.of(exitValue, announced).code()).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource({
        "0,   exit code 0",
        "143, exit code 143",
        "-9,  signal 9 (SIGKILL)",
        "-15, signal 15 (SIGTERM)",
        "-11, signal 11 (SIGSEGV)",
        "-10, signal 10 (SIGUSR1)",
        "-31, signal 31 (SIGSYS)",
        "-34, signal 34 (SIGRTMIN)",
        "-40, signal 40",
        "-64, signal 64 (SIGRTMAX)",
    })
    void saysItInWords(int code, String words) {
        assertThat(new ExitStatus(code, false).inWords()).isEqualTo(words);
    }

    @Test
    void hintsAtWhatOftenLiesBehindIt() {
        assertThat(new ExitStatus(-9, false).hint()).contains("ran out of memory: docs/troubleshooting.md#signal-9");
        assertThat(List.of(-4, -6, -7, -8, -11))
                .allSatisfy(
                        crash -> assertThat(new ExitStatus(crash, false).hint()).contains("hs_err_pid"));
        assertThat(new ExitStatus(3, false).hint())
                .contains("its heap is exhausted")
                .contains("jvmOptions(\"-Xmx");
        assertThat(new ExitStatus(0, false).hint()).isEmpty();
        assertThat(new ExitStatus(-15, false).hint()).isEmpty();
        assertThat(new ExitStatus(-6, false).withCrashReport("SIGSEGV (0xb)").hint())
                .contains("report begins:\nSIGSEGV (0xb)");
        assertThat(new ExitStatus(3, true).hint()).isEqualTo(" (the program called System.exit there)");
    }
}
