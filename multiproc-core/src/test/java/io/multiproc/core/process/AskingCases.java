package io.multiproc.core.process;

import static io.multiproc.Multiprocessing.activeChildren;
import static io.multiproc.Multiprocessing.awaitAny;
import static io.multiproc.Multiprocessing.cpuCount;
import static io.multiproc.Multiprocessing.currentProcess;
import static io.multiproc.Multiprocessing.process;
import static io.multiproc.Multiprocessing.processBuilder;
import static io.multiproc.Multiprocessing.queue;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multiproc.process.ChildProcess;
import io.multiproc.process.Waitable;
import io.multiproc.queue.ProcessQueue;
import io.multiproc.reduction.NotSendableException;
import io.multiproc.testkit.Conforms;
import io.multiproc.testkit.programs.Programs;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What a process, and those around it, can be asked. */
abstract class AskingCases extends ProcessCases {

    @Test
    void withoutANameIsCalledByItsClassAndPosition() {
        assertThat(new Summation().name()).matches("Summation-\\d+");
        assertThat(process(ProcessTasks::sleep).name()).matches("Process-\\d+");
        ChildProcess anonymous = new ChildProcess() {
            @Override
            public void run() {}
        };
        assertThat(anonymous.name()).matches("Process-\\d+");
    }

    /** Has a name of its own. */
    private static final class Summation extends ChildProcess {

        @Override
        public void run() {}
    }

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
                .target(ProcessTasks::tellAuthkey, file("key").toString());

        assertThat(child.authkey()).containsExactly(1, 2);
        assertThat(process(Programs::returnNormally).authkey()).isEqualTo(own);
        run(child);
        assertThat(file("key")).hasContent("[1, 2]");
        run(process(ProcessTasks::tellAuthkey, file("key").toString()));
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
        run(process(ProcessTasks::sendParent, file("said").toString()));
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
        ChildProcess child =
                process((ProcessTasks::await), file("up").toString(), file("go").toString());
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
        ChildProcess first =
                process((ProcessTasks::await), file("up").toString(), file("go").toString());
        ChildProcess second = process(Programs::returnNormally);
        first.start();
        second.start();
        List<Waitable> both = List.of(first.sentinel(), second.sentinel());

        assertThat(awaitAny(both, LONG)).containsExactly(second.sentinel());
        Files.createFile(file("go"));
        assertThat(awaitAny(List.of(first.sentinel()))).containsExactly(first.sentinel());
        assertThat(awaitAny(both)).containsExactlyElementsOf(both);
        assertThatThrownBy(() -> awaitAny(List.of(both.get(0), both.get(0)))).hasMessageContaining("twice");
        assertThatThrownBy(() -> awaitAny(List.of())).hasMessageContaining("nothing to wait for");
        assertThat(awaitAny(List.<Waitable>of(), Duration.ofMillis(1))).isEmpty();
        first.join();
    }

    @Test
    @Conforms("_TestProcess.test_close")
    void aClosedProcessIsNotKeptByTheLibrary() throws Exception {
        ChildProcess child =
                process((ProcessTasks::await), file("up").toString(), file("go").toString());
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
                .target(ProcessTasks::tellAll, told, List.of(1, 2), named);
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
        ProcessTasks.grow(ids, List.of());
        List<List<Integer>> seen = new ArrayList<>();
        while (!ids.isEmpty()) {
            seen.add(ids.get());
        }
        assertThat(seen)
                .containsExactly(
                        List.of(), List.of(0), List.of(0, 0), List.of(0, 1), List.of(1), List.of(1, 0), List.of(1, 1));
        ids.close();
    }

    @Test
    @Conforms("_TestProcess.test_active_children")
    void activeChildrenAreThoseThatRun() throws Exception {
        ChildProcess child = processBuilder().daemon(true).target(ProcessTasks::sleep);
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
        ChildProcess child = processBuilder().name("p").target(ProcessTasks::sleep);
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
        ChildProcess child = processBuilder().name("p").daemon(true).target(ProcessTasks::sleep);
        assertThat(child).hasToString("TargetProcess(name='p', initial, daemon)");
        child.start();
        assertThat(child)
                .hasToString("TargetProcess(name='p', pid=" + child.pid().getAsLong() + ", started, daemon)");
        child.kill();
        child.join();
        assertThat(child.toString()).contains("stopped: signal 9 (SIGKILL)");
    }
}
