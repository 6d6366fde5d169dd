package io.multiproc.core.process;

import static io.multiproc.Multiprocessing.context;
import static io.multiproc.Multiprocessing.pipe;
import static io.multiproc.Multiprocessing.process;
import static io.multiproc.Multiprocessing.processBuilder;
import static org.assertj.core.api.Assertions.assertThat;

import io.multiproc.connection.Pipe;
import io.multiproc.process.ChildProcess;
import io.multiproc.process.StartMethod;
import io.multiproc.testkit.ChildJvm;
import io.multiproc.testkit.programs.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThreadProcessTest extends ProcessContract {

    @Override
    StartMethod startMethod() {
        return StartMethod.THREAD;
    }

    /** A program whose process, a thread, ends all of it: whoever ends the program must not wait for that thread. */
    static final class ExitingProgram {

        private ExitingProgram() {}

        public static void main(String[] arguments) throws Exception {
            context(StartMethod.THREAD).process(Programs::exitWith, 3).start();
            Programs.sleepForever();
        }
    }

    @Test
    void systemExitInAThreadEndsTheProgram() throws Exception {
        ChildJvm.Result result = ChildJvm.of(ExitingProgram.class).run(LONG);
        assertThat(result.exitCode()).as(result.output()).isEqualTo(3);
    }

    /** Cannot even be printed. */
    private static final class Unspeakable extends RuntimeException {

        private static final long serialVersionUID = 1L;

        @Override
        public String getMessage() {
            throw new IllegalStateException("no words for it");
        }
    }

    static void failWithoutWords() {
        throw new Unspeakable();
    }

    @Test
    void oneWhoseFailureCannotBePrintedHasEndedAllTheSame() throws Exception {
        assertThat(run(process(ThreadProcessTest::failWithoutWords)).exitCode()).hasValue(1);
    }

    /** Though this JVM goes on; also one that is given up, whatever its thread still does. */
    @ParameterizedTest(name = "{0}, kill: {1}")
    @CsvSource({"THREAD, false", "THREAD, true", "SPAWN, false", "SPAWN, true"})
    void aGrandchildSeesItsParentEnd(StartMethod method, boolean kill) throws Exception {
        Pipe pipe = pipe(false);
        ChildProcess middle = process(JvmProcessTasks::startWatcherAs, method, pipe.second());
        middle.start();
        assertThat(pipe.first().recv()).isEqualTo(true);

        if (kill) {
            middle.kill();
        } else {
            middle.terminate();
        }
        assertThat(middle.join(LONG)).isTrue();

        assertThat(pipe.first().recv()).isEqualTo(true);
        pipe.first().close();
    }

    static void sleepWithPidIn(String file) throws Exception {
        Programs.writePid(Path.of(file));
        Programs.sleepForever();
    }

    /** Has a daemonic child that is a JVM, and heeds no interruption. */
    static void hangWithADaemon(String folder) throws IOException {
        context(StartMethod.SPAWN)
                .processBuilder()
                .daemon(true)
                .target(ThreadProcessTest::sleepWithPidIn, folder + "/up")
                .start();
        while (!Files.exists(Path.of(folder, "go"))) {
            LockSupport.parkNanos(1_000_000);
            boolean unused = Thread.interrupted();
        }
    }

    @Test
    void takesItsDaemonicJvmAlongWhenItIsKilledWhateverItsThreadDoes() throws Exception {
        ChildProcess middle = process(ThreadProcessTest::hangWithADaemon, folder.toString());
        middle.start();
        Programs.awaitFile(file("up"));
        long pid = Long.parseLong(Files.readString(file("up")));
        ProcessHandle daemon = ProcessHandle.of(pid).orElseThrow();
        middle.kill();
        assertThat(middle.join(LONG)).isTrue();

        daemon.onExit().get(50, TimeUnit.SECONDS);
        Files.createFile(file("go"));
    }

    static void startOthers(String folder) {
        processBuilder().daemon(true).target(ProcessTasks::sleep).start();
        process(ProcessTasks::await, folder + "/up", folder + "/go").start();
    }

    /** As a process that is a JVM. */
    @Test
    void waitsForItsOwnProcessesAndEndsTheDaemonicOnes() throws Exception {
        ChildProcess child = process(ThreadProcessTest::startOthers, folder.toString());
        child.start();
        Programs.awaitFile(file("up"));
        assertThat(child.isAlive()).as("while its own process works").isTrue();
        Files.createFile(file("go"));
        assertThat(child.join(LONG)).isTrue();
        assertThat(child.exitCode()).hasValue(0);
    }
}
