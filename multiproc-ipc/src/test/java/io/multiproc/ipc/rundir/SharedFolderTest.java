package io.multiproc.ipc.rundir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multiproc.testkit.ChildJvm;
import io.multiproc.testkit.CleanExit;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(CleanExit.class)
class SharedFolderTest {

    private static final Duration LONG = Duration.ofSeconds(50);

    /** A process that does not exist: Linux gives at most 2^22. */
    private static final String DEAD = "999999999-1-";

    @TempDir
    Path base;

    private Path home = Path.of("");
    private RunDirectory own = RunDirectory.local();
    private SharedFolder folder = SharedFolder.of(own.path());
    private Path dead = Path.of("");

    @BeforeEach
    void chooseBase() throws IOException {
        String before = System.getProperty("multiproc.dir");
        System.setProperty("multiproc.dir", base.toString());
        try {
            own = RunDirectory.create();
        } finally {
            if (before == null) {
                System.clearProperty("multiproc.dir");
            } else {
                System.setProperty("multiproc.dir", before);
            }
        }
        folder = SharedFolder.of(own.path());
        home = own.path().resolveSibling("");
        String namespace = own.path().getFileName().toString().replaceFirst("\\d+-\\d+-", "");
        dead = Files.createDirectory(home.resolve(DEAD + namespace));
    }

    @AfterEach
    void deleteDirectory() {
        own.delete();
    }

