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
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a dead worker's exception says of each kind of death, and what that is concluded from. */
@ExtendWith(CleanExit.class)
@SameWithoutNative
class VerdictTest {

    @TempDir
    Path root;

    /** What a task does, what that is taken for, and what that is concluded from. */
    enum Death {
        KILL(
                Verdict.KILLED,
                "signal 9 \\(SIGKILL\\) \\(not by the kernel for want of memory: oom_kill in \\S+ is 3 as before:"
                        + " docs/troubleshooting.md#signal-9\\)"),
        KILL_AS_THE_KERNEL(
                Verdict.KERNEL_OUT_OF_MEMORY,
                "signal 9 \\(SIGKILL\\) \\(the kernel killed it for want of memory: oom_kill in \\S+ rose from 3 to 4 while it"
                        + " ran: docs/troubleshooting.md#signal-9\\)"),
        CRASH(Verdict.CRASHED, ".* \\(a crash in native code; the JVM's report begins:.*SIGSEGV.*JRE version.*"),
        EXHAUST(Verdict.HEAP_EXHAUSTED, "exit code 3 \\(.*heap is exhausted.*"),
        EXIT(
                Verdict.EXITED,
                "exit code 8 \\(the program called System.exit there:\nthread \"main\"\n"
                        + "\tat java.lang.Runtime.exit\\(.*VerdictTest.exit\\(VerdictTest.java:.*"),
        EXIT_WITH_THREE(Verdict.EXITED, "exit code 3 \\(the program called((?!heap).)*"),
        HALT_WITH_THREE(
                Verdict.HEAP_EXHAUSTED,
                "exit code 3 \\(.*; unless it was halted with 3, by Runtime.halt or native code\\)"),
        HALT(Verdict.HALTED, "exit code 4");

        private final Verdict verdict;
        private final Pattern evidence;

        Death(Verdict verdict, String evidence) {
            this.verdict = verdict;
            this.evidence = Pattern.compile(evidence, Pattern.DOTALL);
        }
    }

    static int die(Death death, String counter) throws Exception {
        switch (death) {
            case KILL -> kill();
            case KILL_AS_THE_KERNEL -> killAsTheKernel(counter);
            case CRASH -> Programs.killSelf(11);
            case EXHAUST -> Programs.exhaustHeap();
            case EXIT -> exit();
            case EXIT_WITH_THREE -> Programs.exitWith(3); // as a JVM whose heap is exhausted
            case HALT_WITH_THREE -> Programs.haltWith(3);
            case HALT -> Programs.haltWith(4);
        }
        return 0;
    }

    static int kill() throws Exception {
        Programs.killSelf(9);
        return 0;
    }

    /** As the kernel does it, which counts first. */
    static int killAsTheKernel(String counter) throws Exception {
        Files.writeString(Path.of(counter), "oom_kill 4\n");
        return kill();
    }

    /** A second thread that calls it too only waits, and is not the one. */
    static void exit() {
        Thread second = new Thread(() -> System.exit(9));
        Runtime.getRuntime().addShutdownHook(new Thread(second::start));
        System.exit(8);
    }

    static int speakAndDie() throws Exception {
        IntStream.range(0, 30).forEach(i -> System.err.println("last words " + i));
        return kill();
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

    private ProcessPool poolOfOne() {
        WorkerPoolBuilder builder = new WorkerPoolBuilder(StartMethod.SPAWN);
        return builder.kernelFiles(root)
                .processes(1)
                .errorOutput(ProcessOutput.forwarded())
                .jvmOptions("-Xmx24m", "-XX:-CreateCoredumpOnCrash", "-XX:ErrorFile=" + root.resolve("crash-%p.log"))
                .build();
    }

    @ParameterizedTest
    @EnumSource
    void eachKindOfDeathHasItsVerdictAndItsEvidence(Death death) throws Exception {
        String counter = kernelCounter().toString();
        try (ProcessPool pool = poolOfOne()) {
            WorkerTerminatedException dead = dead(pool, () -> die(death, counter));
            assertThat(dead.verdict()).isEqualTo(death.verdict);
            assertThat(dead.evidence()).matches(death.evidence);
            String hint = dead.evidence().replaceFirst("exit code \\d+|signal \\d+ \\(\\w+\\)", "");
            assertThat(dead).hasMessageContaining(hint);
            assertThat(dead.crashReport()).matches(report -> report.isEmpty() != (death.verdict == Verdict.CRASHED));
            assertThat(dead.exitStackTrace()).matches(stack -> stack.isEmpty() != (death.verdict == Verdict.EXITED));
            assertThat(dead.workersLost()).isEqualTo(1);
        }
    }

    @Test
    void theLastWordsAreThoseOfTheDead() throws Exception {
        try (ProcessPool pool = poolOfOne()) {
            WorkerTerminatedException talker = dead(pool, VerdictTest::speakAndDie);
            assertThat(talker.errorOutput())
                    .hasSize(20)
                    .startsWith("last words 10")
                    .endsWith("last words 29");
            assertThat(talker)
                    .hasMessageEndingWith("; its error output ends:\nlast words 25\nlast words 26\nlast words 27\n"
                            + "last words 28\nlast words 29");
            assertThat(dead(pool, VerdictTest::kill).errorOutput()).isEmpty();
        }
    }

    static int speakAndHalt() {
        System.err.println("nobody reads that");
        Runtime.getRuntime().halt(7);
        return 0;
    }

    @Test
    void whoeverReadsNoErrorOutputIsToldHowToHaveItRead() {
        try (ProcessPool pool = new WorkerPoolBuilder(StartMethod.SPAWN)
                .processes(1)
                .errorOutput(ProcessOutput.discarded())
                .build()) {
            assertThat(dead(pool, VerdictTest::speakAndHalt))
                    .hasMessageEndingWith("; nobody has read its error output: a pool with"
                            + " errorOutput(ProcessOutput.forwarded()) tells its last lines");
        }
        try (ProcessPool pool = poolOfOne()) {
            assertThat(dead(pool, VerdictTest::speakAndHalt)).hasMessageEndingWith("ends:\nnobody reads that");
        }
    }

    @Test
    void aStageSeesItToo() {
        try (ProcessPool pool = poolOfOne()) {
            assertThat(pool.applyAsync(VerdictTest::kill)
                            .handle((value, failure) -> failure)
                            .join())
                    .isInstanceOf(WorkerTerminatedException.class);
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
