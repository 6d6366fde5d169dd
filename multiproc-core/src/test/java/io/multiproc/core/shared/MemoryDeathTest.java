package io.multiproc.core.shared;

import static io.multiproc.Multiprocessing.attachSharedMemory;
import static io.multiproc.Multiprocessing.createSharedMemory;
import static io.multiproc.Multiprocessing.process;
import static io.multiproc.Multiprocessing.processBuilder;
import static io.multiproc.Multiprocessing.queue;
import static io.multiproc.Multiprocessing.sharedInt;
import static io.multiproc.Multiprocessing.sharedIntArray;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.multiproc.ipc.rundir.RunDirectory;
import io.multiproc.process.ChildProcess;
import io.multiproc.queue.ProcessQueue;
import io.multiproc.shared.SharedInt;
import io.multiproc.shared.SharedIntArray;
import io.multiproc.shared.SharedMemory;
import io.multiproc.shared.SharedMemoryNotFoundException;
import io.multiproc.testkit.ChildJvm;
import io.multiproc.testkit.CleanExit;
import io.multiproc.testkit.Conforms;
import io.multiproc.testkit.programs.Programs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Whose end takes shared memory with it, and whose does not. */
@ExtendWith(CleanExit.class)
class MemoryDeathTest {

    private static final Duration LONG = Duration.ofSeconds(50);

    private final List<Long> killed = new ArrayList<>();

    /** What the next program to start does. */
    @AfterEach
    void sweep() {
        killed.forEach(RunDirectory.local()::deleteLeftBy);
    }

    /** Makes or attaches to a block, says so, and waits until it is killed. */
    static final class User {

        private User() {}

        public static void main(String[] arguments) throws Exception {
            String name = arguments[1];
            switch (arguments[0]) {
                case "make" -> {
                    createSharedMemory(name, 100);
                    createSharedMemory(name + "-2", 100);
                }
                case "attach" -> attachSharedMemory(name);
                case "remake" -> {
                    attachSharedMemory(name).unlink();
                    createSharedMemory(name, 100);
                }
                case "unlink" -> {
                    attachSharedMemory(name).unlink();
                    return;
                }
                case "leave" -> {
                    attachSharedMemory(name);
                    return;
                }
                case "makeInChild" -> {
                    ChildProcess child = process(User::make, name);
                    child.start();
                    child.join();
                }
                case "makeWithDaemon" -> {
                    createSharedMemory(name, 100);
                    processBuilder()
                            .daemon(true)
                            .target(Programs::sleepForever, Path.of(arguments[2]))
                            .start();
                }
                default -> throw new IllegalArgumentException(arguments[0]);
            }
            System.out.println("has " + name);
            Programs.sleepForever();
        }

        static void make(String name) {
            createSharedMemory(name, 100);
        }
    }

    /** Python's tracker also complains; here nothing is amiss. */
    @Test
    @Conforms("_TestSharedMemory.test_shared_memory_cleaned_after_process_termination")
    @Conforms("TestResourceTracker.test_resource_tracker")
    void aBlockGoesWithTheProgramThatMadeIt() throws Exception {
        for (String signal : new String[] {"TERM", "KILL"}) {
            String name = name("made-" + signal);
            try (ChildJvm.Running program = user("make", name)) {
                attachSharedMemory(name).close();
                SharedMemory second = attachSharedMemory(name + "-2");
                second.unlink();
                second.close();
                if (signal.equals("TERM")) {
                    program.process().destroy();
                    program.process().waitFor();
                } else {
                    kill(program);
                }
            }
            assertMissing(name);
            assertMissing(name + "-2");
        }
    }

    @Test
    @Conforms("_TestSharedMemory.test_shared_memory_untracking")
    void aBlockStaysWhenSomebodyWhoOnlyAttachedEnds() throws Exception {
        SharedMemory block = createSharedMemory(name("attached"), 100);
        ChildJvm.Result left = ChildJvm.of(User.class, "leave", block.name()).run(LONG);
        assertThat(left.exitCode()).isZero();
        assertThat(left.output()).isEmpty();
        attachSharedMemory(block.name()).close();
        try (ChildJvm.Running program = user("attach", block.name())) {
            kill(program);
        }
        attachSharedMemory(block.name()).close();
        block.unlink();
    }

    /** What this process made before under the name is another block. */
    @Test
    void aBlockOfAnUnlinkedNameGoesWithTheProgramThatMadeItAnew() throws Exception {
        for (boolean uses : new boolean[] {false, true}) {
            String name = name("anew-" + uses);
            SharedMemory first = createSharedMemory(name, 100);
            if (!uses) {
                first.close();
            }
            try (ChildJvm.Running program = user("remake", name)) {
                attachSharedMemory(name).close();
                kill(program);
            }
            assertMissing(name);
            first.close();
        }
    }

    /** What this process attached to before under the name is another block. */
    @Test
    void aBlockOfAnUnlinkedNameStaysWithTheParentOfWhoMadeItAnew() throws Exception {
        for (boolean uses : new boolean[] {false, true}) {
            String name = name("anew-in-child-" + uses);
            SharedMemory first;
            try (ChildJvm.Running program = user("make", name)) {
                first = attachSharedMemory(name);
                kill(program);
            }
            unlinkElsewhere(name);
            ChildProcess child = process(User::make, name);
            child.start();
            child.join();
            if (uses) {
                attachSharedMemory(name).close();
            }
            first.close();
            SharedMemory second = attachSharedMemory(name);
            second.close();
            attachSharedMemory(name).close();
            second.unlink();
        }
    }

