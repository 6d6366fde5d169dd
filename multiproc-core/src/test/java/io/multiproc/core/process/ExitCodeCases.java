package io.multiproc.core.process;

import static io.multiproc.Multiprocessing.process;
import static org.assertj.core.api.Assertions.assertThat;

import io.multiproc.process.ChildProcess;
import io.multiproc.testkit.programs.Programs;
import java.time.Duration;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The exit codes of processes that end by themselves. */
abstract class ExitCodeCases extends ProcessCases {

    @Test
    void isZeroAfterANormalReturn() throws Exception {
        ChildProcess child = process(Programs::returnNormally);
        assertThat(child.exitCode()).isEqualTo(OptionalInt.empty());
        assertThat(run(child).exitCode()).hasValue(0);
    }

    @Test
    void isThereAfterAJoinWithAnEndlessTimeOut() throws Exception {
        ChildProcess process = process(Programs::returnNormally);
        process.start();

        assertThat(process.join(Duration.ofSeconds(Long.MAX_VALUE))).isTrue();
        assertThat(process.exitCode()).hasValue(0);
    }

    @Test
    void isOneAfterAnUncaughtException() throws Exception {
        assertThat(run(process(Programs::throwArithmetic)).exitCode()).hasValue(1);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "8, 8", "255, 255", "256, 0", "300, 44", "-1, 255"})
    void isThatOfAnExitException(int reason, int code) throws Exception {
        assertThat(run(process(ProcessTasks::exit, reason)).exitCode()).hasValue(code);
    }

    @Test
    void isOneAfterAStackOverflow() throws Exception {
        assertThat(run(process(Programs::overflowStack)).exitCode()).hasValue(1);
    }
}
