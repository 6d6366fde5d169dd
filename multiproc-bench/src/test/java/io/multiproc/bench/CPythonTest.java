package io.multiproc.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CPythonTest {

    private static final Path SCRIPT = Path.of("src/main/python/cpython_side.py");

    @TempDir
    Path folder;

    @Test
    void isAbsentWithoutTheScript() {
        try (CPython cpython = CPython.start("python3", folder.resolve("none.py"))) {
            assertThat(cpython.description()).isEqualTo("absent: no script none.py in " + folder);
            assertThat(cpython.side("pool.apply")).isNull();
        }
    }

    @Test
    void isAbsentWithoutTheInterpreter() {
        try (CPython cpython = CPython.start("no-such-python", SCRIPT)) {
            assertThat(cpython.description()).isEqualTo("absent: no no-such-python on this machine");
            assertThat(cpython.side("pool.apply")).isNull();
        }
    }

    @Test
    void isAbsentIfTheInterpreterIsSomethingElse() {
        try (CPython cpython = CPython.start("true", SCRIPT)) {
            assertThat(cpython.description()).startsWith("absent: true does not run the script: ");
        }
    }

    @Test
    void measuresOrIsAbsent() throws IOException {
        try (CPython cpython = CPython.start("python3", SCRIPT)) {
            Side side = cpython.side("process.start.fork");
            if (side == null) {
                assertThat(cpython.description()).startsWith("absent: ");
                return;
            }
            assertThat(cpython.description()).contains("3.").contains("default start method");
            assertThat(cpython.side("no.such.id")).isNull();
            assertMeasures(side);
        } catch (Exception e) {
            throw new IOException("CPython's side failed", e);
        }
    }

    @Test
    void tellsWhatFailedOnTheOtherSide() throws IOException {
        Path script = Files.writeString(folder.resolve("failing.py"), """
                hello = '{"id": "hello", "version": "3", "implementation": "P", "startMethod": "fork", "ids": ["x"]}'
                input(); print(hello, flush=True)
                input(); print('{"id": "x", "error": "OSError: no"}', flush=True)
                """);
        try (CPython cpython = CPython.start("python3", script)) {
            Side side = cpython.side("x");
            if (side != null) {
                assertThatThrownBy(side::sample)
                        .isInstanceOf(IOException.class)
                        .hasMessage("CPython could not measure x: OSError: no");
            }
        }
    }

    private static void assertMeasures(Side side) throws Exception {
        assertThat(side.sample()).isPositive();
        assertThat(side.sample()).isPositive();
        side.close();
    }
}
