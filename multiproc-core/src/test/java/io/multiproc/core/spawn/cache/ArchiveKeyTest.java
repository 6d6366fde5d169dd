package io.multiproc.core.spawn.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
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

    /** Through another one, which names the first again. */
    @Test
    void changesWithAJarThatAManifestNames() throws Exception {
        jar = jarThatNames("named.jar missing.jar", "naming.jar");
        jarThatNames("naming.jar lib/deep.jar", "named.jar");
        Path deep = Files.createDirectory(folder.resolve("lib")).resolve("deep.jar");
        Files.writeString(deep, "content");
        String before = key("-Xmx1g", null);
        assertThat(key("-Xmx1g", null)).isEqualTo(before);

        Files.writeString(deep, "more content");
        String changed = key("-Xmx1g", null);
        assertThat(changed).isNotEqualTo(before);

        Files.writeString(folder.resolve("missing.jar"), "there now");
        assertThat(key("-Xmx1g", null)).isNotEqualTo(changed);
    }

    @Test
    void doesNotDependOnWhatLiesInAFolderThatAManifestNames() throws Exception {
        jar = jarThatNames("lib/ http://example.invalid/a.jar", "naming.jar");
        Path lib = Files.createDirectory(folder.resolve("lib"));
        String before = key("-Xmx1g", null);
        Files.writeString(lib.resolve("new.txt"), "new");
        Files.setLastModifiedTime(lib, FileTime.fromMillis(1_000_000));
        assertThat(key("-Xmx1g", null)).isEqualTo(before);
    }

    private Path jarThatNames(String others, String name) throws Exception {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, others);
        Path file = folder.resolve(name);
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(file), manifest)) {
            out.finish();
        }
        return file;
    }

    private String key(String option, @Nullable String module) {
        return ArchiveKey.of(new JvmSetup(List.of(option), jar.toString(), null, module));
    }
}
