package io.multiproc.core.launch;

import static io.multiproc.Multiprocessing.activeChildren;
import static io.multiproc.Multiprocessing.poolBuilder;
import static io.multiproc.Multiprocessing.processBuilder;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.awaitility.Awaitility.await;

import io.multiproc.pool.PoolBrokenException;
import io.multiproc.process.ChildProcess;
import io.multiproc.process.ProcessStartException;
import io.multiproc.testkit.ChildJvm;
import io.multiproc.testkit.CleanExit;
import io.multiproc.testkit.programs.Programs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * A child that never gets to the program's code: the error says why, nothing is left, and nothing is tried for ever.
 */
@ExtendWith(CleanExit.class)
class StartFailureTest {

    private static final Duration LONG = Duration.ofSeconds(50);

    /** More than any machine can address. */
    private static final String ABSURD_HEAP = "-Xmx200000g";

    @TempDir
    Path directory;

    @Nested
    class StartOfAProcess {

        @Test
        void tellsOfAnOptionThatTheJvmDoesNotKnow() {
            ChildProcess child = withOptions("-XX:+NoSuchOption");
            assertThatThrownBy(child::start)
                    .asInstanceOf(type(ProcessStartException.class))
                    .satisfies(e -> {
                        assertThat(e.exitCode()).hasValue(1);
                        assertThat(e.command()).contains("-XX:+NoSuchOption");
                        assertThat(e.getMessage())
                                .startsWith("process " + child.name()
                                        + " ended before it connected: exit code 1, its own words: ")
                                .contains("Unrecognized VM option 'NoSuchOption'")
                                .contains("\ncommand: " + e.command().get(0) + " ")
                                .contains("-XX:+NoSuchOption");
                    });
            assertThat(child.isAlive()).isFalse();
            assertThat(child.pid()).isEmpty();
            assertThat(activeChildren()).isEmpty();
        }

        @Test
        void tellsOfAHeapThatTheMachineDoesNotHave() {
            assertThatThrownBy(() -> withOptions(ABSURD_HEAP).start())
                    .isInstanceOf(ProcessStartException.class)
                    .hasMessageContaining("exit code 1")
                    .hasMessageContaining("Could not reserve enough space")
                    .hasMessageContaining(ABSURD_HEAP);
        }

        @Test
        void tellsOfAnAgentThatDoesNotExist() {
            assertThatThrownBy(() ->
                            withOptions("-javaagent:/nonexistent/agent.jar").start())
                    .isInstanceOf(ProcessStartException.class)
                    .hasMessageContaining("Error opening zip file or JAR manifest missing : /nonexistent/agent.jar");
        }

        /** Its JVM waits until a file is removed, and is killed meanwhile; the second one finds the file removed. */
        @Test
        void doesNotTakeWhatASecondChildSaysForTheWordsOfOneThatWasKilled() throws Exception {
            Path paused = directory.resolve("paused");
            Set<ProcessHandle> others = children();
            ChildProcess child = withOptions(
                    "-XX:+UnlockDiagnosticVMOptions", "-XX:+PauseAtStartup", "-XX:PauseAtStartupFile=" + paused);
            FutureTask<Void> start = new FutureTask<>(() -> {
                child.start();
                return null;
            });
            new Thread(start, "starts-a-child").start();
            await().atMost(LONG).until(() -> Files.exists(paused));
            Set<ProcessHandle> started = children();
            started.removeAll(others);
            assertThat(started).singleElement().satisfies(jvm -> {
                assertThat(jvm.destroyForcibly()).isTrue();
                jvm.onExit().join();
            });
            await().atMost(LONG).until(() -> {
                Files.deleteIfExists(paused);
                return start.isDone();
            });
            assertThatThrownBy(start::get)
                    .cause()
                    .isInstanceOf(ProcessStartException.class)
                    .hasMessageContaining("signal 9")
                    .hasMessageContaining("its own words: (none: the same command started well a second time)\n");
        }

        private Set<ProcessHandle> children() {
            return ProcessHandle.current().children().collect(Collectors.toSet());
        }

        @Test
        void mayBeTriedAgainWithAnotherProcess() throws Exception {
            assertThatThrownBy(() -> withOptions("-XX:+NoSuchOption").start())
                    .isInstanceOf(ProcessStartException.class);
            ChildProcess child = withOptions();
            child.start();
            child.join();
            assertThat(child.exitCode()).hasValue(0);
        }

        private ChildProcess withOptions(String... options) {
            return processBuilder().jvmOptions(options).target(Programs::returnNormally);
        }
    }

    @Nested
    class CreationOfAPool {

