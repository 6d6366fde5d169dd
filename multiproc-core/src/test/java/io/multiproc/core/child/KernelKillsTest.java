package io.multiproc.core.child;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the kernel tells what it has killed. */
class KernelKillsTest {

    @TempDir
    Path root;

    private void write(String file, String text) throws IOException {
        Path path = root.resolve(file);
        Files.createDirectories(Objects.requireNonNull(path.getParent()));
        Files.writeString(path, text);
    }

    @ParameterizedTest
    @CsvSource({
        "0::/user.slice/a b, sys/fs/cgroup/user.slice/a b/memory.events",
        "0::/, sys/fs/cgroup/memory.events",
        "0::/../elsewhere, sys/fs/cgroup/memory.events",
        "'5:cpu,memory:/docker/4711', sys/fs/cgroup/memory/docker/4711/memory.oom_control",
        "5:memory:/docker/4711, sys/fs/cgroup/memory/memory.oom_control",
        "5:cpu:/, proc/vmstat"
    })
    void theNumberIsFoundWhereTheControlGroupHasIt(String line, String file) throws IOException {
        write("proc/self/cgroup", "12:pids:/x\n" + line + "\n");
        write(file, "oom 7\noom_kill 3\noom_group_kill 9\n");
        KernelKills kills = new KernelKills(root);
        KernelKills.Count before = kills.count();
        assertThat(before).isEqualTo(new KernelKills.Count(root.resolve(file), 3));
        assertThat(kills.since(before)).isEqualTo(new KernelKills.Change(root.resolve(file), 3, 0, 3));
        write(file, "oom_kill 4\n");
        KernelKills.Change change = Objects.requireNonNull(kills.since(before));
        assertThat(change.isRise()).isTrue();
        ExitStatus killed = new ExitStatus(-9, false).withKernelKills(change);
        assertThat(killed.isKernelsKill()).isTrue();
        assertThat(killed.hint())
                .isEqualTo(" (the kernel killed it for want of memory: oom_kill in " + root.resolve(file)
                        + " rose from 3 to 4 while it ran: docs/troubleshooting.md#signal-9)");
        assertThat(new ExitStatus(-15, false).withKernelKills(change).isKernelsKill())
                .isFalse();
    }

    @Test
    void eachKillExplainsOneDeath() throws IOException {
        write("proc/vmstat", "oom_kill 3\n");
        KernelKills kills = new KernelKills(root);
        KernelKills.Count before = kills.count();
        write("proc/vmstat", "oom_kill 5\n");
        assertThat(Objects.requireNonNull(kills.since(before)).isRise()).isTrue();
        assertThat(Objects.requireNonNull(kills.since(before)).isRise()).isTrue();
        KernelKills.Change third = Objects.requireNonNull(kills.since(before));
        assertThat(third.isRise()).isFalse();
        assertThat(new ExitStatus(-9, false).withKernelKills(third).hint())
                .isEqualTo(" (not by the kernel for want of memory: oom_kill in " + root.resolve("proc/vmstat")
                        + " rose from 3 to 5 while it ran, for others:"
                        + " docs/troubleshooting.md#signal-9)");
        write("proc/vmstat", "oom_kill 6\n");
        assertThat(Objects.requireNonNull(kills.since(before)).isRise()).isTrue();
    }

    @Test
    void aDeathOfAnotherCauseLeavesThemToOthers() throws IOException {
        write("proc/vmstat", "oom_kill 3\n");
        KernelKills kills = new KernelKills(root);
        KernelKills.Count before = kills.count();
        assertThat(new ExitStatus(-9, false)
                        .withKernelKills(kills.besides(before))
                        .hint())
                .contains("is 3 as before");
        write("proc/vmstat", "oom_kill 4\n");
        ExitStatus other = new ExitStatus(-9, false).withKernelKills(kills.besides(before));
        assertThat(other.isKernelsKill()).isFalse();
        assertThat(other.hint()).contains("rose from 3 to 4 while it ran, for others:");
        assertThat(Objects.requireNonNull(kills.since(before)).isRise()).isTrue();
        assertThat(kills.besides(null)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"oom_kill ", "oom_kill many", "oom_kill 3 4", "oom_kill 99999999999999999999"})
    void whatIsNoNumberIsAsIfItWereNotThere(String line) throws IOException {
        write("proc/self/cgroup", "0::/a\n");
        write("sys/fs/cgroup/a/memory.events", line + "\n");
        KernelKills kills = new KernelKills(root);
        assertThat(kills.count()).isNull();
        write("proc/vmstat", "oom_kill 3\n");
        KernelKills.Count before = kills.count();
        assertThat(before).isEqualTo(new KernelKills.Count(root.resolve("proc/vmstat"), 3));
        write("proc/vmstat", line + "\n");
        assertThat(kills.since(before)).isNull();
        assertThat(kills.besides(before)).isNull();
    }

    @Test
    void whereNothingIsToldNothingIsConcluded() {
        KernelKills kills = new KernelKills(root);
        assertThat(kills.count()).isNull();
        assertThat(kills.since(null)).isNull();
    }
}
