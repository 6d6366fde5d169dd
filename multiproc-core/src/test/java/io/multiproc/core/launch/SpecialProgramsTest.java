package io.multiproc.core.launch;

import static org.assertj.core.api.Assertions.assertThat;

import io.multiproc.process.StartMethod;
import io.multiproc.testkit.ChildJvm;
import io.multiproc.testkit.CleanExit;
import io.multiproc.testkit.Conforms;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Programs that do something unusual around the start of a child. */
@ExtendWith(CleanExit.class)
class SpecialProgramsTest {

    private static final Duration LONG = Duration.ofSeconds(50);

    /** A thread's main class is not loaded again. */
    @ParameterizedTest
    @EnumSource(names = "THREAD", mode = EnumSource.Mode.EXCLUDE)
    @Conforms("TestNoForkBomb.test_noforkbomb")
    void aMainClassThatStartsAProcessWhenItIsLoadedFails(StartMethod method) throws Exception {
        ChildJvm.Result result = ChildJvm.of(ForkBomb.class)
                .jvmOptions("-D" + ForkBomb.METHOD + "=" + method)
                .run(LONG);

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.output())
                .contains("in a spare: " + (method == StartMethod.FORKSERVER))
                .contains("is still loading its own work and cannot start 'Process-1:1'")
                .doesNotContainPattern("(?m)^123$");
    }

    @Test
    @Conforms("MiscTestCase.test_spawn_sys_executable_none_allows_import")
    void aProgramThatDoesNotKnowItsJavaNeedsItForAStartOnly() throws Exception {
        ChildJvm.Result result = ChildJvm.of(UnknownJava.class).run(LONG);

        assertThat(result.output())
                .isEqualToNormalizingNewlines("MainProcess logs: true\n"
                        + "cannot start processes: this JVM does not know where its java is (call setExecutable first)\n"
                        + "started\n");
        assertThat(result.exitCode()).isZero();
    }
}
