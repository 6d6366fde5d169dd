package io.multiproc.core.child;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who was killed before this process does it. */
class DyingProcessTest {

    @TempDir
    Path root;

    @ParameterizedTest
    @CsvSource({
        "S, 1077936128, 0000000000000000, 0000000000000000, false",
        "Z, 1077936128, 0000000000000000, 0000000000000000, true",
        "X, 1077936128, 0000000000000000, 0000000000000000, true",
        "D, 1077936132, 0000000000000000, 0000000000000000, true",
        "D, 1077936128, 0000000000000100, 0000000000000000, true",
        "D, 1077936128, 8000000000000000, 0000000000000100, true",
        "S, 1077936128, 8000000000000001, 0000000000004000, false"
    })
    void isKnownByItsStateOrItsSignals(String state, long flags, String own, String shared, boolean dying)
            throws IOException {
        Path folder = Files.createDirectories(root.resolve("proc/17"));
        Files.writeString(folder.resolve("stat"), "17 (a) b (java) " + state + " 1 17 17 0 -1 " + flags + " 9 0 0\n");
        Files.writeString(
                folder.resolve("status"),
                "Name:\ta) b (java\nSigQ:\t0/1\nSigPnd:\t" + own + "\nShdPnd:\t" + shared + "\nSigBlk:\t0\n");
        assertThat(DyingProcess.is(root, 17)).isEqualTo(dying);
    }

    @Test
    void whoIsNotThereIsGoneWhereOthersAre() throws IOException {
        assertThat(DyingProcess.is(root, 17)).isFalse();
        Files.createDirectories(root.resolve("proc/self"));
        Files.createFile(root.resolve("proc/self/stat"));
        assertThat(DyingProcess.is(root, 17)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "17 (java) S 1 17", "17 (java) S 1 17 17 0 -1 flags 9 0 0", "17"})
    void whatIsSaidInAnotherWayMeansNothing(String stat) throws IOException {
        Files.createDirectories(root.resolve("proc/self"));
        Files.createFile(root.resolve("proc/self/stat"));
        Path folder = Files.createDirectories(root.resolve("proc/17"));
        Files.writeString(folder.resolve("stat"), stat);
        assertThat(DyingProcess.is(root, 17)).isFalse();
        Files.writeString(folder.resolve("stat"), "17 (java) S 1 17 17 0 -1 1077936128 9 0 0\n");
        Files.writeString(folder.resolve("status"), "SigPnd:\tsignals\n");
        assertThat(DyingProcess.is(root, 17)).isFalse();
    }

    /** As without a free descriptor. */
    @Test
    void whoCannotBeReadIsNotTakenForGone() throws IOException {
        Files.createDirectories(root.resolve("proc/self"));
        Files.createFile(root.resolve("proc/self/stat"));
        Files.createDirectories(root.resolve("proc/17/stat")); // reading a folder fails
        assertThat(DyingProcess.is(root, 17)).isFalse();
    }

    @Test
    void thisProcessIsNot() {
        assertThat(DyingProcess.is(ProcessHandle.current().pid())).isFalse();
    }
}
