package io.multiproc.ipc.rundir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunDirectoryTest {

    /** No process has this number: Linux gives at most 2^22. */
    private static final long NO_PID = 999_999_999;

    @TempDir
    Path base;

    private String before = "";
    private Path parent = Path.of("");

    @BeforeEach
    void chooseBase() {
        before = System.getProperty("multiproc.dir", "");
        System.setProperty("multiproc.dir", base.toString());
        parent = base.resolve("multiproc-" + System.getProperty("user.name"));
    }

    @AfterEach
    void restoreBase() {
        if (before.isEmpty()) {
            System.clearProperty("multiproc.dir");
        } else {
            System.setProperty("multiproc.dir", before);
        }
    }

    @Nested
    class Create {

        @Test
        void makesADirectoryThatOnlyThisUserMayEnter() throws IOException {
            RunDirectory directory = RunDirectory.create();
            assertThat(directory.path()).isDirectory().hasParent(parent);
            assertThat(directory.path().getFileName().toString())
                    .startsWith(ProcessHandle.current().pid() + "-");
            assertThat(permissions(directory.path())).isEqualTo("rwx------");
            assertThat(permissions(parent)).isEqualTo("rwx------");
        }

        @Test
        void sweepsWhatADeadProcessLeft() throws IOException {
            Path left = leftBy(NO_PID, 1, ownNamespace());
            Files.createDirectory(left.resolve("below"));
            Files.createFile(left.resolve("below").resolve("file"));
            RunDirectory.create();
            assertThat(left).doesNotExist();
        }

        @Test
        void sweepsWhatAnEarlierProcessOfALivingProcessesNumberLeft() throws IOException {
            ProcessIdentity self = ProcessIdentity.current();
            Path left = leftBy(self.pid(), self.start() - 1, ownNamespace());
            RunDirectory.create();
            assertThat(left).doesNotExist();
        }

        @Test
        void leavesWhatBelongsToALivingProcess() throws IOException {
            RunDirectory own = RunDirectory.create();
            Path file = Files.createFile(own.path().resolve("file"));
            RunDirectory.create();
            assertThat(file).exists();
        }

        @Test
        void leavesWhatBelongsToAnotherPidNamespace() throws IOException {
            Path left = leftBy(NO_PID, 1, "1");
            RunDirectory.create();
            assertThat(left).exists();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"notes", "1-2", "x-1-", "1-2-3-4", "99999999999999999999-1-", "1-99999999999999999999-"})
        void leavesWhatHasAForeignName(String name) throws IOException {
            RunDirectory.create();
            String withNamespace = name.endsWith("-") ? name + ownNamespace() : name;
            Path foreign = Files.createDirectory(parent.resolve(withNamespace));
            RunDirectory.create();
            assertThat(foreign).exists();
        }

        @Test
        void refusesAParentThatOthersMayEnter() throws IOException {
            Files.createDirectory(
                    parent, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            Files.setPosixFilePermissions(parent, PosixFilePermissions.fromString("rwxr-xr-x"));
            assertThatThrownBy(RunDirectory::create)
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageStartingWith("cannot create the run directory: base=" + base + ": " + parent
                            + " is not private to this user: uid=")
                    .hasMessageContaining("permissions=rwxr-xr-x (remove it)")
                    .hasMessageEndingWith("(choose another with -Dmultiproc.dir=DIR)");
        }

        @Test
        void refusesAParentThatIsALink() throws IOException {
            Files.createSymbolicLink(parent, Files.createDirectory(base.resolve("elsewhere")));
            assertThatThrownBy(RunDirectory::create)
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageStartingWith("cannot create the run directory: base=" + base);
            assertThat(base.resolve("elsewhere")).isEmptyDirectory();
        }

        @Test
        void refusesABaseThatDoesNotExist() {
            System.setProperty("multiproc.dir", base.resolve("none").toString());
            assertThatThrownBy(RunDirectory::create)
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageStartingWith("cannot create the run directory: base=" + base.resolve("none"))
                    .hasMessageEndingWith("(choose another with -Dmultiproc.dir=DIR)");
        }
    }

    @Nested
    class Delete {

        @Test
        void removesTheDirectoryWithAllItHolds() throws IOException {
            RunDirectory directory = RunDirectory.create();
            Files.createFile(
                    Files.createDirectory(directory.path().resolve("below")).resolve("file"));
            directory.delete();
            assertThat(directory.path()).doesNotExist();
            assertThat(parent).doesNotExist();
        }

        @Test
        void leavesTheDirectoriesOfOtherPrograms() throws IOException {
            RunDirectory directory = RunDirectory.create();
            Path other = Files.createDirectory(parent.resolve("other"));
            directory.delete();
            assertThat(directory.path()).doesNotExist();
            assertThat(other).exists();
        }

        @Test
        void doesNotFollowLinks() throws IOException {
            RunDirectory directory = RunDirectory.create();
            Path precious = Files.createFile(
                    Files.createDirectory(base.resolve("elsewhere")).resolve("precious"));
            Files.createSymbolicLink(directory.path().resolve("link"), base.resolve("elsewhere"));
            directory.delete();
            assertThat(directory.path()).doesNotExist();
            assertThat(precious).exists();
        }

        @Test
        void mayBeCalledTwice() {
            RunDirectory directory = RunDirectory.create();
            directory.delete();
            directory.delete();
            assertThat(directory.path()).doesNotExist();
        }
    }

    @Nested
    class DeleteIfOwnerIsDead {

        @Test
        void removesADeadOwnersDirectoryOnly() throws IOException {
            Path alive = RunDirectory.create().path();
            Path dead = leftBy(NO_PID, 1, namespaceOf(alive));
            RunDirectory.deleteIfOwnerIsDead(dead);
            RunDirectory.deleteIfOwnerIsDead(alive);
            RunDirectory.deleteIfOwnerIsDead(base.resolve("foreign"));
            assertThat(dead).doesNotExist();
            assertThat(alive).exists();
        }
    }

    private Path leftBy(long pid, long start, String namespace) throws IOException {
        if (!Files.exists(parent)) {
            RunDirectory.create();
        }
        return Files.createDirectory(parent.resolve(pid + "-" + start + "-" + namespace));
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private static String ownNamespace() {
        return namespaceOf(RunDirectory.create().path());
    }

    private static String namespaceOf(Path directory) {
        String name = directory.getFileName().toString();
        return name.substring(name.lastIndexOf('-') + 1);
    }
}
