package io.multiproc.core.spawn.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CacheFolderTest {

    @TempDir
    Path directory;

    private Path path;
    private CacheFolder folder;

    @BeforeEach
    void open() throws IOException {
        path = directory.resolve("caches/multiproc");
        folder = CacheFolder.open(path);
    }

    @Test
    void isCreatedPrivate() throws Exception {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                .isEqualTo("rwx------");
    }

    @Test
    void refusesAFolderThatOthersCanWriteTo() throws Exception {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxrwx---"));
        assertThatThrownBy(() -> CacheFolder.open(path))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is not private to this user")
                .hasMessageContaining("permissions=rwxrwx---");
    }

    @Test
    void refusesALink() throws Exception {
        Path link = Files.createSymbolicLink(directory.resolve("link"), path);
        try {
            assertThatThrownBy(() -> CacheFolder.open(link)).isInstanceOf(IOException.class);
        } finally {
            Files.delete(link);
        }
    }

    @Test
    void findsWhatWasPublished() throws Exception {
        Path archive = folder.publish("key", file("new", "archive"));
        assertThat(folder.find("key")).isEqualTo(archive).hasContent("archive");
        assertThat(folder.find("other")).isNull();
        assertThat(path.resolve("new")).doesNotExist();
    }

    @Test
    void doesNotFindWhatHasChanged() throws Exception {
        Path archive = folder.publish("key", file("new", "archive"));
        Files.writeString(archive, "archivE");
        assertThat(folder.find("key")).isNull();
        Files.writeString(archive, "arch");
        assertThat(folder.find("key")).isNull();
    }

    @Test
    void doesNotFindWhatOthersCouldHaveWritten() throws Exception {
        Path archive = folder.publish("key", file("new", "archive"));
        Files.setPosixFilePermissions(archive, PosixFilePermissions.fromString("rw-rw-r--"));
        assertThat(folder.find("key")).isNull();
        Files.setPosixFilePermissions(archive, PosixFilePermissions.fromString("rw-------"));
        assertThat(folder.find("key")).isEqualTo(archive);
    }

    @Test
    void doesNotFindALink() throws Exception {
        Path archive = folder.publish("key", file("new", "archive"));
        Path moved = Files.move(archive, directory.resolve("elsewhere"));
        Files.createSymbolicLink(archive, moved);
        try {
            assertThat(folder.find("key")).isNull();
        } finally {
            Files.delete(archive);
        }
    }

    @Test
    void keepsOneArchiveOfAKey() throws Exception {
        folder.fail("key", "reason");
        Path first = folder.publish("key", file("one", "archive 1"));
        assertThat(folder.hasFailed("key")).isFalse();
        assertThat(path.toFile().list()).hasSize(1);
        assertThat(folder.publish("key", file("two", "archive 2"))).isEqualTo(first);
        Files.writeString(first, "damaged");
        Path third = folder.publish("key", file("three", "archive 3"));
        assertThat(folder.find("key")).isEqualTo(third);
        assertThat(first).doesNotExist();
    }

    @Test
    void remembersWhatCannotBeMade() throws Exception {
        folder.fail("key", "reason");
        assertThat(folder.hasFailed("key")).isTrue();
        assertThat(folder.hasFailed("other")).isFalse();
        assertThat(path.resolve("key.failed")).hasContent("reason");
        Files.setLastModifiedTime(
                path.resolve("key.failed"), FileTime.from(Instant.now().minus(Duration.ofMinutes(61))));
        assertThat(folder.hasFailed("key")).as("to be tried again").isFalse();
    }

    @Test
    void removesThoseThatWereNotUsedForTheLongestTime() throws Exception {
        for (int i = 0; i < 8; i++) {
            Path archive = folder.publish("key" + i, file("new", "archive " + i));
            Files.setLastModifiedTime(archive, FileTime.fromMillis(1_000_000 + i));
        }
        assertThat(folder.find("key0")).isNotNull(); // that is a use
        folder.publish("last", file("new", "archive"));
        assertThat(path.toFile().list()).hasSize(8);
        assertThat(folder.find("key0")).isNotNull();
        assertThat(folder.find("key1")).isNull();
    }

    @Test
    void removesWhatDeadTrainingsLeft() throws Exception {
        Path work = Files.createDirectory(path.resolve("999999999-1-" + pidNamespace()));
        Files.writeString(work.resolve("classes"), "text");
        assertThat(folder.isBusy()).isFalse();
        assertThat(folder.hasOlder(path.resolve("999999999-2"))).isFalse();
        assertThat(work).as("a question removes nothing").exists();
        folder.removeLeftovers();
        assertThat(work).doesNotExist();
        assertThat(path).exists();
    }

    private static String pidNamespace() throws IOException {
        return Files.readSymbolicLink(Path.of("/proc/self/ns/pid")).toString().replaceAll("\\D", "");
    }

    private Path file(String name, String content) throws IOException {
        return Files.writeString(path.resolve(name), content);
    }
}
