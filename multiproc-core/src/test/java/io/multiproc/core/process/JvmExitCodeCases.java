package io.multiproc.core.process;

import static io.multiproc.Multiprocessing.process;
import static org.assertj.core.api.Assertions.assertThat;

import io.multiproc.process.ChildProcess;
import io.multiproc.process.ExitException;
import io.multiproc.testkit.Conforms;
import io.multiproc.testkit.programs.Programs;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The exit codes that only a JVM of its own has. */
abstract class JvmExitCodeCases extends ProcessCases {

    @Test
    @Conforms("_TestSubclassingProcess.test_sys_exit")
    void areThoseOfAnExitExceptionAndItsTextIsPrinted() throws Exception {
        assertThat(exitCodeOf(List.of(1, 2, 3))).isEqualTo(1);
        assertThat(file("err")).hasContent("[1, 2, 3]\n");
        assertThat(exitCodeOf("ignore this")).isEqualTo(1);
        assertThat(file("err")).hasContent("ignore this\n");
        assertThat(exitCodeOf(true)).isEqualTo(1);
        assertThat(file("err")).isEmptyFile();
        assertThat(exitCodeOf(false)).isZero();
        assertThat(exitCodeOf(8)).isEqualTo(8);
        assertThat(exitCodeOf(null)).isZero();
        assertThat(run(process(() -> {
                            throw new ExitException();
                        }))
                        .exitCode())
                .hasValue(0);
    }

    private int exitCodeOf(@Nullable Object reason) throws InterruptedException {
        return run(process(JvmProcessTasks::exitWithErrorsIn, file("err").toString(), reason))
                .exitCode()
                .getAsInt();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 137, 255}) // and others, as all signals, in EndingsTest
    void isThatOfSystemExit(int code) throws Exception {
        assertThat(run(process(Programs::exitWith, code)).exitCode()).hasValue(code);
    }

    @Test
    void anExitAfterTheReturnOfTheTargetHasItsCode() throws Exception {
        assertThat(run(process(JvmProcessTasks::exitElsewhereAfterReturn, 143)).exitCode())
                .hasValue(143);
    }

    @Test
    void systemExitWithTheCodeOfACrashIsNone() throws Exception {
        ChildProcess child = run(process(Programs::exitWith, 134));

        assertThat(child.exitCode()).hasValue(134);
        assertThat(child.crashReport()).isEmpty();
    }
}
