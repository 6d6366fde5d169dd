package io.multiproc.core.process;

import static io.multiproc.Multiprocessing.activeChildren;
import static io.multiproc.Multiprocessing.awaitAny;
import static io.multiproc.Multiprocessing.cpuCount;
import static io.multiproc.Multiprocessing.currentProcess;
import static io.multiproc.Multiprocessing.forceStartMethod;
import static io.multiproc.Multiprocessing.parentProcess;
import static io.multiproc.Multiprocessing.process;
import static io.multiproc.Multiprocessing.processBuilder;
import static io.multiproc.Multiprocessing.queue;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.multiproc.process.ChildProcess;
import io.multiproc.process.ExitException;
import io.multiproc.process.StartMethod;
import io.multiproc.process.Waitable;
import io.multiproc.queue.ProcessQueue;
import io.multiproc.reduction.NotSendableException;
import io.multiproc.testkit.CleanExit;
import io.multiproc.testkit.Conforms;
import io.multiproc.testkit.programs.Programs;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What holds for a process however it is started. */
@ExtendWith(CleanExit.class)
abstract class ProcessContract {

    /** How the processes of the test are started. */
    abstract StartMethod startMethod();

    @BeforeEach
    void chooseStartMethod() throws Exception {
        forceStartMethod(startMethod());
    }

    @AfterEach
    void restoreStartMethod() {
        forceStartMethod(null);
    }

    @TempDir
    Path folder;

    static final Duration LONG = Duration.ofSeconds(50);

    Path file(String name) {
        return folder.resolve(name);
    }

