package io.multiproc.core.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.multiproc.function.SerializableCallable;
import io.multiproc.pool.AsyncResult;
import io.multiproc.pool.ProcessPool;
import io.multiproc.pool.TaskTimeoutException;
import io.multiproc.pool.WorkerInsights;
import io.multiproc.pool.WorkerTerminatedException;
import io.multiproc.pool.WorkerTerminatedException.Verdict;
import io.multiproc.process.ProcessOutput;
import io.multiproc.process.StartMethod;
import io.multiproc.testkit.CleanExit;
import io.multiproc.testkit.SameWithoutNative;
import io.multiproc.testkit.programs.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What a dead worker's exception says of each kind of death, and what that is concluded from. */
@ExtendWith(CleanExit.class)
@SameWithoutNative
class VerdictTest {

    @TempDir
    Path root;

    static int kill() throws Exception {
        IntStream.range(0, 30).forEach(i -> System.err.println("last words " + i));
        Programs.killSelf(9);
        return 0;
    }

    /** As the kernel does it, which counts first. */
    static int killAsTheKernel(String file) throws Exception {
        Files.writeString(Path.of(file), "oom_kill 4\n");
        Programs.killSelf(9);
        return 0;
    }

    static int crash() throws Exception {
        Programs.killSelf(11);
        return 0;
    }

    static int exhaust() {
        Programs.exhaustHeap();
        return 0;
    }

    /** A second thread that calls it too only waits, and is not the one. */
    static int exit() {
        Thread second = new Thread(() -> System.exit(9));
        Runtime.getRuntime().addShutdownHook(new Thread(second::start));
        System.exit(8);
        return 0;
    }

    /** With the exit code of a JVM whose heap is exhausted. */
    static int exitWithThree() {
        System.exit(3);
        return 0;
    }

    static int halt() {
        Programs.haltWith(4);
        return 0;
    }

    /** Where the kernel's number stands, which is 3. */
    private Path kernelCounter() throws IOException {
        Path counter = root.resolve("sys/fs/cgroup/memory.events");
        Files.createDirectories(root.resolve("proc/self"));
        Files.createDirectories(root.resolve("sys/fs/cgroup"));
        Files.writeString(root.resolve("proc/self/cgroup"), "0::/\n");
        Files.writeString(counter, "oom_kill 3\n");
        return counter;
    }

    static int haltWithThree() {
        Programs.haltWith(3);
        return 0;
    }

    @Test
    void eachKindOfDeathHasItsVerdictAndItsEvidence() throws Exception {
        Path counter = kernelCounter();
        WorkerPoolBuilder builder = new WorkerPoolBuilder(StartMethod.SPAWN);
        builder.kernelFiles(root)
                .processes(1)
                .errorOutput(ProcessOutput.forwarded())
                .jvmOptions("-Xmx24m", "-XX:-CreateCoredumpOnCrash", "-XX:ErrorFile=" + root.resolve("crash-%p.log"));
        String file = counter.toString();
        try (ProcessPool pool = builder.build()) {
            WorkerTerminatedException killed = dead(pool, VerdictTest::kill);
            assertThat(killed.verdict()).isEqualTo(Verdict.KILLED);
            assertThat(killed.evidence())
                    .isEqualTo("signal 9 (SIGKILL) (not by the kernel for want of memory: oom_kill in " + counter
                            + " is 3 as before: docs/troubleshooting.md#signal-9)");
            assertThat(killed.errorOutput())
                    .hasSize(20)
                    .startsWith("last words 10")
                    .endsWith("last words 29");
            assertThat(killed)
                    .hasMessageContaining(killed.evidence().substring(18))
                    .hasMessageEndingWith("; its error output ends:\nlast words 25\nlast words 26\nlast words 27\n"
                            + "last words 28\nlast words 29");

            WorkerTerminatedException kernel = dead(pool, () -> killAsTheKernel(file));
            assertThat(kernel.verdict()).isEqualTo(Verdict.KERNEL_OUT_OF_MEMORY);
            assertThat(kernel).hasMessageContaining("rose from 3 to 4 while it ran");
            assertThat(kernel.errorOutput()).isEmpty();

            WorkerTerminatedException crashed = dead(pool, VerdictTest::crash);
            assertThat(crashed.verdict()).isEqualTo(Verdict.CRASHED);
            assertThat(crashed.crashReport()).contains("SIGSEGV", "JRE version");
            assertThat(crashed).hasMessageContaining("SIGSEGV");

            WorkerTerminatedException exhausted = dead(pool, VerdictTest::exhaust);
            assertThat(exhausted.verdict()).isEqualTo(Verdict.HEAP_EXHAUSTED);
            assertThat(exhausted.evidence()).startsWith("exit code 3").contains("heap is exhausted");

            WorkerTerminatedException exited = dead(pool, VerdictTest::exit);
            assertThat(exited.verdict()).isEqualTo(Verdict.EXITED);
            assertThat(exited.exitStackTrace())
                    .startsWith("thread \"main\"\n\tat java.lang.Runtime.exit(")
                    .contains("VerdictTest.exit(VerdictTest.java:");
            assertThat(exited).hasMessageContaining(exited.exitStackTrace());

            assertThat(pool.applyAsync(VerdictTest::halt)
                            .handle((value, failure) -> failure)
                            .join())
                    .isInstanceOf(WorkerTerminatedException.class);

            WorkerTerminatedException three = dead(pool, VerdictTest::exitWithThree);
            assertThat(three.verdict()).isEqualTo(Verdict.EXITED);
            assertThat(three.evidence())
                    .startsWith("exit code 3 (the program called")
                    .doesNotContain("heap");

            WorkerTerminatedException likeExhausted = dead(pool, VerdictTest::haltWithThree);
            assertThat(likeExhausted.verdict()).isEqualTo(Verdict.HEAP_EXHAUSTED);
            assertThat(likeExhausted.evidence())
                    .startsWith("exit code 3 (")
                    .endsWith("; unless it was halted with 3, by Runtime.halt or native code)");

            WorkerTerminatedException halted = dead(pool, VerdictTest::halt);
            assertThat(halted.verdict()).isEqualTo(Verdict.HALTED);
            assertThat(halted.evidence()).isEqualTo("exit code 4");
            assertThat(halted.exitStackTrace()).isEmpty();
            assertThat(halted.crashReport()).isEmpty();
            assertThat(halted.workersLost()).isEqualTo(1);
        }
    }

