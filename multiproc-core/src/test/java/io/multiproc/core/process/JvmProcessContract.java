package io.multiproc.core.process;

import static io.multiproc.Multiprocessing.process;
import static io.multiproc.Multiprocessing.processBuilder;
import static org.assertj.core.api.Assertions.assertThat;

import io.multiproc.process.ChildProcess;
import io.multiproc.process.ExitException;
import io.multiproc.testkit.Conforms;
import io.multiproc.testkit.programs.Programs;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds besides for a process that is a JVM of its own. */
abstract class JvmProcessContract extends ProcessContract {

    /** Leaves with its standard error in a file. */
    static void exitWithErrorsIn(String file, @Nullable Object reason) throws IOException {
        System.setErr(new PrintStream(Files.newOutputStream(Path.of(file)), true, StandardCharsets.UTF_8));
        throw new ExitException(reason);
    }

    @Nested
    class JvmExitCodes {

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
            return run(process(JvmProcessContract::exitWithErrorsIn, file("err").toString(), reason))
                    .exitCode()
                    .getAsInt();
        }

        @ParameterizedTest
        @ValueSource(ints = {0, 1, 3, 137, 143, 255})
        void isThatOfSystemExit(int code) throws Exception {
            assertThat(run(process(Programs::exitWith, code)).exitCode()).hasValue(code);
        }

        @ParameterizedTest
        @ValueSource(ints = {9, 15, 6, 10, 14}) // not 1 and 2, which who starts the tests may have had ignored
        void isMinusTheSignal(int signal) throws Exception {
            assertThat(run(process(Programs::killSelf, signal)).exitCode()).hasValue(-signal);
        }

        @Test
        void isThreeWhenTheHeapIsExhausted() throws Exception {
            ChildProcess child = run(processBuilder().jvmOptions("-Xmx16m").target(Programs::exhaustHeap));

            assertThat(child.exitCode()).hasValue(3);
        }
    }

    @Nested
    class JvmEnding {

        @Test
        @Conforms("_TestProcess.test_wait_for_threads")
        void waitsForThreadsThatAreNotDaemons() throws Exception {
            ChildProcess child = process(
                    (awaited, written) -> Programs.leaveThreadThatWrites(Path.of(awaited), Path.of(written), "done"),
                    file("go").toString(),
                    file("done").toString());
            child.start();
            assertThat(child.join(Duration.ofMillis(300))).isFalse();
            Files.createFile(file("go"));

            assertThat(child.join(LONG)).isTrue();
            assertThat(file("done")).hasContent("done");
        }
    }

    @Test
    void standardInputOfAChildIsEmpty() throws Exception {
        run(process(
                input -> Programs.countStandardInput(Path.of(input)),
                file("count").toString()));

        assertThat(file("count")).hasContent("0");
    }

    @Test
    void aChildThatHangsInAShutdownHookCanBeKilled() throws Exception {
        ChildProcess child = process(
                started -> Programs.ignoreSigterm(Path.of(started)), file("up").toString());
        child.start();
        Awaitility.await().atMost(LONG).until(() -> Files.exists(file("up")));
        child.terminate();
        assertThat(child.join(Duration.ofMillis(300))).isFalse();
        child.kill();

        assertThat(child.join(LONG)).isTrue();
        assertThat(child.exitCode()).hasValue(-9);
    }
}
