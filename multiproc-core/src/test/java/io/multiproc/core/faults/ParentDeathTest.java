package io.multiproc.core.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.multiproc.testkit.ChildJvm;
import io.multiproc.testkit.CleanExit;
import io.multiproc.testkit.Signals;
import io.multiproc.testkit.programs.Programs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of children when the program that started them dies. */
@ExtendWith(CleanExit.class)
class ParentDeathTest {

    private static final Duration LONG = Duration.ofSeconds(50);

    @TempDir
    Path folder;

    @Test
    void nothingOfAKilledProgramStaysButWhatMayOutliveIt() throws Exception {
        Path directories = Files.createDirectory(folder.resolve("run"));
        try (ChildJvm.Running program = ChildJvm.of(OrphanProgram.class, folder.toString())
                .jvmOptions("-Dmultiproc.dir=" + directories)
                .start()) {
            program.awaitOutput("running", LONG);
            List<String> ended = List.of(
                    "daemon", "hanging", "worker-1", "worker-1-sleeper", "worker-2", "worker-3", "below-worker");
            List<String> names = Stream.concat(ended.stream(), Stream.of("plain", "below-plain"))
                    .toList();
            Awaitility.await().atMost(LONG).until(() -> names.stream().allMatch(this::hasPid));
            ProcessHandle plain = process("plain").orElseThrow();
            try {
                assertThat(runDirectories(directories))
                        .as("of all that have children")
                        .hasSize(3);

                program.process().destroyForcibly().waitFor();

                Awaitility.await()
                        .atMost(LONG)
                        .until(() ->
                                ended.stream().noneMatch(name -> process(name).isPresent()));
                Awaitility.await()
                        .atMost(LONG)
                        .until(() -> runDirectories(directories).size() == 1); // that of the one that may outlive it
                Awaitility.await().atMost(LONG).until(() -> Files.exists(folder.resolve("survived")));
                assertThat(folder.resolve("survived")).hasContent("parent alive: false");
                assertThat(plain.isAlive()).isTrue();
                assertThat(process("below-plain")).isPresent();
            } finally {
                plain.destroyForcibly();
            }
            // its parent has died now
            Awaitility.await()
                    .atMost(LONG)
                    .until(() -> process("below-plain").isEmpty()
                            && runDirectories(directories).isEmpty());
        }
    }

    /**
     * An idle worker meets the end of its task link as soon as that of its control link: neither may cut the other
     * short.
     */
    @RepeatedTest(3)
    void idleWorkersOfAKilledProgramLeaveNothing() throws Exception {
        Path directories = Files.createDirectory(folder.resolve("run"));
        try (ChildJvm.Running program = ChildJvm.of(IdleProgram.class, folder.toString())
                .jvmOptions("-Dmultiproc.dir=" + directories)
                .start()) {
            program.awaitOutput("idle", LONG);
            program.process().destroyForcibly().waitFor();

            Awaitility.await()
                    .atMost(LONG)
                    .until(() -> process("worker").isEmpty()
                            && runDirectories(directories).isEmpty());
        }
    }

    /** A program whose pool has nothing to do. */
    static final class IdleProgram {

        private IdleProgram() {}

        public static void main(String[] arguments) throws Exception {
            io.multiproc.Multiprocessing.pool(1).apply(() -> {
                Programs.writePid(Path.of(arguments[0], "worker"));
                return 0;
            });
            System.out.println("idle");
            Programs.sleepForever();
        }
    }

    @Test
    void aProgramThatEndsTerminatesDaemonsAndJoinsTheOthers() throws Exception {
        ChildJvm.Result result =
                ChildJvm.of(EndingProgram.class, folder.toString()).run(LONG);

        assertThat(result.output()).isEqualTo("main ends\nfinalizer before\nplain ends\nfinalizer after\n");
        assertThat(result.exitCode()).isZero();
        assertThat(hasPid("daemon")).isTrue();
        Awaitility.await().atMost(LONG).until(() -> process("daemon").isEmpty());
    }

