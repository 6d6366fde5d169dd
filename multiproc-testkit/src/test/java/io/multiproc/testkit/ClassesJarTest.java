package io.multiproc.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SameWithoutNative
class ClassesJarTest {

    @TempDir
    Path folder;

    private Path classes;

    @BeforeEach
    void makeADirectory() throws IOException {
        classes = folder.resolve("module/target/classes");
        Files.createDirectories(classes.resolve("a/b"));
        Files.writeString(classes.resolve("a/b/C.class"), "class C");
        Files.writeString(classes.resolve("top.txt"), "top");
    }

    @Test
    void holdsAllFiles() throws Exception {
        Path jar = ClassesJar.of(classes);

        assertThat(jar.getParent()).isEqualTo(folder.resolve("module/target/class-jars"));
        assertThat(jar.getFileName().toString()).startsWith("module-classes-").endsWith(".jar");
        try (JarFile file = new JarFile(jar.toFile())) {
            assertThat(Collections.list(file.entries()).stream().map(ZipEntry::getName))
                    .containsExactly("a/b/C.class", "top.txt");
            assertThat(file.getInputStream(file.getEntry("a/b/C.class"))).hasContent("class C");
        }
    }

    @Test
    void isMadeOnceUntilAFileChanges() throws Exception {
        Path jar = ClassesJar.of(classes);
        assertThat(ClassesJar.of(classes)).isEqualTo(jar);

        Files.writeString(classes.resolve("top.txt"), "changed");

        assertThat(ClassesJar.of(classes)).isNotEqualTo(jar);
        try (var files = Files.list(jar.getParent())) {
            assertThat(files).hasSize(2);
        }
    }
}