    @Test
    void theKernelsKillOfOneWorkerIsNotThatOfAnotherWhichRanThen() throws Exception {
        Path counter = kernelCounter();
        String file = counter.toString();
        WorkerPoolBuilder builder = new WorkerPoolBuilder(StartMethod.SPAWN);
        builder.kernelFiles(root).processes(2);
        try (ProcessPool pool = builder.build()) {
            List<Long> first = pool.workers().stream().map(WorkerInsights::pid).toList();
            WorkerTerminatedException kernel = dead(pool, () -> killAsTheKernel(file));
            assertThat(kernel.verdict()).isEqualTo(Verdict.KERNEL_OUT_OF_MEMORY);

            WorkerTerminatedException killed = dead(pool, VerdictTest::kill);
            assertThat(first).contains(kernel.pid(), killed.pid());
            assertThat(killed.verdict()).isEqualTo(Verdict.KILLED);
            assertThat(killed.evidence())
                    .isEqualTo("signal 9 (SIGKILL) (not by the kernel for want of memory: oom_kill in " + counter
                            + " rose from 3 to 4 while it ran, for others:"
                            + " docs/troubleshooting.md#signal-9)");
        }
    }

    /** Dies as if the kernel had killed it, but a while after the kernel has counted that. */
    static int dieOfTheKernelLater(String counter, String go) throws Exception {
        Files.writeString(Path.of(counter), "oom_kill 4\n");
        Programs.awaitFile(Path.of(go));
        Programs.killSelf(9);
        return 0;
    }

    static int loopThroughTerm(String counter) throws Exception {
        while (!Files.readString(Path.of(counter)).equals("oom_kill 4\n")) {
            Thread.onSpinWait();
        }
        Runtime.getRuntime().addShutdownHook(new Thread(Programs::loopForever));
        Programs.loopForever();
        return 0;
    }

    @Test
    void thePoolsOwnKillLeavesThatOfTheKernelToItsVictim() throws Exception {
        String file = kernelCounter().toString();
        Path go = root.resolve("go");
        String name = go.toString();
        WorkerPoolBuilder builder = new WorkerPoolBuilder(StartMethod.SPAWN);
        builder.kernelFiles(root).processes(2);
        try (ProcessPool pool = builder.build()) {
            AsyncResult<Integer> victim = pool.applyAsync(() -> dieOfTheKernelLater(file, name));
            assertThatThrownBy(() -> pool.withTaskTimeout(Duration.ofSeconds(2)).apply(() -> loopThroughTerm(file)))
                    .isInstanceOf(TaskTimeoutException.class)
                    .hasMessageContaining("SIGKILL");
            Files.createFile(go);
            WorkerTerminatedException death = catchThrowableOfType(WorkerTerminatedException.class, victim::get);
            assertThat(death.verdict()).isEqualTo(Verdict.KERNEL_OUT_OF_MEMORY);
        }
    }

    private static WorkerTerminatedException dead(ProcessPool pool, SerializableCallable<Integer> task) {
        return catchThrowableOfType(WorkerTerminatedException.class, () -> pool.apply(task));
    }

    @Test
    void itsTextsSurviveASend() throws IOException {
        WorkerTerminatedException sent = new WorkerTerminatedException(
                "gone",
                3,
                2,
                new io.multiproc.pool.WorkerDeath(
                        "w", 17, -9, Verdict.KILLED, "signal 9", "", "", java.util.List.of("words")),
                null);
        var codec = io.multiproc.ipc.Ipc.codec();
        byte[] bytes = codec.encode(sent, 0);
        assertThat(codec.decode(bytes, 0, bytes.length)).isInstanceOfSatisfying(WorkerTerminatedException.class, e -> {
            assertThat(e.errorOutput()).containsExactly("words");
            assertThat(e.failedTask()).isEmpty();
            assertThat(e.item()).hasValue(3);
        });
    }
}