    /** Python's dies at once; here its at-exit actions are done, without the wait. */
    @Test
    void aProgramThatWaitsForItsChildrenEndsWhenItIsToldTo() throws Exception {
        try (ChildJvm.Running program =
                ChildJvm.of(WaitingProgram.class, folder.toString()).start()) {
            program.awaitOutput("main ends", LONG);
            Programs.awaitFile(folder.resolve("plain"));
            ProcessHandle plain = process("plain").orElseThrow();
            Awaitility.await().pollDelay(Duration.ofMillis(300)).until(() -> true); // it is about to wait
            assertThat(program.process().isAlive()).isTrue();
            program.process().destroy();

            assertThat(program.process().waitFor(LONG.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();
            assertThat(plain.isAlive()).isTrue();
            Files.createFile(folder.resolve("go"));
            Awaitility.await().atMost(LONG).until(() -> process("plain").isEmpty());
        }
    }

    /** The program's own handler of a signal that ends nothing runs meanwhile. */
    @Test
    void aProgramThatWaitsForItsChildrenHandlesSignalsMeanwhile() throws Exception {
        try (ChildJvm.Running program =
                ChildJvm.of(HandlingProgram.class, folder.toString()).start()) {
            program.awaitOutput("main ends", LONG);
            Programs.awaitFile(folder.resolve("plain"));
            Awaitility.await().pollDelay(Duration.ofMillis(300)).until(() -> true); // it is about to wait
            Signals.send("USR1", program.process().pid());
            program.awaitOutput("handling", LONG);
            Awaitility.await().pollDelay(Duration.ofSeconds(1)).until(() -> true); // it would have looked by now
            assertThat(program.process().isAlive()).isTrue();
            Files.createFile(folder.resolve("go"));

            ChildJvm.Result result = program.await(LONG);
            assertThat(result.output()).isEqualTo("main ends\nhandling\nlast\n");
            assertThat(result.exitCode()).isZero();
        }
    }

    /** A program that waits for its child, with a handler that takes its time. */
    static final class HandlingProgram {

        private HandlingProgram() {}

        public static void main(String[] arguments) {
            io.multiproc.core.current.Signals.handle("USR1", () -> handle(Path.of(arguments[0], "go")));
            io.multiproc.Multiprocessing.process(HandlingProgram::last, arguments[0])
                    .start();
            System.out.println("main ends");
        }

        private static void handle(Path go) {
            System.out.println("handling");
            try {
                Programs.awaitFile(go);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        static void last(String folder) throws Exception {
            Programs.writePid(Path.of(folder, "plain"));
            Programs.awaitFile(Path.of(folder, "go"));
            System.out.println("last");
        }
    }

    /** A program that has nothing to do but to wait for its child. */
    static final class WaitingProgram {

        private WaitingProgram() {}

        public static void main(String[] arguments) {
            io.multiproc.Multiprocessing.process(WaitingProgram::last, arguments[0])
                    .start();
            System.out.println("main ends");
        }

        static void last(String folder) throws Exception {
            Programs.writePid(Path.of(folder, "plain"));
            Programs.awaitFile(Path.of(folder, "go"));
        }
    }

    /** A program that ends while a daemonic child, another child and a pool still run. */
    static final class EndingProgram {

        private EndingProgram() {}

        public static void main(String[] arguments) throws Exception {
            String folder = arguments[0];
            io.multiproc.Multiprocessing.processBuilder()
                    .daemon(true)
                    .target(OrphanProgram::busy, folder + "/daemon")
                    .start();
            io.multiproc.Multiprocessing.pool(1).applyAsync(OrphanProgram::work, folder + "/worker");
            while (!Files.exists(Path.of(folder, "daemon")) || !Files.exists(Path.of(folder, "worker"))) {
                Thread.onSpinWait();
            }
            io.multiproc.Multiprocessing.process(EndingProgram::last, folder).start();
            // as in Python: those of priority 0 and above before the children, the others after them
            KEPT.add(io.multiproc.Multiprocessing.finalizer(KEPT, () -> System.out.println("finalizer after"), -1));
            KEPT.add(io.multiproc.Multiprocessing.finalizer(KEPT, () -> letThemEnd(folder), 0));
            System.out.println("main ends");
        }

        private static final List<Object> KEPT = new ArrayList<>();

        private static void letThemEnd(String folder) {
            System.out.println("finalizer before");
            try {
                Programs.writeText(Path.of(folder, "go"), "");
            } catch (IOException e) {
                throw new UncheckedIOException("cannot let the child end", e);
            }
        }

        static void last(String folder) throws InterruptedException {
            Programs.awaitFile(Path.of(folder, "go"));
            System.out.println("plain ends");
        }
    }

    private boolean hasPid(String name) {
        return Files.exists(folder.resolve(name));
    }

    private java.util.Optional<ProcessHandle> process(String name) {
        try {
            return ProcessHandle.of(Long.parseLong(Files.readString(folder.resolve(name))))
                    .filter(ParentDeathTest::runs);
        } catch (IOException e) {
            throw new AssertionError("no pid of " + name, e);
        }
    }

    /** An orphan that has ended may stay a zombie for a while: nobody here is its parent. */
    private static boolean runs(ProcessHandle handle) {
        try {
            return handle.isAlive()
                    && !Files.readString(Path.of("/proc/" + handle.pid() + "/stat"))
                            .contains(") Z ");
        } catch (IOException e) {
            return false;
        }
    }

    private static List<Path> runDirectories(Path base) throws IOException {
        try (Stream<Path> users = Files.list(base)) {
            Path user = users.findFirst().orElse(base);
            try (Stream<Path> found = Files.list(user)) {
                return found.toList();
            } catch (NoSuchFileException e) { // removed since it was seen
                return List.of();
            }
        }
    }
}
