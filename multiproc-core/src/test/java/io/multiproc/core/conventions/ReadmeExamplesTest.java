package io.multiproc.core.conventions;

import static org.assertj.core.api.Assertions.assertThat;

import io.multiproc.testkit.ChildJvm;
import io.multiproc.testkit.CleanExit;
import io.multiproc.testkit.SameWithoutNative;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the README promises on its first lines happens. */
@ExtendWith(CleanExit.class)
@SameWithoutNative
class ReadmeExamplesTest {

    @Test
    void theFirstExamplePrintsSquares() throws Exception {
        ChildJvm.Result result = program(Main.class);
        assertThat(result.output().lines()).contains("[1, 4, 9]");
        assertThat(result.exitCode()).isZero();
    }

    @Test
    void theSideBySideExampleDoesWhatThePythonProgramDoes() throws Exception {
        ChildJvm.Result result = program(SideBySide.class);
        assertThat(result.output().lines())
                .contains("hello bob", "OptionalInt[0]", "49", "[0, 1, 4, 9, 16, 25, 36, 49, 64, 81]");
        assertThat(result.exitCode()).isZero();
    }

    private static ChildJvm.Result program(Class<?> main) throws Exception {
        return ChildJvm.of(main).run(Duration.ofSeconds(50));
    }
}
