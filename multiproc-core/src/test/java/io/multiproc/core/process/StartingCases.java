package io.multiproc.core.process;

import static io.multiproc.Multiprocessing.currentProcess;
import static io.multiproc.Multiprocessing.parentProcess;
import static io.multiproc.Multiprocessing.process;
import static io.multiproc.Multiprocessing.processBuilder;
import static io.multiproc.core.process.ProcessTasks.tell;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.multiproc.process.ChildProcess;
import io.multiproc.reduction.NotSendableException;
import io.multiproc.testkit.Conforms;
import io.multiproc.testkit.programs.Programs;
import java.io.Serializable;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The start of a process: what it is given, and when it is refused. */
abstract class StartingCases extends ProcessCases {

    @Test
    @Conforms("_TestProcess.test_parent_process_attributes")
    void tellsTheChildWhoItIsAndWhoItsParentIs() throws Exception {
        assertThat(parentProcess()).isEmpty();
        ChildProcess child = run(processBuilder()
                .name("worker")
                .target(ProcessTasks::describe, file("who").toString()));

        assertThat(Files.readString(file("who")))
                .isEqualTo("worker " + child.pid().getAsLong() + " false MainProcess "
                        + ProcessHandle.current().pid() + " true");
    }

    @Test
    void passesFiveArguments() throws Exception {
        run(process(ProcessTasks::sum, file("sum").toString(), 1, 20L, List.of(300), new int[] {4000}));

        assertThat(Files.readString(file("sum"))).isEqualTo("4321");
    }

    @Test
    void worksInAChild() throws Exception {
        run(processBuilder()
                .name("middle")
                .target(ProcessTasks::childOfChild, file("who").toString()));

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
                .target(ProcessTasks::tellRefusal, file("refusal").toString()));

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
        ChildProcess child =
                run(process(ignored -> {}, new StartsWhenRead(file("message").toString())));

        assertThat(child.exitCode()).hasValue(0);
        assertThat(file("message")).content().contains("is still loading its own work and cannot start");
    }

    @Test
    void sendsTheFieldsOfASubclass() throws Exception {
        run(new Greeting(file("greeting").toString(), "bob"));

        assertThat(Files.readString(file("greeting"))).isEqualTo("hello bob, false");
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
}
