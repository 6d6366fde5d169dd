package io.multiproc.core.process;

import static io.multiproc.Multiprocessing.parentProcess;
import static io.multiproc.Multiprocessing.pipe;
import static io.multiproc.Multiprocessing.process;
import static io.multiproc.Multiprocessing.processBuilder;
import static io.multiproc.Multiprocessing.queue;
import static io.multiproc.Multiprocessing.setExecutable;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multiproc.connection.Connection;
import io.multiproc.connection.Pipe;
import io.multiproc.core.current.Signals;
import io.multiproc.process.ChildProcess;
import io.multiproc.process.ExitException;
import io.multiproc.process.ParentProcess;
import io.multiproc.queue.ProcessQueue;
import io.multiproc.testkit.Conforms;
import io.multiproc.testkit.programs.Programs;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
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
        @ValueSource(ints = {1, 137, 255}) // and others, as all signals, in EndingsTest
        void isThatOfSystemExit(int code) throws Exception {
            assertThat(run(process(Programs::exitWith, code)).exitCode()).hasValue(code);
        }
    }

    static void tellMainThread(String file) throws IOException {
        Programs.writeText(
                Path.of(file),
                Files.readSymbolicLink(Path.of("/proc/thread-self")).toString());
    }

    static void tellDescriptors(String up, String go, String file) throws Exception {
        Programs.writeText(Path.of(up), "");
        Awaitility.await().atMost(LONG).until(() -> Files.exists(Path.of(go)));
        long fewest = Long.MAX_VALUE;
        for (int look = 0; look < 50; look++) { // the JVM itself opens files now and then, such as its control group's
            try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
                fewest = Math.min(
                        fewest, open.filter(JvmProcessContract::isNoJar).count());
            }
            Thread.sleep(5);
        }
        Programs.writeText(Path.of(file), String.valueOf(fewest));
    }

    /** How many jars of its class path a child has opened depends on what it has looked for. */
    private static boolean isNoJar(Path descriptor) {
        try {
            return !Files.readSymbolicLink(descriptor).toString().endsWith(".jar");
        } catch (IOException e) {
            return false; // closed since the folder was listed
        }
    }

    /** What the descriptors stand for. */
    static void tellFiles(String file) throws Exception {
        StringBuilder text = new StringBuilder();
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            for (Path descriptor : open.toList()) {
                if (Files.isSymbolicLink(descriptor)) {
                    text.append(Files.readSymbolicLink(descriptor)).append('\n');
                }
            }
        }
        Programs.writeText(Path.of(file), text.toString());
    }

    static void writeWhenItEnds(String file) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> tell(file, "at exit")));
    }

    static void sleepWithDefaultSigint(String up) throws Exception {
        Class<?> signal = Class.forName("sun.misc.Signal");
        Class<?> handler = Class.forName("sun.misc.SignalHandler");
        signal.getMethod("handle", signal, handler)
                .invoke(
                        null,
                        signal.getConstructor(String.class).newInstance("INT"),
                        handler.getField("SIG_DFL").get(null));
        Programs.sleepForever(Path.of(up));
    }

    /** Starts a child that goes on when this process is terminated. */
    static void startWatcher(Connection report) throws Exception {
        process(JvmProcessContract::watchParent, report).start();
        Programs.sleepForever();
    }

    static void watchParent(Connection report) throws Exception {
        ParentProcess parent = parentProcess().orElseThrow();
        report.send(parent.isAlive());
        boolean ended = parent.join(LONG);
        report.send(ended && !parent.isAlive());
        report.close();
    }

    static void startTwoChildren(String first, String second) throws Exception {
        ProcessQueue<Long> numbers = queue();
        ChildProcess writer = process(JvmProcessContract::putNumber, numbers, first);
        ChildProcess reader = process(JvmProcessContract::getNumber, numbers, second);
        writer.start();
        reader.start();
        writer.join();
        reader.join();
        throw new ExitException(writer.exitCode().getAsInt() + reader.exitCode().getAsInt());
    }

    static void putNumber(ProcessQueue<Long> numbers, String file) throws Exception {
        long number = new Random().nextLong();
        numbers.put(number);
        Programs.writeText(Path.of(file), System.getProperty("java.home") + " " + number);
    }

    static void getNumber(ProcessQueue<Long> numbers, String file) throws Exception {
        Programs.writeText(Path.of(file), System.getProperty("java.home") + " " + numbers.get());
    }

    static void tellClassPath(String file) throws Exception {
        Programs.writeText(Path.of(file), System.getProperty("java.class.path"));
    }

    @Nested
    class Inheriting {

        @Test
        @Conforms("_TestProcess.test_parent_process")
        void aGrandchildSeesItsParentEnd() throws Exception {
            Pipe pipe = pipe(false);
            ChildProcess middle = process(JvmProcessContract::startWatcher, pipe.second());
            middle.start();
            assertThat(pipe.first().recv()).isEqualTo(true);

            middle.terminate();
            assertThat(middle.join(LONG)).isTrue();

            assertThat(pipe.first().recv()).isEqualTo(true);
            pipe.first().close();
        }

        @Test
        @Conforms("_test_venv_multiprocessing.test_func (via test_venv.test_multiprocessing_recursion)")
        void allGenerationsHaveTheSameJava() throws Exception {
            ChildProcess child = run(process(
                    JvmProcessContract::startTwoChildren,
                    file("first").toString(),
                    file("second").toString()));

            assertThat(child.exitCode()).hasValue(0);
            assertThat(file("first")).content().startsWith(System.getProperty("java.home") + " ");
            assertThat(Files.readString(file("second"))).isEqualTo(Files.readString(file("first")));
        }

        @Test
        @Conforms("_TestSpawnedSysPath.test_child_sys_path")
        void theClassPathIsTheParents() throws Exception {
            run(process(JvmProcessContract::tellClassPath, file("path").toString()));

            assertThat(Files.readString(file("path")).split(File.pathSeparator))
                    .containsSequence(System.getProperty("java.class.path").split(File.pathSeparator));
        }

        @Test
        @Conforms("_TestProcess.test_process_mainthread_native_id")
        void theMainThreadIsAnotherOne() throws Exception {
            run(process(JvmProcessContract::tellMainThread, file("thread").toString()));

            assertThat(file("thread")).content().matches("\\d+/task/\\d+");
            assertThat(Files.readString(file("thread")))
                    .isNotEqualTo(
                            Files.readSymbolicLink(Path.of("/proc/thread-self")).toString());
        }

        @Test
        @Conforms("_TestProcess.test_child_fd_inflation")
        void laterChildrenHaveNoMoreDescriptorsThanEarlierOnes() throws Exception {
            List<ChildProcess> children = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                children.add(process(
                        JvmProcessContract::tellDescriptors,
                        file("up" + i).toString(),
                        file("go").toString(),
                        file("count" + i).toString()));
            }
            children.forEach(ChildProcess::start);
            for (int i = 0; i < 5; i++) {
                Path up = file("up" + i);
                Awaitility.await().atMost(LONG).until(() -> Files.exists(up));
            }
            Files.createFile(file("go"));
            Set<String> counts = new HashSet<>();
            for (int i = 0; i < 5; i++) {
                assertThat(children.get(i).join(LONG)).isTrue();
                counts.add(Files.readString(file("count" + i)));
            }
            assertThat(counts).hasSize(1);
        }

        @Test
        @Conforms("TestCloseFds.test_closefd")
        void whatTheParentHasOpenIsNotOpenInTheChild() throws Exception {
            Path open = Files.createFile(file("open-in-the-parent"));
            try (FileChannel channel = FileChannel.open(open, StandardOpenOption.WRITE)) {
                assertThat(channel.isOpen()).isTrue();
                run(process(JvmProcessContract::tellFiles, file("files").toString()));
            }
            assertThat(file("files")).content().isNotEmpty().doesNotContain("open-in-the-parent");
        }

        @Test
        @Conforms("_TestProcess.test_set_executable")
        void childrenAreStartedWithTheChosenJava() throws Exception {
            Path java = Path.of(System.getProperty("java.home"), "bin", "java");
            setExecutable(java);
            assertThat(run(process(Programs::returnNormally)).exitCode()).hasValue(0);
            setExecutable(Path.of(java.toString()).toRealPath());
            assertThat(run(process(Programs::returnNormally)).exitCode()).hasValue(0);
            assertThatThrownBy(() -> setExecutable(file("no-java")))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("not an executable file: " + file("no-java"));
        }
    }

    static void signal(String signal, long pid) throws Exception {
        if (new ProcessBuilder("/bin/kill", "-" + signal, String.valueOf(pid))
                        .start()
                        .waitFor()
                != 0) {
            throw new IllegalStateException("cannot send " + signal + " to " + pid);
        }
    }

    @Nested
    class JvmEnding {

        @Test
        @Conforms("_TestPollEintr.test_poll_eintr")
        void aSignalDoesNotCutJoinShort() throws Exception {
            CountDownLatch signalled = new CountDownLatch(1);
            Signals.Handler before = Signals.handle("WINCH", signalled::countDown);
            try {
                ChildProcess sleeper = process(
                        ProcessContract::await,
                        file("up").toString(),
                        file("go").toString());
                sleeper.start();
                FutureTask<Boolean> join = new FutureTask<>(() -> sleeper.join(LONG));
                new Thread(join).start();
                run(process(
                        JvmProcessContract::signal,
                        "WINCH",
                        ProcessHandle.current().pid()));
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
            ChildProcess child = process(
                    JvmProcessContract::sleepWithDefaultSigint, file("up").toString());
            child.start();
            Awaitility.await().atMost(LONG).until(() -> Files.exists(file("up")));
            child.interrupt();

            assertThat(child.join(LONG)).isTrue();
            assertThat(child.exitCode()).hasValue(-2);
        }

        @Test
        @Conforms("_TestAtExit.test_atexit")
        void runsTheShutdownHooksOfTheTarget() throws Exception {
            run(process(JvmProcessContract::writeWhenItEnds, file("hook").toString()));

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
    }

    @Test
    void standardInputOfAChildIsEmpty() throws Exception {
        run(process(
                input -> Programs.countStandardInput(Path.of(input)),
                file("count").toString()));

        assertThat(file("count")).hasContent("0");
    }

    static void returnWithAHookThatHangs(String up) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> Programs.markThenLoop(Path.of(up))));
    }

    static void exitWithAHookThatHangs(String up) {
        returnWithAHookThatHangs(up);
        System.exit(0);
    }

    /** Its exit code is not one that it has chosen, though it had begun to end by itself. */
    @Test
    void aChildThatIsKilledWhileItEndsByItselfHasBeenKilled() throws Exception {
        isKilledWhileItEnds(
                process(
                        JvmProcessContract::returnWithAHookThatHangs,
                        file("returns").toString()),
                file("returns"));
        isKilledWhileItEnds(
                process(
                        JvmProcessContract::exitWithAHookThatHangs,
                        file("exits").toString()),
                file("exits"));
    }

    private static void isKilledWhileItEnds(ChildProcess child, Path hooksRun) throws Exception {
        child.start();
        Programs.awaitFile(hooksRun);
        child.kill();
        assertThat(child.join(LONG)).isTrue();
        assertThat(child.exitCode()).hasValue(-9);
    }

    static void exitWithAHookThatCrashes() {
        Runtime.getRuntime().addShutdownHook(new Thread(JvmProcessContract::crash));
        System.exit(0);
    }

    /** When the process has said that it ends. */
    private static void crash() {
        try {
            boolean unused = new CountDownLatch(1).await(300, TimeUnit.MILLISECONDS);
            Programs.killSelf(11);
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException("cannot crash", e);
        }
    }

    /** As {@code System.exit(134)} would, but for the report that the JVM has written. */
    @Test
    void aChildThatCrashesWhileHooksOfSystemExitRunHasCrashed() throws Exception {
        ChildProcess child = run(processBuilder()
                .jvmOptions("-XX:ErrorFile=" + file("crash-%p.log"))
                .target(JvmProcessContract::exitWithAHookThatCrashes));

        assertThat(child.exitCode()).hasValue(-6);
        assertThat(child.crashReport().orElseThrow()).contains("SIGSEGV");
    }

    @Test
    void systemExitWithTheCodeOfACrashIsNone() throws Exception {
        ChildProcess child = run(process(Programs::exitWith, 134));

        assertThat(child.exitCode()).hasValue(134);
        assertThat(child.crashReport()).isEmpty();
    }

    static void exitElsewhereAfterReturn(int code) {
        Thread main = Thread.currentThread();
        Thread elsewhere = new Thread(() -> {
            while (main.isAlive()) {
                Thread.onSpinWait();
            }
            System.exit(code);
        });
        elsewhere.start();
    }

    @Test
    void anExitAfterTheReturnOfTheTargetHasItsCode() throws Exception {
        assertThat(run(process(JvmProcessContract::exitElsewhereAfterReturn, 143))
                        .exitCode())
                .hasValue(143);
    }

    static void goOnInSpiteOfInterrupts(String up, String end) throws IOException {
        Programs.writeText(Path.of(up), "");
        while (!Files.exists(Path.of(end))) {
            try {
                Thread.sleep(10);
            } catch (InterruptedException e) {
                System.out.flush(); // work goes on
            }
        }
    }

    /** The signal of one must not meet the handler that was there before. */
    @Test
    void manyInterruptsAtOnceInterruptAndDoNotKill() throws Exception {
        ChildProcess child = process(
                JvmProcessContract::goOnInSpiteOfInterrupts,
                file("up").toString(),
                file("end").toString());
        child.start();
        Programs.awaitFile(file("up"));
        for (int i = 0; i < 50; i++) {
            child.interrupt();
        }
        Thread.sleep(300); // what would end it comes some milliseconds later
        Files.createFile(file("end"));
        assertThat(child.join(LONG)).isTrue();
        assertThat(child.exitCode()).hasValue(0);
    }

    @Test
    void startsInAnInterruptedThread() throws Exception {
        Thread.currentThread().interrupt();
        ChildProcess child = process(Programs::returnNormally);
        child.start();
        assertThat(Thread.interrupted()).isTrue();
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