    static ChildProcess run(ChildProcess process) throws InterruptedException {
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

    /** Has a name of its own. */
    private static final class Summation extends ChildProcess {

        @Override
        public void run() {}
    }

    @Test
    void withoutANameIsCalledByItsClassAndPosition() {
        assertThat(new Summation().name()).matches("Summation-\\d+");
        assertThat(process(ProcessContract::sleep).name()).matches("Process-\\d+");
        ChildProcess anonymous = new ChildProcess() {
            @Override
            public void run() {}
        };
        assertThat(anonymous.name()).matches("Process-\\d+");
    }

    static void sleep() throws InterruptedException {
        Programs.sleepForever();
    }

    static void tellAuthkey(String file) {
        tell(file, Arrays.toString(currentProcess().authkey()));
    }

    /** Tells what is said when it sends its parent. */
    static void sendParent(String file) throws Exception {
        try {
            ProcessQueue<Object> queue = queue();
            queue.put(parentProcess().orElseThrow());
            tell(file, "sent");
        } catch (NotSendableException e) {
            tell(file, e.getMessage());
        }
    }

    /** Says that it is up, and ends when the other file is there. */
    static void await(String up, String go) throws Exception {
        Programs.writeText(Path.of(up), "");
        Awaitility.await().atMost(LONG).until(() -> Files.exists(Path.of(go)));
    }

    static void sleepAfter(String up) throws Exception {
        Programs.sleepForever(Path.of(up));
    }

    static void surviveInterrupt(String up) throws Exception {
        try {
            sleepAfter(up);
        } catch (InterruptedException e) {
            System.out.flush(); // work goes on
        }
    }

    static void tellAll(ProcessQueue<Object> queue, List<Integer> positional, Map<String, Integer> named)
            throws Exception {
        queue.put(positional);
        queue.put(named);
        queue.put(currentProcess().name());
        queue.put(currentProcess().authkey());
        queue.put(currentProcess().pid());
    }

    /** Tells its id, and starts two children, one after the other, down to the second generation. */
    static void grow(ProcessQueue<List<Integer>> ids, List<Integer> id) throws Exception {
        ids.put(id);
        if (id.size() < 2) {
            for (int i = 0; i < 2; i++) {
                List<Integer> next = new ArrayList<>(id);
                next.add(i);
                ChildProcess child = process(ProcessContract::grow, ids, List.copyOf(next));
                child.start();
                child.join();
            }
        }
    }

    static void tellRefusal(String file) {
        IllegalStateException refusal = catchThrowableOfType(
                IllegalStateException.class,
                () -> process(Programs::returnNormally).start());
        tell(file, String.valueOf(refusal.getMessage()));
    }

    /** Tries to join itself. */
    private static final class Copied extends ChildProcess {

        private final String file;

        Copied(String file) {
            this.file = file;
        }

        @Override
        public void run() {
            tell(
                    file,
                    String.valueOf(catchThrowableOfType(IllegalStateException.class, this::join)
                            .getMessage()));
        }
    }

    static void childOfChild(String file) throws Exception {
        run(process(ProcessContract::describe, file));
    }

    @Nested
    class Starting {

        @Test
        @Conforms("_TestProcess.test_parent_process_attributes")
        void tellsTheChildWhoItIsAndWhoItsParentIs() throws Exception {
            assertThat(parentProcess()).isEmpty();
            ChildProcess child = run(processBuilder()
                    .name("worker")
                    .target(ProcessContract::describe, file("who").toString()));

            assertThat(Files.readString(file("who")))
                    .isEqualTo("worker " + child.pid().getAsLong() + " false MainProcess "
                            + ProcessHandle.current().pid() + " true");
        }

        @Test
        void passesFiveArguments() throws Exception {
            run(process(ProcessContract::sum, file("sum").toString(), 1, 20L, List.of(300), new int[] {4000}));

            assertThat(Files.readString(file("sum"))).isEqualTo("4321");
        }

        @Test
        void worksInAChild() throws Exception {
            run(processBuilder()
                    .name("middle")
                    .target(ProcessContract::childOfChild, file("who").toString()));

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
            ChildProcess child = run(processBuilder()
                    .name("demon")
                    .daemon(true)
                    .target(ProcessContract::tellRefusal, file("refusal").toString()));

            assertThat(child.exitCode()).hasValue(0);
            assertThat(file("refusal"))
                    .content()
                    .startsWith("daemonic processes are not allowed to have children: process 'demon' cannot start ");
        }

        @Test
        void isRefusedToTheCopyThatAChildHas() throws Exception {
            ChildProcess child = run(new Copied(file("copy").toString()));

            assertThat(child.exitCode()).hasValue(0);
            assertThat(file("copy"))
                    .hasContent("this is the child's copy of the process object (use currentProcess() in the child)");
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
        @Conforms("_TestProcess.test_lose_target_ref")
        void theTargetAndItsArgumentsAreGivenUp() throws Exception {
            Work work = new Work(file("same").toString());
            WeakReference<Work> reference = new WeakReference<>(work);
            ChildProcess child = process(work::isSameAs, work);
            child.start();
            work = null;
            assertThat(child.join(LONG)).isTrue();

            assertThat(file("same")).hasContent("true 5");
            Awaitility.await().atMost(LONG).until(() -> {
                System.gc();
                return reference.get() == null;
            });
            assertThatThrownBy(child::run)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("its target is in the child now");
        }

        @Test
        void isRefusedWhileTheChildStillLoadsItsWork() throws Exception {
            ChildProcess child = run(
                    process(ignored -> {}, new StartsWhenRead(file("message").toString())));

            assertThat(child.exitCode()).hasValue(0);
            assertThat(file("message")).content().contains("is still loading its own work and cannot start");
        }

        @Test
        void sendsTheFieldsOfASubclass() throws Exception {
            run(new Greeting(file("greeting").toString(), "bob"));

            assertThat(Files.readString(file("greeting"))).isEqualTo("hello bob, false");
        }
    }

    /** A target and an argument at once. */
    record Work(String file) implements Serializable {

        private static final long serialVersionUID = 1L;

        void isSameAs(Work other) {
            tell(file, (this == other) + " 5");
        }
    }

    /** Starts a process from a method that the codec calls when it reads the object. */
    record StartsWhenRead(String file) implements Serializable {

        private static final long serialVersionUID = 1L;

        StartsWhenRead {
            if (!currentProcess().name().equals("MainProcess")) {
                try {
                    process(Programs::returnNormally).start();
                } catch (IllegalStateException e) {
                    tell(file, Objects.toString(e.getMessage()));
                }
            }
        }
    }

    static void tell(String file, String text) {
        try {
            Programs.writeText(Path.of(file), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
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
        void isThereAfterAJoinWithAnEndlessTimeOut() throws Exception {
            ChildProcess process = process(Programs::returnNormally);
            process.start();

            assertThat(process.join(Duration.ofSeconds(Long.MAX_VALUE))).isTrue();
            assertThat(process.exitCode()).hasValue(0);
        }

        @Test
        void isOneAfterAnUncaughtException() throws Exception {
            assertThat(run(process(Programs::throwArithmetic)).exitCode()).hasValue(1);
        }

        @ParameterizedTest
        @CsvSource({"0, 0", "8, 8", "255, 255", "256, 0", "300, 44", "-1, 255"})
        void isThatOfAnExitException(int reason, int code) throws Exception {
            assertThat(run(process(ProcessContract::exit, reason)).exitCode()).hasValue(code);
        }

        @Test
        void isOneAfterAStackOverflow() throws Exception {
            assertThat(run(process(Programs::overflowStack)).exitCode()).hasValue(1);
        }
    }

    static void exit(@Nullable Object reason) {
        throw new ExitException(reason);
    }

    @Nested
    class Ending {

        @Test
        @Conforms("_TestProcess.test_interrupt")
        void interruptEndsASleeperWithExitCodeOne() throws Exception {
            ChildProcess child = processBuilder()
                    .daemon(true)
                    .target(ProcessContract::sleepAfter, file("up").toString());
            child.start();
            Awaitility.await().atMost(LONG).until(() -> Files.exists(file("up")));

            child.interrupt();

            assertThat(child.join(LONG)).isTrue();
            assertThat(child.exitCode()).hasValue(1);
            child.interrupt();
        }

        @Test
        void interruptMayBeCaught() throws Exception {
            ChildProcess child =
                    process(ProcessContract::surviveInterrupt, file("up").toString());
            child.start();
            Awaitility.await().atMost(LONG).until(() -> Files.exists(file("up")));

            child.interrupt();

            assertThat(child.join(LONG)).isTrue();
            assertThat(child.exitCode()).hasValue(0);
        }

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
            ChildProcess child = processBuilder().daemon(true).target(ProcessContract::sleep);
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
                children.add(process(ProcessContract::sleep));
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
        void theAuthkeyIsTheCreatorsUnlessGiven() throws Exception {
            byte[] own = currentProcess().authkey();
            ChildProcess child = processBuilder()
                    .authkey(new byte[] {1, 2})
                    .target(ProcessContract::tellAuthkey, file("key").toString());

            assertThat(child.authkey()).containsExactly(1, 2);
            assertThat(process(Programs::returnNormally).authkey()).isEqualTo(own);
            run(child);
            assertThat(file("key")).hasContent("[1, 2]");
            run(process(ProcessContract::tellAuthkey, file("key").toString()));
            assertThat(file("key")).hasContent(Arrays.toString(own));
        }

        /** It would take the authkey along. */
        @Test
        void theCurrentProcessAndTheParentAreNotSendable() throws Exception {
            assertThat(currentProcess().authkey()).isNotEmpty();
            ProcessQueue<Object> queue = queue();
            assertThatThrownBy(() -> queue.put(currentProcess()))
                    .isInstanceOf(NotSendableException.class)
                    .hasMessageContaining("send its name or its pid");
            run(process(ProcessContract::sendParent, file("said").toString()));
            assertThat(file("said")).content().contains("is not sendable", "send its name or its pid");
        }

        @Test
        @Conforms("_TestProcess.test_current")
        void theCurrentProcessIsAliveAndNoDaemonAndHasAKey() {
            assertThat(currentProcess().isAlive()).isTrue();
            assertThat(currentProcess().isDaemon()).isFalse();
            assertThat(currentProcess().authkey()).isNotEmpty();
            assertThat(currentProcess().pid()).isEqualTo(ProcessHandle.current().pid());
            assertThat(currentProcess().exitCode()).isEmpty();
        }

        @Test
        @Conforms("_TestProcess.test_sentinel")
        void theSentinelIsReadyWhenTheProcessHasEnded() throws Exception {
            ChildProcess child = process(
                    (ProcessContract::await), file("up").toString(), file("go").toString());
            assertThatThrownBy(child::sentinel)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("has not been started");
            child.start();
            Waitable sentinel = child.sentinel();
            assertThat(awaitAny(List.of(sentinel), Duration.ZERO)).isEmpty();
            Files.createFile(file("go"));
            assertThat(child.join(LONG)).isTrue();
            assertThat(awaitAny(List.of(sentinel), Duration.ofSeconds(1))).containsExactly(sentinel);
            assertThat(child.sentinel()).isSameAs(sentinel);
        }

        @Test
        void awaitAnyReturnsThoseThatHaveEnded() throws Exception {
            ChildProcess first = process(
                    (ProcessContract::await), file("up").toString(), file("go").toString());
            ChildProcess second = process(Programs::returnNormally);
            first.start();
            second.start();
            List<Waitable> both = List.of(first.sentinel(), second.sentinel());

            assertThat(awaitAny(both, LONG)).containsExactly(second.sentinel());
            Files.createFile(file("go"));
            assertThat(awaitAny(List.of(first.sentinel()))).containsExactly(first.sentinel());
            assertThat(awaitAny(both)).containsExactlyElementsOf(both);
            assertThatThrownBy(() -> awaitAny(List.of(both.get(0), both.get(0))))
                    .hasMessageContaining("twice");
            assertThatThrownBy(() -> awaitAny(List.of())).hasMessageContaining("nothing to wait for");
            assertThat(awaitAny(List.<Waitable>of(), Duration.ofMillis(1))).isEmpty();
            first.join();
        }

        @Test
        @Conforms("_TestProcess.test_close")
        void aClosedProcessIsNotKeptByTheLibrary() throws Exception {
            ChildProcess child = process(
                    (ProcessContract::await), file("up").toString(), file("go").toString());
            child.start();
            assertThatThrownBy(child::close).isInstanceOf(IllegalStateException.class);
            Files.createFile(file("go"));
            assertThat(child.join(LONG)).isTrue();
            assertThat(child.exitCode()).hasValue(0);
            child.close();
            assertThatThrownBy(child::isAlive).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(child::join).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(child::terminate).isInstanceOf(IllegalStateException.class);
            child.close();
            WeakReference<ChildProcess> reference = new WeakReference<>(child);
            child = null;

            Awaitility.await().atMost(LONG).until(() -> {
                System.gc();
                return reference.get() == null;
            });
        }

        @Test
        @Conforms("_TestProcess.test_process")
        void aProcessTellsItsStateAndTheChildWhatItWasGiven() throws Exception {
            ProcessQueue<Object> told = queue(1);
            Map<String, Integer> named = Map.of("hello", 23, "bye", 54);
            ChildProcess child = processBuilder()
                    .name("SomeProcess")
                    .daemon(true)
                    .target(ProcessContract::tellAll, told, List.of(1, 2), named);
            assertThat(child.authkey()).isEqualTo(currentProcess().authkey());
            assertThat(child.isAlive()).isFalse();
            assertThat(child.isDaemon()).isTrue();
            assertThat(activeChildren()).doesNotContain(child);
            assertThat(child.exitCode()).isEmpty();

            child.start();
            assertThat(child.exitCode()).isEmpty();
            assertThat(child.isAlive()).isTrue();
            assertThat(activeChildren()).contains(child);
            assertThat(told.get()).isEqualTo(List.of(1, 2));
            assertThat(told.get()).isEqualTo(named);
            assertThat(told.get()).isEqualTo("SomeProcess");
            assertThat(told.get()).isEqualTo(currentProcess().authkey());
            assertThat(told.get()).isEqualTo(child.pid().getAsLong());
            assertThat(child.join(LONG)).isTrue();
            assertThat(child.exitCode()).hasValue(0);
            assertThat(child.isAlive()).isFalse();
            assertThat(activeChildren()).doesNotContain(child);
            told.close();
        }

        @Test
        @Conforms("_TestProcess.test_recursion")
        void processesStartProcesses() throws Exception {
            ProcessQueue<List<Integer>> ids = queue();
            grow(ids, List.of());
            List<List<Integer>> seen = new ArrayList<>();
            while (!ids.isEmpty()) {
                seen.add(ids.get());
            }
            assertThat(seen)
                    .containsExactly(
                            List.of(),
                            List.of(0),
                            List.of(0, 0),
                            List.of(0, 1),
                            List.of(1),
                            List.of(1, 0),
                            List.of(1, 1));
            ids.close();
        }

        @Test
        @Conforms("_TestProcess.test_active_children")
        void activeChildrenAreThoseThatRun() throws Exception {
            ChildProcess child = processBuilder().daemon(true).target(ProcessContract::sleep);
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
            ChildProcess child = processBuilder().name("p").target(ProcessContract::sleep);
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
            ChildProcess child = processBuilder().name("p").daemon(true).target(ProcessContract::sleep);
            assertThat(child).hasToString("TargetProcess(name='p', initial, daemon)");
            child.start();
            assertThat(child)
                    .hasToString("TargetProcess(name='p', pid=" + child.pid().getAsLong() + ", started, daemon)");
            child.kill();
            child.join();
            assertThat(child.toString()).contains("stopped: signal 9 (SIGKILL)");
        }
    }
}
