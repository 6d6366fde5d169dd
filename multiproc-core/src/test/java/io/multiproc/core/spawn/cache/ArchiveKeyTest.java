package io.multiproc.core.spawn.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveKeyTest {

    @TempDir
    Path folder;

    private Path jar;

    @BeforeEach
    void makeJar() throws Exception {
        jar = Files.writeString(folder.resolve("a.jar"), "content");
    }

    @Test
    void isTheSameForTheSame() {
        assertThat(key("-Xmx1g", null)).isEqualTo(key("-Xmx1g", null)).matches("[0-9a-f]{32}");
    }

    @Test
    void doesNotDependOnTheWorkingDirectory() throws Exception {
        String before = key("-Xmx1g", null);
        Path visible = Files.createTempFile(Path.of(""), "class-cache", ".tmp"); // changes the directory's time
        Files.delete(visible);
        assertThat(key("-Xmx1g", null)).isEqualTo(before);
    }

    @Test
    void changesWithOptionsAndModules() {
        assertThat(key("-Xmx1g", null)).isNotEqualTo(key("-Xmx2g", null)).isNotEqualTo(key("-Xmx1g", "module"));
    }

    @Test
    void changesWithTheTimeOfAJar() throws Exception {
        String before = key("-Xmx1g", null);
        Files.setLastModifiedTime(jar, FileTime.fromMillis(1_000_000));
        assertThat(key("-Xmx1g", null)).isNotEqualTo(before);
    }

    @Test
    void changesWithTheSizeOfAJar() throws Exception {
        FileTime time = Files.getLastModifiedTime(jar);
        String before = key("-Xmx1g", null);
        Files.writeString(jar, "more content");
        Files.setLastModifiedTime(jar, time);
        assertThat(key("-Xmx1g", null)).isNotEqualTo(before);
    }

    private String key(String option, @Nullable String module) {
        return ArchiveKey.of(new JvmSetup(List.of(option), jar.toString(), null, module));
    }
}
