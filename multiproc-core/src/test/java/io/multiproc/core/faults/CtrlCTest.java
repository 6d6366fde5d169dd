package io.multiproc.core.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.multiproc.testkit.ChildJvm;
import io.multiproc.testkit.CleanExit;
import io.multiproc.testkit.SameWithoutNative;
import io.multiproc.testkit.programs.Programs;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ctrl-C in a real terminal. */
@ExtendWith(CleanExit.class)
@SameWithoutNative
class CtrlCTest {

    private static final Duration LONG = Duration.ofSeconds(50);
    private static final int CTRL_C = 3;

    @TempDir
    Path folder;

    /** Also a child that takes no notice of signals. */
    @ParameterizedTest(name = "a child is stubborn: {0}")
    @ValueSource(booleans = {false, true})
    void endsTheProgramAndItsChildrenWithOneLine(boolean stubborn) throws Exception {
        try (ChildJvm.Running program = ChildJvm.of(TerminalProgram.class, folder.toString(), "" + stubborn)
                .inTerminal()
                .start()) {
            endsByCtrlCWithOneLine(program);
        }
    }

    private static void endsByCtrlCWithOneLine(ChildJvm.Running program) throws Exception {
        program.awaitOutput("ready", LONG);
        type(program, CTRL_C);
        ChildJvm.Result result = program.await(LONG);
        assertThat(result.exitCode()).isEqualTo(130);
        assertThat(result.output().replace("^C", ""))
                .isEqualToNormalizingNewlines("ready\n"
                        + "multiproc: interrupted, waiting for the child processes to end (Ctrl-C again kills)\n");
    }

    /** It dies at once, and so does its start; nothing looks for the reason. */
    @Test
    void aChildThatIsStillBootingIsNotStartedAgain() throws Exception {
        Path paused = folder.resolve("paused");
        try (ChildJvm.Running program = ChildJvm.of(BootingProgram.class, paused.toString())
                .inTerminal()
                .start()) {
            endsByCtrlCWithOneLine(program);
            Awaitility.await()
                    .atMost(LONG)
                    .until(() -> ProcessHandle.allProcesses().noneMatch(process -> isTold(process, paused)));
        } finally {
            Files.deleteIfExists(paused); // lets one go that waits for that
        }
    }

    /** A program whose child has not got beyond the beginning of its JVM. */
    static final class BootingProgram {

        private BootingProgram() {}

        /** Takes the file that the child's JVM makes, to wait until it is gone. */
        public static void main(String[] arguments) {
            Path paused = Path.of(arguments[0]);
            Thread teller = new Thread(() -> tell(paused), "teller");
            teller.setDaemon(true);
            teller.start();
            io.multiproc.Multiprocessing.processBuilder()
                    .jvmOptions(
                            "-XX:+UnlockDiagnosticVMOptions", "-XX:+PauseAtStartup", "-XX:PauseAtStartupFile=" + paused)
                    .target(Programs::returnNormally)
                    .start();
        }

        private static void tell(Path paused) {
            try {
                Programs.awaitFile(paused);
                System.out.println("ready");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Not by what the JDK tells of a command line, which ends after 4096 characters. */
    private static boolean isTold(ProcessHandle process, Path file) {
        try {
            return Files.readString(
                            Path.of("/proc", Long.toString(process.pid()), "cmdline"), StandardCharsets.ISO_8859_1)
                    .contains(file.toString());
        } catch (IOException e) {
            return false; // it has ended meanwhile, or is another user's
        }
    }

    @Test
    void theSecondOneKillsWhatKeepsTheProgram() throws Exception {
        try (ChildJvm.Running program =
                ChildJvm.of(StubbornProgram.class).inTerminal().start()) {
            program.awaitOutput("ready", LONG);
            type(program, CTRL_C);
            program.awaitOutput("Ctrl-C again kills", LONG);
            type(program, CTRL_C);

            assertThat(program.await(LONG).exitCode()).isEqualTo(130);
        }
    }

    /** The JVM takes no notice of it then. */
    @Test
    void endsTheWaitOfAProgramThatHasEndedButForItsChildren() throws Exception {
        try (ChildJvm.Running program = ChildJvm.of(PatientProgram.class, folder.toString())
                .inTerminal()
                .start()) {
            program.awaitOutput("ready", LONG);
            Awaitility.await().pollDelay(Duration.ofMillis(500)).until(() -> true); // it is about to wait
            type(program, CTRL_C);
            ChildJvm.Result result = program.await(LONG);

            assertThat(result.output())
                    .contains("multiproc: interrupted, waiting for the child processes to end (Ctrl-C again kills)");
        } finally {
            Files.createFile(folder.resolve("go"));
        }
    }

    private static void type(ChildJvm.Running program, int key) throws Exception {
        OutputStream keyboard = program.process().getOutputStream();
        keyboard.write(key);
        keyboard.flush();
    }
}
