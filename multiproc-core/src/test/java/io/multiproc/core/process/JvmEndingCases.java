package io.multiproc.core.process;

import static io.multiproc.Multiprocessing.process;
import static io.multiproc.Multiprocessing.processBuilder;
import static org.assertj.core.api.Assertions.assertThat;

import io.multiproc.core.current.Signals;
import io.multiproc.process.ChildProcess;
import io.multiproc.testkit.Conforms;
import io.multiproc.testkit.programs.Programs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Hooks, signals and interruptions, as only a JVM of its own knows them. */
abstract class JvmEndingCases extends ProcessCases {

    @Test
    @Conforms("_TestPollEintr.test_poll_eintr")
    void aSignalDoesNotCutJoinShort() throws Exception {
        CountDownLatch signalled = new CountDownLatch(1);
        Signals.Handler before = Signals.handle("WINCH", signalled::countDown);
        try {
            ChildProcess sleeper = process(
                    ProcessTasks::await, file("up").toString(), file("go").toString());
            sleeper.start();
            FutureTask<Boolean> join = new FutureTask<>(() -> sleeper.join(LONG));
            new Thread(join).start();
            run(process(
                    JvmProcessTasks::signal, "WINCH", ProcessHandle.current().pid()));
            assertThat(signalled.await(50, TimeUnit.SECONDS)).isTrue();
            assertThat(join.isDone()).isFalse();
            Files.createFile(file("go"));
            assertThat(join.get()).isTrue();
            assertThat(sleeper.exitCode()).hasValue(0);
        } finally {
            before.restore();
        }
    }

    @Test
    @Conforms("_TestProcess.test_interrupt_no_handler")
    void interruptKillsAChildThatHasRestoredTheSystemsOwnAction() throws Exception {
        ChildProcess child =
                process(JvmProcessTasks::sleepWithDefaultSigint, file("up").toString());
        child.start();
        Awaitility.await().atMost(LONG).until(() -> Files.exists(file("up")));
        child.interrupt();

        assertThat(child.join(LONG)).isTrue();
        assertThat(child.exitCode()).hasValue(-2);
    }

    @Test
    @Conforms("_TestAtExit.test_atexit")
    void runsTheShutdownHooksOfTheTarget() throws Exception {
        run(process(JvmProcessTasks::writeWhenItEnds, file("hook").toString()));

        assertThat(file("hook")).hasContent("at exit");
    }

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

    /** Its exit code is not one that it has chosen, though it had begun to end by itself. */
    @Test
    void aChildThatIsKilledWhileItEndsByItselfHasBeenKilled() throws Exception {
        isKilledWhileItEnds(
                process(
                        JvmProcessTasks::returnWithAHookThatHangs,
                        file("returns").toString()),
                file("returns"));
        isKilledWhileItEnds(
                process(JvmProcessTasks::exitWithAHookThatHangs, file("exits").toString()), file("exits"));
    }

    private static void isKilledWhileItEnds(ChildProcess child, Path hooksRun) throws Exception {
        child.start();
        Programs.awaitFile(hooksRun);
        child.kill();
        assertThat(child.join(LONG)).isTrue();
        assertThat(child.exitCode()).hasValue(-9);
    }

    /** As {@code System.exit(134)} would, but for the report that the JVM has written. */
    @Test
    void aChildThatCrashesWhileHooksOfSystemExitRunHasCrashed() throws Exception {
        ChildProcess child = run(processBuilder()
                .jvmOptions("-XX:ErrorFile=" + file("crash-%p.log"))
                .target(JvmProcessTasks::exitWithAHookThatCrashes));

        assertThat(child.exitCode()).hasValue(-6);
        assertThat(child.crashReport().orElseThrow()).contains("SIGSEGV");
    }

    /** The signal of one must not meet the handler that was there before. */
    @Test
    void manyInterruptsAtOnceInterruptAndDoNotKill() throws Exception {
        ChildProcess child = process(
                JvmProcessTasks::goOnInSpiteOfInterrupts,
                file("up").toString(),
                file("end").toString());
        child.start();
        Programs.awaitFile(file("up"));
        for (int i = 0; i < 50; i++) {
            child.interrupt();
        }
        // what would end it comes some milliseconds later
        Awaitility.await().during(Duration.ofMillis(300)).atMost(LONG).until(child::isAlive);
        Files.createFile(file("end"));
        assertThat(child.join(LONG)).isTrue();
        assertThat(child.exitCode()).hasValue(0);
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

    /** Nothing but SIGKILL reaches it. */
    @Test
    void aChildThatIsStoppedIsAliveAndCanBeKilled() throws Exception {
        ChildProcess child =
                process(up -> Programs.sleepForever(Path.of(up)), file("up").toString());
        child.start();
        Programs.awaitFile(file("up"));
        io.multiproc.testkit.Signals.stop(child.pid().getAsLong());
        child.terminate();
        assertThat(child.join(Duration.ofMillis(300))).isFalse();
        assertThat(child.isAlive()).isTrue();
        child.kill();

        assertThat(child.join(LONG)).isTrue();
        assertThat(child.exitCode()).hasValue(-9);
    }
}
