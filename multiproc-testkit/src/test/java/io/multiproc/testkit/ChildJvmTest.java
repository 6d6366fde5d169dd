package io.multiproc.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(CleanExit.class)
@SameWithoutNative
class ChildJvmTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    @Test
    void tellsExitCodeAndBothOutputs() throws Exception {
        ChildJvm.Result result = ChildJvm.of(Talker.class, "hello", "5").run(LONG);
        assertThat(result.exitCode()).isEqualTo(5);
        assertThat(result.output()).contains("out hello", "err hello");
    }

    @Test
    void passesOptionsEnvironmentAndDirectory(@TempDir Path directory) throws Exception {
        ChildJvm.Result result = ChildJvm.of(Surroundings.class)
                .jvmOptions("-Da.property=1")
                .environment("A_VARIABLE", "2")
                .directory(directory)
                .run(LONG);
        assertThat(result.output())
                .contains("native " + System.getProperty("multiproc.native"))
                .contains("property 1", "variable 2", "directory " + directory.toRealPath(), "input -1");
    }

    @Test
    void startsQuicklyUnlessTheProgramWantsAnotherJvm() throws Exception {
        assertThat(ChildJvm.of(Surroundings.class).run(LONG).output())
                .contains("options [", "-XX:TieredStopAtLevel=1, -XX:+UseSerialGC]");
        assertThat(ChildJvm.of(Surroundings.class)
                        .jvmOptions("-XX:+UseParallelGC", "-XX:TieredStopAtLevel=4")
                        .run(LONG)
                        .output())
                .contains("-XX:TieredStopAtLevel=1, -XX:+UseParallelGC, -XX:TieredStopAtLevel=4]");
    }

    @Test
    void killsAProgramThatTakesTooLongAndShowsItsThreads() {
        assertThatThrownBy(() -> ChildJvm.of(Sleeper.class).run(Duration.ofSeconds(2)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("program still runs after PT2S: pid=")
                .hasMessageContaining("Sleeper.main");
    }

    @Test
    void waitsForALineAndKillsTheTreeOnClose() throws Exception {
        ProcessHandle program;
        try (ChildJvm.Running running = ChildJvm.of(Sleeper.class).start()) {
            running.awaitOutput("ready", LONG);
            program = running.process().toHandle();
            assertThat(program.isAlive()).isTrue();
        }
        assertThat(program.onExit().get(5, TimeUnit.SECONDS).isAlive()).isFalse();
    }

    @Test
    void saysThatAProgramEndedWithoutTheAwaitedLine() throws Exception {
        try (ChildJvm.Running running = ChildJvm.of(Talker.class, "hello", "0").start()) {
            assertThatThrownBy(() -> running.awaitOutput("goodbye", LONG))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("program did not write 'goodbye' in PT30S: ended=true")
                    .hasMessageContaining("out hello");
        }
    }

    /** Writes its first argument to both outputs and exits with its second. */
    static final class Talker {

        public static void main(String[] args) {
            System.out.println("out " + args[0]);
            System.err.println("err " + args[0]);
            System.exit(Integer.parseInt(args[1]));
        }
    }

    /** Tells what it finds around it. */
    static final class Surroundings {

        public static void main(String[] args) throws Exception {
            System.out.println("native " + System.getProperty("multiproc.native"));
            System.out.println("property " + System.getProperty("a.property"));
            System.out.println("options "
                    + ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                            .filter(option -> option.startsWith("-XX"))
                            .toList());
            System.out.println("variable " + System.getenv("A_VARIABLE"));
            System.out.println("directory " + new File("").getAbsolutePath());
            System.out.println("input " + System.in.read());
        }
    }

    /** Says that it is ready and waits. */
    static final class Sleeper {

        public static void main(String[] args) throws InterruptedException {
            System.out.println("ready");
            new CountDownLatch(1).await();
        }
    }
}