    @Test
    void makesAPrivateFileOfZerosWithAClaim() throws IOException {
        try (RandomAccessFile file = folder.create("a", 100, List.of()).file()) {
            assertThat(file.length()).isEqualTo(100);
            assertThat(file.read()).isZero();
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(shared("a"))))
                .isEqualTo("rw-------");
        assertThat(claim(own.path(), "a")).exists();
        assertThatThrownBy(() -> folder.create("a", 1, List.of())).isInstanceOf(FileAlreadyExistsException.class);
        folder.unlink("a");
        assertThat(claim(own.path(), "a")).doesNotExist();
        assertThat(home.resolve("shared")).doesNotExist();
        assertThatThrownBy(() -> folder.unlink("a")).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> folder.attach("a")).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void doesNotFindWhatOnlyTheDeadHaveUsed() throws IOException {
        make("a", dead);
        assertThatThrownBy(() -> folder.attach("a")).isInstanceOf(NoSuchFileException.class);
        assertThat(shared("a")).doesNotExist();
        assertThat(claim(dead, "a")).doesNotExist();
    }

    @Test
    void makesAnewWhatOnlyTheDeadHaveUsed() throws IOException {
        make("a", dead);
        Files.writeString(shared("a"), "old");
        try (RandomAccessFile file = folder.create("a", 3, List.of()).file()) {
            assertThat(file.read()).isZero();
        }
        assertThat(claim(dead, "a")).doesNotExist();
    }

    @Test
    void doesNotTakeAFileForAClaim() throws IOException {
        make("block-a", own.path());
        make("a", own.path());
        folder.unlink("a");
        assertThat(shared("block-a")).exists();
        make("a", dead);
        assertThatThrownBy(() -> folder.attach("a")).isInstanceOf(NoSuchFileException.class);
        assertThat(shared("block-a")).exists();
    }

    /** Killed after the claim and before the file. */
    @Test
    void passesOverAClaimToNothing() throws IOException {
        Files.createFile(claim(dead, "a"));
        assertThatThrownBy(() -> folder.attach("a")).isInstanceOf(NoSuchFileException.class);
        folder.create("a", 1, List.of()).file().close();
        assertThat(shared("a")).exists();
        assertThat(claim(dead, "a")).doesNotExist();
    }

    /** Killed after the file and before its claims were removed, or between two steps of a removal. */
    @Test
    void sweepsWhatNobodyClaims() throws IOException {
        make("a", dead);
        make("b", own.path());
        Files.createFile(shared("c"));
        RunDirectory.deleteIfOwnerIsDead(dead);
        assertThat(dead).doesNotExist();
        assertThat(shared("a")).doesNotExist();
        assertThat(shared("c")).exists();
        folder.sweep();
        assertThat(shared("c")).doesNotExist();
        assertThat(shared("b")).exists();
    }

    /** Killed with the lock, before there was a file or after the last one was removed. */
    @Test
    void removesAnEmptyFolder() throws IOException {
        leaveEmptyFolder();
        folder.sweep();
        assertThat(home.resolve("shared")).doesNotExist();
        leaveEmptyFolder();
        own.delete();
        assertThat(home.resolve("shared")).exists();
        RunDirectory.deleteIfOwnerIsDead(dead);
        assertThat(home).doesNotExist();
    }

    private void leaveEmptyFolder() throws IOException {
        PrivateDirectory.newFile(PrivateDirectory.of(home.resolve("shared")).resolve(".lock"));
    }

    @Test
    void removesAFileWithItsLastClaim() throws IOException {
        make("a", own.path());
        Path other = Files.createDirectory(home.resolve(RunDirectory.identityOf(1)));
        Files.createFile(claim(other, "a"));
        Object key = attachedKey("a");
        folder.release("a", key);
        assertThat(shared("a")).exists();
        assertThat(attachedKey("a")).isEqualTo(key);
        Files.delete(claim(other, "a"));
        folder.release("a", key);
        assertThat(shared("a")).doesNotExist();
        folder.release("a", key);
        Files.delete(other);
    }

    @Test
    void keepsTheClaimToALaterFileOfTheSameName() throws IOException {
        make("a", own.path());
        try (RandomAccessFile before = new RandomAccessFile(shared("a").toFile(), "r")) {
            Object key = attachedKey("a");
            folder.unlink("a");
            make("a", own.path());
            folder.release("a", key);
            assertThat(before.length()).isEqualTo(10); // in use, so that its key is not another's
            assertThat(shared("a")).exists();
            folder.release("a", attachedKey("a"));
            assertThat(shared("a")).doesNotExist();
        }
    }

    @Test
    void removesWithItsDirectoryWhatAProcessHasClaimed() throws IOException {
        make("a", own.path());
        own.delete();
        assertThat(shared("a")).doesNotExist();
    }

    @Test
    void letsAncestorsClaimWhatIsMade() throws IOException {
        Path parent = Files.createDirectory(home.resolve(RunDirectory.identityOf(1)));
        folder.create("a", 1, List.of(1L, 2L)).file().close();
        assertThat(claim(parent, "a")).exists();
        folder.release("a", attachedKey("a"));
        assertThat(shared("a")).exists();
        folder.unlink("a");
        assertThat(claim(parent, "a")).doesNotExist();
        Files.delete(parent);
    }

    @Test
    void leavesNothingWhenThereIsNotSoMuchSpace() {
        assertThatThrownBy(() -> folder.create("a", Long.MAX_VALUE, List.of()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("not enough space");
        assertThat(shared("a")).doesNotExist();
        assertThat(claim(own.path(), "a")).doesNotExist();
    }

    /** Processes that do everything with the same few names, killed at any point. */
    @Test
    void outlivesKillsAtAnyPoint() throws Exception {
        Random random = new Random();
        int kills = Integer.getInteger("multiproc.test.kills", 6);
        ChildJvm user = ChildJvm.of(FolderUser.class).jvmOptions("-Dmultiproc.dir=" + base, "-XX:TieredStopAtLevel=1");
        List<ChildJvm.Running> running = new ArrayList<>();
        try {
            for (int i = 0; i < 2; i++) {
                running.add(user.start());
            }
            for (int i = 0; i < kills; i++) {
                ChildJvm.Running victim = running.remove(0);
                running.add(user.start());
                victim.awaitOutput("working", LONG);
                long pauseMicros = random.nextInt(50_000);
                victim.process().waitFor(pauseMicros, TimeUnit.MICROSECONDS);
                assertThat(victim.process().isAlive()).as(victim.output()).isTrue();
                victim.process().destroyForcibly().waitFor();
                victim.close();
                folder.create("mine", 10, List.of()).file().close();
                folder.attach("mine").file().close();
                folder.unlink("mine");
            }
        } finally {
            for (ChildJvm.Running each : running) {
                each.process().destroyForcibly().waitFor();
                each.close();
            }
        }
        ChildJvm.Result last = ChildJvm.of(FolderUser.class, "once")
                .jvmOptions("-Dmultiproc.dir=" + base)
                .run(LONG);
        assertThat(last.exitCode()).as(last.output()).isZero();
        try (Stream<Path> left = Files.list(home)) {
            assertThat(left).containsExactly(own.path());
        }
    }

    /** Makes, finds and removes files for ever, or once. */
    static final class FolderUser {

        private FolderUser() {}

        public static void main(String[] arguments) throws Exception {
            SharedFolder folder = SharedFolder.local();
            Random random = new Random();
            if (arguments.length > 0) {
                RunDirectory.deleteLocal();
                return;
            }
            System.out.println("working");
            while (true) {
                String name = "name-" + random.nextInt(3);
                try {
                    switch (random.nextInt(4)) {
                        case 0 -> folder.create(name, 100, List.of()).file().close();
                        case 1 -> folder.attach(name).file().close();
                        case 2 -> {
                            SharedFolder.Attachment attachment = folder.attach(name);
                            attachment.file().close();
                            folder.release(name, attachment.key());
                        }
                        default -> folder.unlink(name);
                    }
                } catch (FileAlreadyExistsException | NoSuchFileException e) {
                    continue; // another was quicker
                }
            }
        }
    }

    private void make(String name, Path claimant) throws IOException {
        folder.create(name, 10, List.of()).file().close();
        if (!claimant.equals(own.path())) {
            Files.createFile(claim(claimant, name));
            Files.delete(claim(own.path(), name));
        }
    }

    private @Nullable Object attachedKey(String name) throws IOException {
        SharedFolder.Attachment attachment = folder.attach(name);
        attachment.file().close();
        return attachment.key();
    }

    private Path shared(String name) {
        return home.resolve("shared").resolve(name);
    }

    private static Path claim(Path directory, String name) {
        return directory.resolve("block-" + name);
    }
}
