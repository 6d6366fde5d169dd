package io.multiproc.core.current;

import static io.multiproc.Multiprocessing.cpuCount;
import static io.multiproc.Multiprocessing.usableCpuCount;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.multiproc.testkit.ChildJvm;
import io.multiproc.testkit.CleanExit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How many processors there are, and how many of them a program may use. */
@ExtendWith(CleanExit.class)
class ProcessorsTest {

    private static final Path TASKSET = Path.of("/usr/bin/taskset");

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {"0 1", "0-3 4", "0-3,8,10-11 7"})
    void areCountedInRanges(String ranges, int count) {
        assertThat(Processors.count(ranges)).isEqualTo(count);
    }

    @Test
    void areUsableAsFarAsTheAffinityGoes(@TempDir Path folder) throws Exception {
        assumeTrue(Files.isExecutable(TASKSET), "sets the affinity");
        String allowed = Files.readString(Path.of("/proc/self/status"))
                .lines()
                .filter(line -> line.startsWith("Cpus_allowed_list:"))
                .findFirst()
                .orElseThrow()
                .replaceAll("\\D*(\\d+).*", "$1");
        Path home = javaAfter(folder, "exec %s -c %s".formatted(TASKSET, allowed));

        ChildJvm.Result result = ChildJvm.of(Teller.class).javaHome(home).run(Duration.ofSeconds(50));

        assertThat(result.output()).isEqualTo("1 of " + cpuCount() + "\n");
    }

    @Test
    void areUsableAsFarAsTheControlGroupGoes(@TempDir Path folder) throws Exception {
        try (OneProcessorGroup group = OneProcessorGroup.create()) {
            ChildJvm program = group == null
                    ? ChildJvm.of(Teller.class).jvmOptions("-XX:ActiveProcessorCount=1") // what a JVM makes of a group
                    : ChildJvm.of(Teller.class)
                            .javaHome(javaAfter(folder, "echo $$ > %s\nexec".formatted(group.members())));

            ChildJvm.Result result = program.run(Duration.ofSeconds(50));

            assertThat(result.output()).isEqualTo("1 of " + cpuCount() + "\n");
        }
    }

    /** A home whose java is this one after some commands of the shell, the last of which runs it. */
    private static Path javaAfter(Path home, String commands) throws Exception {
        Path java = Files.createDirectory(home.resolve("bin")).resolve("java");
        Files.writeString(
                java,
                "#!/bin/sh\n%s %s \"$@\"\n"
                        .formatted(commands, Path.of(System.getProperty("java.home"), "bin", "java")));
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
        return home;
    }

    /** A control group that may use one processor. */
    record OneProcessorGroup(Path folder) implements AutoCloseable {

        /** Null if who runs the tests may not make one. */
        static @Nullable OneProcessorGroup create() throws IOException {
            Path mount = Path.of("/sys/fs/cgroup");
            Path version1 = mount.resolve("cpu");
            boolean isVersion2 = !Files.isDirectory(version1);
            Path folder = (isVersion2 ? mount : version1)
                    .resolve("multiproc-test-" + ProcessHandle.current().pid());
            try {
                Files.createDirectory(folder);
                if (isVersion2) {
                    Files.writeString(folder.resolve("cpu.max"), "100000 100000");
                } else {
                    Files.writeString(folder.resolve("cpu.cfs_period_us"), "100000");
                    Files.writeString(folder.resolve("cpu.cfs_quota_us"), "100000");
                }
            } catch (IOException e) {
                Files.deleteIfExists(folder);
                System.out.println("no control group of one processor: " + e);
                return null;
            }
            return new OneProcessorGroup(folder);
        }

        Path members() {
            return folder.resolve("cgroup.procs");
        }

        @Override
        public void close() throws IOException {
            Files.deleteIfExists(folder);
        }
    }

    /** Tells both numbers. */
    static final class Teller {

        private Teller() {}

        public static void main(String[] arguments) {
            System.out.println(usableCpuCount() + " of " + cpuCount());
        }
    }
}
