package io.multiproc.core.process;

import static io.multiproc.Multiprocessing.activeChildren;
import static io.multiproc.Multiprocessing.process;
import static io.multiproc.Multiprocessing.processBuilder;
import static org.assertj.core.api.Assertions.assertThat;

import io.multiproc.process.ChildProcess;
import io.multiproc.testkit.Conforms;
import io.multiproc.testkit.programs.Programs;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Processes that are ended by others. */
abstract class EndingCases extends ProcessCases {

    @Test
    @Conforms("_TestProcess.test_interrupt")
    void interruptEndsASleeperWithExitCodeOne() throws Exception {
        ChildProcess child = processBuilder()
                .daemon(true)
                .target(ProcessTasks::sleepAfter, file("up").toString());
        child.start();
        Awaitility.await().atMost(LONG).until(() -> Files.exists(file("up")));

        child.interrupt();

        assertThat(child.join(LONG)).isTrue();
        assertThat(child.exitCode()).hasValue(1);
        child.interrupt();
    }

    @Test
    void interruptMayBeCaught() throws Exception {
        ChildProcess child = process(ProcessTasks::surviveInterrupt, file("up").toString());
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
        ChildProcess child = processBuilder().daemon(true).target(ProcessTasks::sleep);
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
            children.add(process(ProcessTasks::sleep));
        }
        children.forEach(ChildProcess::start);
        children.forEach(ChildProcess::terminate);
        for (ChildProcess child : children) {
            assertThat(child.join(LONG)).isTrue();
            assertThat(child.exitCode()).hasValue(-15);
        }
    }
}
