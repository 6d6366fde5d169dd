package io.multiproc.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.multiproc.testkit.programs.Programs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(CleanExit.class)
@SameWithoutNative
class ProgramsTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    @ParameterizedTest
    @CsvSource({
        "exit, 7, 7",
        "halt, 8, 8",
        "throw, 0, 1",
        "overflow, 0, 1",
        "heap, 0, 3",
        "kill, 9, 137",
        "kill, 15, 143",
    })
    void endsAsItsNameSays(String program, String argument, int exitCode) throws Exception {
        ChildJvm.Result result = ChildJvm.of(Runner.class, program, argument)
                .jvmOptions("-Xmx32m", "-Xss256k", "-XX:+ExitOnOutOfMemoryError")
                .run(LONG);
        assertThat(result.exitCode()).as(result.output()).isEqualTo(exitCode);
    }

    @Test
    void printsMegabytes() throws Exception {
        assertThat(ChildJvm.of(Runner.class, "print", "2").run(LONG).output()).hasSize(2 << 20);
    }

    @Test
    void ignoresSigterm(@TempDir Path directory) throws Exception {
        Path started = directory.resolve("started");
        try (ChildJvm.Running program =
                ChildJvm.of(Runner.class, "ignore", started.toString()).start()) {
            Awaitility.await().until(() -> Files.exists(started));
            program.process().destroy();
            assertThat(program.process().waitFor(500, java.util.concurrent.TimeUnit.MILLISECONDS))
                    .isFalse();
        }
    }

    /** Runs one of the programs. */
    static final class Runner {

        public static void main(String[] args) throws Exception {
            switch (args[0]) {
                case "exit" -> Programs.exitWith(Integer.parseInt(args[1]));
                case "halt" -> Programs.haltWith(Integer.parseInt(args[1]));
                case "throw" -> Programs.throwArithmetic();
                case "overflow" -> Programs.overflowStack();
                case "heap" -> Programs.exhaustHeap();
                case "kill" -> Programs.killSelf(Integer.parseInt(args[1]));
                case "print" -> Programs.printMany(Integer.parseInt(args[1]));
                case "ignore" -> Programs.ignoreSigterm(Path.of(args[1]));
                default -> throw new IllegalArgumentException("unknown program: " + args[0]);
            }
        }
    }
}