        @Test
        void tellsOfAnOptionThatTheJvmDoesNotKnow() {
            assertThatThrownBy(() -> poolBuilder()
                            .processes(2)
                            .jvmOptions("-XX:+NoSuchOption")
                            .build())
                    .isInstanceOf(PoolBrokenException.class)
                    .hasMessageStartingWith("pool 'ProcessPool-")
                    .hasMessageContaining("cannot start its workers: ")
                    .hasMessageContaining("exit code 1")
                    .hasMessageContaining("Unrecognized VM option 'NoSuchOption'")
                    .hasMessageContaining("command: ")
                    .hasCauseInstanceOf(ProcessStartException.class);
        }

        @Test
        void tellsOfAHeapThatTheMachineDoesNotHave() {
            assertThatThrownBy(() ->
                            poolBuilder().processes(2).jvmOptions(ABSURD_HEAP).build())
                    .isInstanceOf(PoolBrokenException.class)
                    .hasMessageContaining("Could not reserve enough space");
        }
    }

    @Nested
    class AProgram {

        @Test
        void whoseClassPathHasGoneIsTold() throws Exception {
            Path core = Library.core();
            Path jar = Library.copy(core, directory.resolve("core.jar"));
            Path program = Library.directoryOf(directory.resolve("program"), FailingProgram.class, Program.class);
            String classPath = Library.classPath(program, jar).replace(":" + core + ":", ":");
            String output = run(
                    ChildJvm.of(FailingProgram.class, "delete", jar.toString()).classPath(classPath));
            assertThat(output)
                    .contains("OptionalInt[1] null\n")
                    .contains(
                            "ended before it connected: exit code 1, its own words: Error: Could not find or load main"
                                    + " class io.multiproc.core.spawn.SpawnMain");
        }

        @Test
        void whoseJavaHasGoneIsTold() throws Exception {
            String output = run(ChildJvm.of(FailingProgram.class, "java-home", "/nonexistent"));
            assertThat(output)
                    .contains("OptionalInt.empty java.io.IOException: Cannot run program \"/nonexistent/bin/java\"")
                    .contains("cannot create process Process-2: Cannot run program \"/nonexistent/bin/java\"")
                    .contains("No such file or directory");
        }

        @Test
        void whoseJavaMayNotBeRunIsTold() throws Exception {
            Path bin = Files.createDirectory(directory.resolve("bin"));
            Files.writeString(bin.resolve("java"), "not a program");
            String output = run(ChildJvm.of(FailingProgram.class, "java-home", directory.toString()));
            assertThat(output)
                    .contains("OptionalInt.empty java.io.IOException: Cannot run program")
                    .contains("Permission denied");
        }

        /** The program itself fits into the limit, its child with the larger heap does not. */
        @Test
        void thatHasNoMemoryLeftForAChildIsTold() throws Exception {
            Path output = directory.resolve("output");
            Process program = new ProcessBuilder(
                            "/bin/sh",
                            "-c",
                            "ulimit -v 6000000; exec \"$@\"",
                            "sh",
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx64m",
                            "-XX:+UseSerialGC",
                            "-XX:ReservedCodeCacheSize=32m",
                            "-XX:CompressedClassSpaceSize=32m",
                            "-Xshare:off",
                            "-Dmultiproc.native=" + System.getProperty("multiproc.native", "true"),
                            "-cp",
                            System.getProperty("java.class.path"),
                            FailingProgram.class.getName(),
                            "options",
                            "-Xmx16g")
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            try {
                assertThat(program.waitFor(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
            } finally {
                program.descendants().forEach(ProcessHandle::destroyForcibly);
                program.destroyForcibly().waitFor();
            }
            assertThat(Files.readString(output))
                    .contains("OptionalInt[1] null\n")
                    .contains("Could not reserve enough space")
                    .contains("-Xmx16g")
                    .endsWith("end\n");
        }

        /** The child's JVM waits until somebody removes a file: it neither connects nor ends. */
        @Test
        void whoseChildNeverConnectsIsToldInTime(@TempDir Path folder) throws Exception {
            ChildJvm.Result result = ChildJvm.of(
                            FailingProgram.class,
                            "only",
                            "-XX:+UnlockDiagnosticVMOptions",
                            "-XX:+PauseAtStartup",
                            "-XX:PauseAtStartupFile=" + folder.resolve("paused"))
                    .jvmOptions("-Dmultiproc.start.timeout=1")
                    .run(LONG);
            assertThat(result.output())
                    .contains("OptionalInt.empty null\nprocess Process-1 (pid ")
                    .contains(") has not connected within 1 s and was killed"
                            + " (give it more time with -Dmultiproc.start.timeout=SECONDS)\n")
                    .endsWith("end\n");
            assertThat(result.exitCode()).isZero();
        }

        private String run(ChildJvm program) throws Exception {
            ChildJvm.Result result = program.jvmOptions(
                            "-Dmultiproc.native=" + System.getProperty("multiproc.native", "true"))
                    .run(LONG);
            assertThat(result.output())
                    .contains("child was given the first\n")
                    .doesNotContain("child was given the second")
                    .endsWith("end\n");
            assertThat(result.exitCode()).isZero();
            return result.output();
        }
    }
}
