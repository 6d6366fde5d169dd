package io.multiproc.core.process;

import static io.multiproc.Multiprocessing.activeChildren;
import static io.multiproc.Multiprocessing.cpuCount;
import static io.multiproc.Multiprocessing.currentProcess;
import static io.multiproc.Multiprocessing.parentProcess;
import static io.multiproc.Multiprocessing.process;
import static io.multiproc.Multiprocessing.processBuilder;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multiproc.process.ChildProcess;
import io.multiproc.reduction.NotSendableException;
import io.multiproc.testkit.CleanExit;
import io.multiproc.testkit.Conforms;
import io.multiproc.testkit.programs.Programs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(CleanExit.class)
class ProcessTest {

    @TempDir
    Path folder;

    private static final Duration LONG = Duration.ofSeconds(50);

    private Path file(String name) {
        return folder.resolve(name);
    }

    private static ChildProcess run(ChildProcess process) throws InterruptedException {
        process.start();
        assertThat(process.join(LONG)).as("ended in time").isTrue();
        return process;
    }

    /** Paths do not cross as they are used here: the text does. */
    static void describe(String file) throws Exception {
        var parent = parentProcess().orElseThrow();
        Programs.writeText(
                Path.of(file),
                String.join(
                        " ",
                        currentProcess().name(),
                        "" + currentProcess().pid(),
                        "" + currentProcess().isDaemon(),
                        parent.name(),
                        "" + parent.pid(),
                        "" + parent.isAlive()));
    }

    static void sum(String file, int b, long c, List<Integer> d, int[] e) throws Exception {
        Programs.writeText(Path.of(file), "" + (b + c + d.get(0) + e[0]));
    }

    static void sleep() throws InterruptedException {
        Programs.sleepForever();
    }

    static void startChild() {
        process(Programs::returnNormally).start();
    }

    static void childOfChild(String file) throws Exception {
        run(process(ProcessTest::describe, file));
    }

    @Nested
    class Starting {

        @Test
        @Conforms("_TestProcess.test_parent_process_attributes")
        void tellsTheChildWhoItIsAndWhoItsParentIs() throws Exception {
            assertThat(parentProcess()).isEmpty();
            ChildProcess child = run(processBuilder()
                    .name("worker")
                    .target(ProcessTest::describe, file("who").toString()));

            assertThat(Files.readString(file("who")))
                    .isEqualTo("worker " + child.pid().getAsLong() + " false MainProcess "
                            + ProcessHandle.current().pid() + " true");
        }

        @Test
        void passesFiveArguments() throws Exception {
            run(process(ProcessTest::sum, file("sum").toString(), 1, 20L, List.of(300), new int[] {4000}));

            assertThat(Files.readString(file("sum"))).isEqualTo("4321");
        }

        @Test
        void worksInAChild() throws Exception {
            run(processBuilder()
                    .name("middle")
                    .target(ProcessTest::childOfChild, file("who").toString()));

            assertThat(Files.readString(file("who"))).contains(" middle ");
        }

        @Test
        void isRefusedTheSecondTime() throws Exception {
            ChildProcess child = run(process(Programs::returnNormally));

            assertThatThrownBy(child::start)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("was started before");
        }

        @Test
        void isRefusedInADaemon() throws Exception {
            ChildProcess child = run(processBuilder().daemon(true).target(ProcessTest::startChild));

            assertThat(child.exitCode()).hasValue(1);
        }

        @Test
        void failsWithoutAProcessWhenTheTargetCannotBeSent() {
            Object lock = new Thread();
            ChildProcess child = process(() -> System.out.println(lock));

            assertThatThrownBy(child::start).isInstanceOf(NotSendableException.class);
            assertThat(child.isAlive()).isFalse();
            assertThat(child.pid()).isEqualTo(OptionalLong.empty());
        }

        @Test
        void sendsTheFieldsOfASubclass() throws Exception {
            run(new Greeting(file("greeting").toString(), "bob"));

            assertThat(Files.readString(file("greeting"))).isEqualTo("hello bob, false");
        }
    }

    static final class Greeting extends ChildProcess {

        private final String file;
        private final String name;

        Greeting(String file, String name) {
            this.file = file;
            this.name = name;
        }

        @Override
        public void run() throws Exception {
            boolean knows;
            try {
                knows = pid().isPresent();
            } catch (IllegalStateException e) { // the child's copy knows nothing of the process
                knows = false;
            }
            Programs.writeText(Path.of(file), "hello " + name + ", " + knows);
        }
    }

    @Nested
    class ExitCodes {

        @Test
        void isZeroAfterANormalReturn() throws Exception {
            ChildProcess child = process(Programs::returnNormally);
            assertThat(child.exitCode()).isEqualTo(OptionalInt.empty());
            assertThat(run(child).exitCode()).hasValue(0);
        }

