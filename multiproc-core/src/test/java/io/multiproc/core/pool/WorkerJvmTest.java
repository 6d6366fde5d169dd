package io.multiproc.core.pool;

import static io.multiproc.Multiprocessing.context;
import static org.assertj.core.api.Assertions.assertThat;

import io.multiproc.core.spawn.ForkserverStarter;
import io.multiproc.ipc.cpu.Affinity;
import io.multiproc.pool.ProcessPool;
import io.multiproc.pool.WorkerInsights;
import io.multiproc.process.StartMethod;
import io.multiproc.testkit.ChildJvm;
import io.multiproc.testkit.CleanExit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the JVMs of workers have and may do. */
@ExtendWith(CleanExit.class)
class WorkerJvmTest {

    static long heap() {
        return Runtime.getRuntime().maxMemory();
    }

    static String resource(String name) throws IOException {
        try (var in = ClassLoader.getSystemResourceAsStream(name)) {
            return in == null ? "none" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void theyHaveTheHeapAndTheClassPathThatTheBuilderSays(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("only-for-workers.txt"), "here");
        try (ProcessPool pool = context(StartMethod.SPAWN)
                .poolBuilder()
                .processes(1)
                .heap(48 << 20)
                .classPath(folder)
                .build()) {
            assertThat(pool.apply(WorkerJvmTest::heap)).isBetween(40L << 20, 48L << 20);
            assertThat(pool.apply(WorkerJvmTest::resource, "only-for-workers.txt"))
                    .isEqualTo("here");
            assertThat(resource("only-for-workers.txt")).isEqualTo("none");
        }
    }

    @Test
    void theyShareTheMemoryWithAsManyAsThePoolHasWhenTheyStart() throws Exception {
        ChildJvm.Result result = ChildJvm.of(GrowingPoolProgram.class, "1", "8")
                .jvmOptions("-XX:ActiveProcessorCount=2") // a pool of one shares with two in any case
                .jvmOptions("-Dmultiproc.cache=off") // its maker would be another child
                .run(Duration.ofSeconds(100));
        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(result.output()).matches("first " + GrowingPoolProgram.JVMS_OWN + "\nlater -Xmx\\d+m\n");
    }

    /** What the operating system says of a thread; nothing if that has ended meanwhile. */
    private static Stream<String> status(Path thread) {
        try {
            return Files.readString(thread.resolve("status")).lines();
        } catch (IOException e) {
            if (Files.exists(thread)) {
                throw new UncheckedIOException(e);
            }
            return Stream.empty();
        }
    }

    /** The processors that the threads of a process may use, each with what the operating system says. */
    private static Set<String> allowed(long pid) {
        Set<String> allowed = new TreeSet<>();
        try (Stream<Path> threads = Files.list(Path.of("/proc/" + pid + "/task"))) {
            for (Path thread : threads.toList()) {
                status(thread)
                        .filter(line -> line.startsWith("Cpus_allowed_list:"))
                        .map(line -> line.substring(line.indexOf(':') + 1).strip())
                        .forEach(allowed::add);
            }
        } catch (IOException e) { // the process has ended
            throw new UncheckedIOException(e);
        }
        return allowed;
    }

    private static Set<String> allowed(ProcessPool pool) {
        return pool.workers().stream()
                .flatMap(worker -> allowed(worker.pid()).stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @ParameterizedTest
    @EnumSource(
            value = StartMethod.class,
            names = {"SPAWN", "FORKSERVER"})
    void thosePinnedHaveOneProcessorEachAndSoHaveTheirReplacements(StartMethod method) throws Exception {
        List<Integer> usable = Affinity.usable();
        try (ProcessPool pool =
                context(method).poolBuilder().processes(2).pinned(true).build()) {
            assertThat(pool.apply(PoolTasks::square, 3)).isEqualTo(9);
            if (Affinity.unavailabilityCause() != null) {
                return; // nothing is bound, and all works
            }
            Set<String> expected = usable.stream().limit(2).map(String::valueOf).collect(Collectors.toSet());
            Awaitility.await()
                    .ignoreExceptions()
                    .atMost(Duration.ofSeconds(100))
                    .untilAsserted(() -> {
                        assertThat(pool.workers())
                                .hasSize(2)
                                .allSatisfy(worker ->
                                        assertThat(allowed(worker.pid())).hasSize(1));
                        assertThat(allowed(pool)).isEqualTo(expected);
                    });
            WorkerInsights first = pool.workers().get(0);
            Set<String> before = allowed(first.pid());
            ProcessHandle.of(first.pid()).ifPresent(ProcessHandle::destroyForcibly);
            Awaitility.await()
                    .ignoreExceptions()
                    .atMost(Duration.ofSeconds(100))
                    .untilAsserted(() -> assertThat(pool.workers())
                            .hasSize(2)
                            .last()
                            .satisfies(last -> assertThat(last.pid()).isNotEqualTo(first.pid()))
                            .satisfies(last -> assertThat(allowed(last.pid())).isEqualTo(before)));
        } finally {
            ForkserverStarter.dropSpares();
        }
    }
}
