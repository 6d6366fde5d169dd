package io.multiproc.core.process;

import static io.multiproc.Multiprocessing.pipe;
import static io.multiproc.Multiprocessing.process;
import static io.multiproc.Multiprocessing.setExecutable;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multiproc.connection.Pipe;
import io.multiproc.process.ChildProcess;
import io.multiproc.testkit.Conforms;
import io.multiproc.testkit.programs.Programs;
import java.io.File;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What a JVM of its own has of its parent, and what not. */
abstract class InheritingCases extends ProcessCases {

    @Test
    @Conforms("_TestProcess.test_parent_process")
    void aGrandchildSeesItsParentEnd() throws Exception {
        Pipe pipe = pipe(false);
        ChildProcess middle = process(JvmProcessTasks::startWatcher, pipe.second());
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
                JvmProcessTasks::startTwoChildren,
                file("first").toString(),
                file("second").toString()));

        assertThat(child.exitCode()).hasValue(0);
        assertThat(file("first")).content().startsWith(System.getProperty("java.home") + " ");
        assertThat(Files.readString(file("second"))).isEqualTo(Files.readString(file("first")));
    }

    @Test
    @Conforms("_TestSpawnedSysPath.test_child_sys_path")
    void theClassPathIsTheParents() throws Exception {
        run(process(JvmProcessTasks::tellClassPath, file("path").toString()));

        assertThat(Files.readString(file("path")).split(File.pathSeparator))
                .containsSequence(System.getProperty("java.class.path").split(File.pathSeparator));
    }

    @Test
    @Conforms("_TestProcess.test_process_mainthread_native_id")
    void theMainThreadIsAnotherOne() throws Exception {
        run(process(JvmProcessTasks::tellMainThread, file("thread").toString()));

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
                    JvmProcessTasks::tellDescriptors,
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
            run(process(JvmProcessTasks::tellFiles, file("files").toString()));
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

    @Test
    void standardInputOfAChildIsEmpty() throws Exception {
        run(process(
                input -> Programs.countStandardInput(Path.of(input)),
                file("count").toString()));

        assertThat(file("count")).hasContent("0");
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
}