        @Test
        void isOneAfterAnUncaughtException() throws Exception {
            assertThat(run(process(Programs::throwArithmetic)).exitCode()).hasValue(1);
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

        @Test
        void isOneAfterAStackOverflow() throws Exception {
            assertThat(run(process(Programs::overflowStack)).exitCode()).hasValue(1);
        }
    }

    @Nested
    class Ending {

        @Test
        @Conforms("_TestProcess.test_terminate")
        void terminateGivesMinusFifteen() throws Exception {
            endsBy(ChildProcess::terminate, -15);
        }

        @Test
        @Conforms("_TestProcess.test_kill")
        void killGivesMinusNine() throws Exception {
            endsBy(ChildProcess::kill, -9);
        }

        private void endsBy(java.util.function.Consumer<ChildProcess> end, int code) throws Exception {
            ChildProcess child = processBuilder().daemon(true).target(ProcessTest::sleep);
            child.start();
            assertThat(child.isAlive()).isTrue();
            assertThat(activeChildren()).contains(child);
            assertThat(child.exitCode()).isEmpty();
            assertThat(child.join(Duration.ZERO)).isFalse();
            assertThat(child.join(Duration.ofSeconds(-1))).isFalse();
            assertThat(child.isAlive()).isTrue();

            end.accept(child);

            assertThat(child.join(LONG)).isTrue();
            assertThat(child.isAlive()).isFalse();
            assertThat(activeChildren()).doesNotContain(child);
            child.join();
            assertThat(child.exitCode()).hasValue(code);
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

        @Test
        @Conforms("_TestProcess.test_many_processes")
        void worksForManyAtOnce() throws Exception {
            List<ChildProcess> children = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                children.add(process(Programs::returnNormally));
            }
            children.forEach(ChildProcess::start);
            for (ChildProcess child : children) {
                assertThat(child.join(LONG)).isTrue();
                assertThat(child.exitCode()).hasValue(0);
            }
            children.clear();
            for (int i = 0; i < 5; i++) {
                children.add(process(ProcessTest::sleep));
            }
            children.forEach(ChildProcess::start);
            children.forEach(ChildProcess::terminate);
            for (ChildProcess child : children) {
                assertThat(child.join(LONG)).isTrue();
                assertThat(child.exitCode()).hasValue(-15);
            }
        }
    }

    @Nested
    class Asking {

        @Test
        @Conforms("_TestProcess.test_daemon_argument")
        void theDaemonFlagIsTheCreatorsUnlessGiven() {
            assertThat(process(Programs::returnNormally).isDaemon())
                    .isEqualTo(currentProcess().isDaemon());
            assertThat(processBuilder()
                            .daemon(true)
                            .target(Programs::returnNormally)
                            .isDaemon())
                    .isTrue();
            assertThat(processBuilder()
                            .daemon(false)
                            .target(Programs::returnNormally)
                            .isDaemon())
                    .isFalse();
        }

        @Test
        @Conforms("_TestProcess.test_active_children")
        void activeChildrenAreThoseThatRun() throws Exception {
            ChildProcess child = processBuilder().daemon(true).target(ProcessTest::sleep);
            assertThat(activeChildren()).doesNotContain(child);
            child.start();
            assertThat(activeChildren()).contains(child);
            child.kill();
            child.join();
            assertThat(activeChildren()).doesNotContain(child);
        }

        @Test
        @Conforms("_TestProcess.test_cpu_count")
        void thereIsAtLeastOneProcessor() {
            assertThat(cpuCount()).isPositive();
        }

        @Test
        void everythingBeforeStartAndAfterCloseSaysWhatIsWrong() throws Exception {
            ChildProcess child = processBuilder().name("p").target(ProcessTest::sleep);
            assertThatThrownBy(child::join)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("process 'p' has not been started: call start before join");
            child.start();
            assertThatThrownBy(child::close)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("is still running");
            child.kill();
            child.join();
            child.close();
            child.close();
            assertThatThrownBy(child::isAlive)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("process 'p' is closed: isAlive after close");
            assertThatThrownBy(child::join).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(child::terminate).isInstanceOf(IllegalStateException.class);
        }

        @Test
        void theTextFormTellsNameStateAndEnd() throws Exception {
            ChildProcess child = processBuilder().name("p").daemon(true).target(ProcessTest::sleep);
            assertThat(child).hasToString("TargetProcess(name='p', initial, daemon)");
            child.start();
            assertThat(child)
                    .hasToString("TargetProcess(name='p', pid=" + child.pid().getAsLong() + ", started, daemon)");
            child.kill();
            child.join();
            assertThat(child.toString()).contains("stopped: signal 9 (SIGKILL)");
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
