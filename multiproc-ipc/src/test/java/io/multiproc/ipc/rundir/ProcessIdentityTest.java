package io.multiproc.ipc.rundir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class ProcessIdentityTest {

    private static final Duration LONG = Duration.ofSeconds(20);

    @Test
    void thisProcessIsAlive() {
        assertThat(ProcessIdentity.current().isAlive()).isTrue();
        assertThat(ProcessIdentity.current()).isEqualTo(ProcessIdentity.current());
    }

    @Test
    void anEarlierProcessOfTheSameNumberIsNot() {
        ProcessIdentity self = ProcessIdentity.current();
        assertThat(new ProcessIdentity(self.pid(), self.start() - 1).isAlive()).isFalse();
    }

    @Test
    void aNumberThatNoProcessHasIsNot() {
        assertThat(new ProcessIdentity(999_999_999, 1).isAlive()).isFalse();
    }

    /** In a container often nobody collects the dead, so they stay in the table for ever. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void aDeadProcessThatNobodyHasCollectedIsNot() throws Exception {
        // the second command replaces the shell and knows nothing of the first, which so is never waited for
        Process negligent = new ProcessBuilder("/bin/sh", "-c", "sleep 60 & echo $!; exec sleep 60")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            long pid = Long.parseLong(
                    new BufferedReader(new InputStreamReader(negligent.getInputStream(), StandardCharsets.US_ASCII))
                            .readLine());
            await().atMost(LONG).until(() -> name(negligent.pid()).equals("sleep"));
            ProcessIdentity child = new ProcessIdentity(pid, Long.parseLong(fields(pid)[19]));
            assertThat(child.isAlive()).isTrue();
            ProcessHandle.of(pid).orElseThrow().destroyForcibly();
            await().atMost(LONG).until(() -> fields(pid)[0].equals("Z"));
            assertThat(child.isAlive()).isFalse();
        } finally {
            negligent.destroyForcibly().waitFor();
        }
    }

    private static String name(long pid) throws IOException {
        return Files.readString(Path.of("/proc/" + pid + "/comm")).trim();
    }

    /** The fields of {@code /proc/pid/stat} after the name: the state first, the start time at 19. */
    private static String[] fields(long pid) throws IOException {
        String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
        return stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    }
}
