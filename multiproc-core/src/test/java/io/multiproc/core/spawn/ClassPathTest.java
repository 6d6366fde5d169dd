package io.multiproc.core.spawn;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClassPathTest {

    @TempDir
    Path directory;

    @Test
    void isThatOfThisJvm() {
        assertThat(ClassPath.current()).contains("multiproc-core");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "classes", "/a.jar:/b.jar", "/nonexistent.jar", "/tmp", "lib/*"})
    void staysAsItIs(String classPath) {
        assertThat(ClassPath.resolve(classPath)).isEqualTo(classPath);
    }

    @Test
    void ofAJarWithClassesStaysAsItIs() throws IOException {
        Path jar = jar("app.jar", "other.jar", "com/acme/Main.class");
        assertThat(ClassPath.resolve(jar.toString())).isEqualTo(jar.toString());
    }

    @Test
    void ofAJarWithoutClassPathStaysAsItIs() throws IOException {
        Path jar = jar("app.jar", null);
        assertThat(ClassPath.resolve(jar.toString())).isEqualTo(jar.toString());
    }

    @Test
    void ofAFileThatIsNoJarStaysAsItIs() throws IOException {
        Path jar = Files.writeString(directory.resolve("app.jar"), "no jar");
        assertThat(ClassPath.resolve(jar.toString())).isEqualTo(jar.toString());
    }

    @Test
    void ofAManifestOnlyJarIsWhatItNames() throws IOException {
        Path jar = jar(
                "app.jar",
                "file:/opt/lib/a.jar file:///opt/with%20space/ lib/b.jar ../c.jar lib/%C3%A4/",
                "META-INF/LICENSE");
        assertThat(ClassPath.resolve(jar.toString()))
                .isEqualTo(String.join(
                        File.pathSeparator,
                        "/opt/lib/a.jar",
                        "/opt/with space",
                        directory.resolve("lib/b.jar").toString(),
                        directory.resolveSibling("c.jar").toString(),
                        directory.resolve("lib/ä").toString()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"lib/[a].jar", "lib/{b}.jar", "lib/^.jar", "lib/100%.jar", "lib/a#b.jar"})
    void ofAManifestOnlyJarThatNamesWhatIsNoUriStaysAsItIs(String element) throws IOException {
        Path jar = jar("app.jar", "lib/a.jar " + element);
        assertThat(ClassPath.resolve(jar.toString())).isEqualTo(jar.toString());
    }

    private Path jar(String name, String classPath, String... entries) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        if (classPath != null) {
            manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, classPath);
        }
        Path jar = directory.resolve(name);
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file, manifest)) {
            for (String entry : entries) {
                out.putNextEntry(new JarEntry(entry));
                out.closeEntry();
            }
        }
        return jar;
    }
}
