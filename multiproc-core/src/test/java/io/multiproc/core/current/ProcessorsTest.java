package io.multiproc.core.current;

import static io.multiproc.Multiprocessing.cpuCount;
import static io.multiproc.Multiprocessing.usableCpuCount;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.multiproc.testkit.ChildJvm;
import io.multiproc.testkit.CleanExit;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
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
        Path java = Files.createDirectory(folder.resolve("bin")).resolve("java");
        Files.writeString(
                java,
                "#!/bin/sh\nexec %s -c %s %s \"$@\"\n"
                        .formatted(TASKSET, allowed, Path.of(System.getProperty("java.home"), "bin", "java")));
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));

        ChildJvm.Result result = ChildJvm.of(Teller.class).javaHome(folder).run(Duration.ofSeconds(50));

        assertThat(result.output()).isEqualTo("1 of " + cpuCount() + "\n");
    }

    /** Tells both numbers. */
    static final class Teller {

        private Teller() {}

        public static void main(String[] arguments) {
            System.out.println(usableCpuCount() + " of " + cpuCount());
        }
    }
}