    private static void unlinkElsewhere(String name) throws Exception {
        ChildJvm.Result result = ChildJvm.of(User.class, "unlink", name).run(LONG);
        assertThat(result.exitCode()).as(result.output()).isZero();
    }

    @Test
    void aBlockStaysAsLongAsAnotherProgramUsesIt() throws Exception {
        String name = name("outlives");
        SharedMemory block;
        try (ChildJvm.Running program = user("make", name)) {
            block = attachSharedMemory(name);
            kill(program);
        }
        SharedMemory again = attachSharedMemory(name);
        block.close();
        attachSharedMemory(name).close();
        again.close();
        assertMissing(name);
    }

    /** It makes a block, tells its name and ends: what it made is its parent's too. */
    @Test
    void aBlockOfAChildStaysWithItsParent() throws Exception {
        String name = name("child");
        try (ChildJvm.Running program = user("makeInChild", name)) {
            attachSharedMemory(name).close();
            kill(program);
        }
        assertMissing(name);

        ChildProcess child = process(User::make, name("own"));
        child.start();
        child.join();
        SharedMemory block = attachSharedMemory(name("own"));
        block.close();
        block.unlink();
    }

    @Test
    void orphansRemoveTheBlocksOfAKilledProgram(@TempDir Path base) throws Exception {
        Path started = base.resolve("started");
        try (ChildJvm.Running program = ChildJvm.of(User.class, "makeWithDaemon", "orphaned", started.toString())
                .jvmOptions("-Dmultiproc.dir=" + base)
                .start()) {
            program.awaitOutput("has orphaned", LONG);
            Path home = base.resolve("multiproc-" + System.getProperty("user.name"));
            assertThat(home.resolve("shared").resolve("orphaned")).hasSize(100);
            await().atMost(LONG).until(() -> Files.exists(started));
            program.process().destroyForcibly().waitFor();
            await().atMost(LONG).until(() -> !Files.exists(home));
        }
    }

    static void makeAndWait(String name, ProcessQueue<String> started) throws InterruptedException {
        createSharedMemory(name, 100).buffer().put(0, (byte) 7);
        started.put(name);
        Programs.sleepForever();
    }

    @Test
    void aBlockOfAKilledChildStaysWithItsParent() throws Exception {
        ProcessQueue<String> started = queue();
        ChildProcess child = process(MemoryDeathTest::makeAndWait, name("killed"), started);
        child.start();
        assertThat(started.get(LONG)).isEqualTo(name("killed"));
        child.kill();
        child.join();
        try (SharedMemory block = attachSharedMemory(name("killed"))) {
            assertThat(block.buffer().get(0)).isEqualTo((byte) 7);
            block.unlink();
        }
    }

    /** A forgotten object does not keep its block alive. */
    @Test
    void aBlockGoesWithTheLastObjectOfThoseWhoAttached() throws Exception {
        String name = name("garbage");
        try (ChildJvm.Running program = user("make", name)) {
            assertThat(attachSharedMemory(name).size()).isEqualTo(100);
            kill(program);
        }
        await().atMost(LONG).until(() -> {
            System.gc();
            return isMissing(name);
        });
    }

    static void writeUntilKilled(SharedInt value, SharedIntArray array) {
        while (true) {
            value.getAndAdd(1);
            array.getAndAdd(0, 1);
        }
    }

    @Test
    void aValueStaysAsAKilledProcessLastSetIt() throws Exception {
        SharedInt value = sharedInt(0);
        try (SharedIntArray array = sharedIntArray(100_000)) {
            ChildProcess child = process(MemoryDeathTest::writeUntilKilled, value, array);
            child.start();
            await().atMost(LONG).until(() -> value.get() > 1000 && array.get(0) > 1000);
            child.kill();
            child.join();
            int last = value.get();
            assertThat(array.get(0)).isBetween(last - 1, last);
            assertThat(value.getAndAdd(1)).isEqualTo(last);
        }
    }

    static void makeValues(ProcessQueue<Object> mail, ProcessQueue<Integer> go) throws InterruptedException {
        SharedInt value = sharedInt(5);
        SharedIntArray array = sharedIntArray(100_000);
        array.set(99_999, 6);
        mail.put(value);
        mail.put(array);
        go.get();
    }

    @Test
    void aValueOutlivesItsProcessWithThoseWhoHaveReceivedIt() throws Exception {
        ProcessQueue<Object> mail = queue();
        ProcessQueue<Integer> go = queue();
        ChildProcess child = process(MemoryDeathTest::makeValues, mail, go);
        child.start();
        SharedInt value = (SharedInt) mail.get(LONG);
        SharedIntArray array = (SharedIntArray) mail.get(LONG);
        child.kill();
        child.join();
        assertThat(value.get()).isEqualTo(5);
        value.set(6);
        assertThat(array.get(99_999)).isEqualTo(value.get());
        array.close();
    }

    private void kill(ChildJvm.Running program) throws InterruptedException {
        killed.add(program.process().pid());
        program.process().destroyForcibly().waitFor();
    }

    private static ChildJvm.Running user(String... arguments) throws Exception {
        ChildJvm.Running program = ChildJvm.of(User.class, arguments).start();
        program.awaitOutput("has " + arguments[1], LONG);
        return program;
    }

    private static String name(String suffix) {
        return "test-" + suffix + "-" + ProcessHandle.current().pid();
    }

    private static void assertMissing(String name) {
        assertThatThrownBy(() -> attachSharedMemory(name)).isInstanceOf(SharedMemoryNotFoundException.class);
    }

    private static boolean isMissing(String name) {
        try {
            attachSharedMemory(name).close();
            return false;
        } catch (SharedMemoryNotFoundException e) {
            return true;
        }
    }
}
