package io.multiproc.examples.pictures;

import static org.assertj.core.api.Assertions.assertThat;

import io.multiproc.testkit.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScratchFolderTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    @TempDir
    Path parent;

    @Test
    void isRemovedWithAllThatIsInIt() throws IOException {
        try (ScratchFolder folder = ScratchFolder.create(parent)) {
            Files.createFile(
                    Files.createDirectory(folder.path().resolve("inner")).resolve("file"));
            assertThat(folder.path()).isDirectory();
        }
        assertThat(parent).isEmptyDirectory();
    }

    @Test
    void isRemovedWhenTheProcessIsAskedToEnd() throws Exception {
        try (ChildJvm.Running owner = owner()) {
            owner.process().destroy();
            owner.await(LONG);
            assertThat(parent).isEmptyDirectory();
        }
    }

    @Test
    void isRemovedByTheNextWhenTheProcessWasKilled() throws Exception {
        try (ChildJvm.Running owner = owner()) {
            assertThat(owner.process().destroyForcibly().waitFor(10, TimeUnit.SECONDS))
                    .isTrue();
            assertThat(parent).isNotEmptyDirectory();
            ScratchFolder.create(parent).close();
            assertThat(parent).isEmptyDirectory();
        }
    }

    @Test
    void isLeftAloneByTheNextWhileItsProcessRuns() throws Exception {
        try (ChildJvm.Running owner = owner()) {
            ScratchFolder.create(parent).close();
            assertThat(parent).isNotEmptyDirectory();
            assertThat(owner.process().isAlive()).isTrue();
        }
    }

    @Test
    void isNotMistakenForThatOfALaterProcessWithTheSameId() throws IOException {
        long pid = ProcessHandle.current().pid();
        Path left = Files.createDirectory(parent.resolve("multiproc-demo-" + pid + "-1000000-x"));
        ScratchFolder.create(parent).close();
        assertThat(left).doesNotExist();
    }

    private ChildJvm.Running owner() throws IOException {
        ChildJvm.Running owner = ChildJvm.of(Owner.class, parent.toString()).start();
        owner.awaitOutput("ready", LONG);
        return owner;
    }

    /** Creates a folder and waits. */
    static final class Owner {

        public static void main(String[] args) throws Exception {
            Files.createFile(ScratchFolder.create(Path.of(args[0])).path().resolve("file"));
            System.out.println("ready");
            new CountDownLatch(1).await();
        }
    }
}
