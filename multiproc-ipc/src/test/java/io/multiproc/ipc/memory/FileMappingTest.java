package io.multiproc.ipc.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileMappingTest {

    @TempDir
    Path folder;

    @Test
    void whatIsWrittenIsReadThroughAnotherMapping() throws Exception {
        ByteBuffer made = FileMapping.create(folder.resolve("file"), 16, true);
        made.putLong(8, 42);
        ByteBuffer other = FileMapping.of(folder.resolve("file"));
        assertThat(other.capacity()).isEqualTo(16);
        assertThat(other.getLong(8)).isEqualTo(42);
    }

    @Test
    void whatCannotBeMadeLeavesNoFile() {
        assertThatThrownBy(() -> FileMapping.create(folder.resolve("file"), 1L << 31, true))
                .isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> FileMapping.create(folder.resolve("file"), 1L << 31, false))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void whatIsThereIsKept() throws Exception {
        ByteBuffer made = FileMapping.create(folder.resolve("file"), 16, false);
        made.putLong(0, 7);
        assertThatThrownBy(() -> FileMapping.create(folder.resolve("file"), 8, true))
                .isInstanceOf(FileAlreadyExistsException.class);
        assertThat(FileMapping.of(folder.resolve("file")).getLong(0)).isEqualTo(7);
    }
}
