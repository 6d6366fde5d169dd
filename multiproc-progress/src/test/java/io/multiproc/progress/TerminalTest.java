package io.multiproc.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TerminalTest {

    private static final Map<String, String> USUAL = Map.of("TERM", "xterm-256color");

    @TempDir
    private Path folder;

    /** As the kernel shows an open descriptor. */
    private Path descriptorOf(String target) throws IOException {
        return Files.createSymbolicLink(folder.resolve("2"), Path.of(target));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/dev/pts/7", "/dev/tty1", "/dev/ttyS0", "/dev/console"})
    void aTerminalHasAWidth(String device) throws IOException {
        assertThat(Terminal.columns(descriptorOf(device), USUAL)).isPositive();
    }

    @ParameterizedTest
    @ValueSource(strings = {"pipe:[4711]", "socket:[4711]", "/dev/null", "/tmp/log.txt", "/dev/ptsx/7"})
    void anythingElseIsNone(String target) throws IOException {
        assertThat(Terminal.columns(descriptorOf(target), USUAL)).isZero();
    }

    @Test
    void noDescriptorIsNoTerminal() {
        assertThat(Terminal.columns(folder.resolve("missing"), USUAL)).isZero();
    }

    @Test
    void buildsAndDumbTerminalsGetPlainLines() throws IOException {
        Path terminal = descriptorOf("/dev/pts/7");
        assertThat(Terminal.columns(terminal, Map.of("TERM", "dumb"))).isZero();
        assertThat(Terminal.columns(terminal, Map.of())).isZero();
        assertThat(Terminal.columns(terminal, Map.of("TERM", "xterm", "CI", "true")))
                .isZero();
    }

    @ParameterizedTest
    @CsvSource({"24 132,132", "'50 80\n',80", "0 0,80", "'',80", "what is that,80", "24 -3,80"})
    void theWidthIsTheSecondNumberOrTheUsualOne(String said, int columns) {
        assertThat(Terminal.width(said)).isEqualTo(columns);
    }
}
