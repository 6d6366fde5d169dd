package io.multiproc.core.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.multiproc.testkit.ChildJvm;
import io.multiproc.testkit.CleanExit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * The kernel kills a worker because its control group has no memory left: really, where this process may make such a
 * group; else as {@link VerdictTest} does it.
 */
@ExtendWith(CleanExit.class)
class KernelOutOfMemoryTest {

    private static final String LIMIT = Long.toString(400L << 20);

    @Test
    void isToldAsTheReason(@TempDir Path folder) throws Exception {
        Path group = limitedGroup();
        try {
            ChildJvm program = group == null
                    ? ChildJvm.of(OutOfMemoryProgram.class, "stand-in", folder.toString())
                    : ChildJvm.of(OutOfMemoryProgram.class, "group", group.toString());
            ChildJvm.Result result = program.jvmOptions("-Xmx64m").run(Duration.ofSeconds(100));
            assertThat(result.output())
                    .contains(
                            "KERNEL_OUT_OF_MEMORY: signal 9 (SIGKILL) (the kernel killed it for want of memory: oom_kill in "
                                    + (group == null ? folder : group))
                    .contains(" rose from 0 to 1 while it ran")
                    .contains("usable: 9");
            assertThat(result.exitCode()).as(result.output()).isZero();
        } finally {
            if (group != null) { // not before all who were in it are gone
                await().ignoreExceptions().until(() -> Files.deleteIfExists(group));
            }
        }
    }

    /** A new group with little memory, of either version of control groups; null if this process may not make one. */
    private static Path limitedGroup() throws IOException {
        for (String each : List.of("/sys/fs/cgroup/memory", "/sys/fs/cgroup")) {
            Path parent = Path.of(each);
            if (Files.isWritable(parent) && Files.exists(parent.resolve("cgroup.procs"))) {
                Path group = parent.resolve(
                        "multiproc-test-" + ProcessHandle.current().pid());
                try {
                    Files.createDirectory(group);
                } catch (IOException e) {
                    System.out.println("no group for the kernel to kill in: " + e);
                    continue;
                }
                if (limit(group, "memory.limit_in_bytes") || limit(group, "memory.max")) {
                    return group;
                }
                Files.delete(group);
            }
        }
        return null;
    }

    private static boolean limit(Path group, String name) throws IOException {
        Path file = group.resolve(name);
        if (!Files.exists(file)) {
            return false;
        }
        Files.writeString(file, LIMIT);
        for (String swap : List.of("memory.swap.max", "memory.memsw.limit_in_bytes")) {
            if (Files.isWritable(group.resolve(swap))) {
                Files.writeString(group.resolve(swap), swap.equals("memory.swap.max") ? "0" : LIMIT);
            }
        }
        return true;
    }
}
