package io.multiproc.core.spawn;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JavaExecutableTest {

    private static final Path OWN = Path.of(System.getProperty("java.home"), "bin", "java");

    @TempDir
    Path folder;

    @AfterEach
    void chooseOwn() {
        JavaExecutable.set(OWN);
    }

    @Test
    void isThisJvmsByWhateverNameItWasChosen() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("java"), OWN);
        JavaExecutable.set(link);
        assertThat(JavaExecutable.get()).isEqualTo(link);
        assertThat(JavaExecutable.isThisJvms())
                .as("or else children start without the archive of classes")
                .isTrue();
        assertThat(JavaExecutable.forChildren()).containsExactly("-Dmultiproc.executable=" + link);
    }

    @Test
    void isAnotherOnesIfItIsAnotherFile() throws Exception {
        Path other = Files.createFile(folder.resolve("java"));
        assertThat(other.toFile().setExecutable(true)).isTrue();
        JavaExecutable.set(other);
        assertThat(JavaExecutable.isThisJvms()).isFalse();
        Files.delete(other);
        assertThat(JavaExecutable.get()).as("told by the start that needs it").isEqualTo(other);
    }
}
