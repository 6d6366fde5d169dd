package io.multiproc.core.current;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachineMemoryTest {

    @TempDir
    Path root;

    private void put(String file, String content) throws IOException {
        Path path = root.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, content);
    }

    private long limit() {
        return new MachineMemory(root).limit().orElse(-1);
    }

    @Test
    void isUnknownWhereNothingIsTold() {
        assertThat(limit()).isEqualTo(-1);
    }

    @Test
    void isThatOfTheMachineWithoutAnyLimit() throws Exception {
        put("proc/meminfo", "MemTotal:       2048 kB\nMemFree:         1 kB\n");
        put("proc/self/cgroup", "0::/user.slice\n");
        put("sys/fs/cgroup/user.slice/memory.max", "max\n");
        assertThat(limit()).isEqualTo(2048 * 1024);
    }

    @Test
    void isTheLowestOfAllGroupsAboveInVersion2() throws Exception {
        put("proc/meminfo", "MemTotal:       2048 kB\n");
        put("proc/self/cgroup", "0::/a/b\n");
        put("sys/fs/cgroup/a/b/memory.max", "max\n");
        put("sys/fs/cgroup/a/memory.max", "1000\n");
        assertThat(limit()).isEqualTo(1000);
        put("sys/fs/cgroup/a/b/memory.max", "999\n");
        assertThat(limit()).isEqualTo(999);
    }

    @Test
    void isFoundInAContainerThatSeesItsGroupOnly() throws Exception {
        put("proc/meminfo", "MemTotal:       2048 kB\n");
        put("proc/self/cgroup", "4:cpu,memory:/docker/1234\n0::/\n");
        put("sys/fs/cgroup/memory/memory.limit_in_bytes", "7000\n");
        assertThat(limit()).isEqualTo(7000);
    }

    @Test
    void takesTheHugeNumberOfVersion1ForNoLimit() throws Exception {
        put("proc/meminfo", "MemTotal:       2048 kB\n");
        put("proc/self/cgroup", "4:memory:/\n");
        put("sys/fs/cgroup/memory/memory.limit_in_bytes", "9223372036854771712\n");
        assertThat(limit()).isEqualTo(2048 * 1024);
    }

    @Test
    void residentMemoryIsReadFromTheStatusOfAProcess() {
        assertThat(ResidentMemory.in("Name:\tjava\nVmRSS:\t   5678 kB\nThreads: 3\n"))
                .hasValue(5678 * 1024);
        assertThat(ResidentMemory.in("Name:\tkthreadd\n")).isEmpty();
        assertThat(ResidentMemory.of(-1)).isEmpty();
    }
}
