package io.multiproc.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ProgressLineTest {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    private String show(int columns, int total) {
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        try (ProgressLine line = new Display(out, columns).progress("thumbnails", total)) {
            IntStream.range(0, total).forEach(i -> line.step());
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void printsALineForEachTenthWhereThereIsNoTerminal() {
        String shown = show(0, 280);
        assertThat(shown.lines())
                .hasSize(10)
                .startsWith("thumbnails: 28 of 280 (10 %)", "thumbnails: 56 of 280 (20 %)")
                .endsWith("thumbnails: 252 of 280 (90 %)", "thumbnails: 280 of 280 (100 %)");
        assertThat(shown).doesNotContain("\r").endsWith("\n");
    }

    @Test
    void printsALineForEachStepOfAShortJob() {
        assertThat(show(0, 3).lines())
                .containsExactly(
                        "thumbnails: 1 of 3 (33 %)", "thumbnails: 2 of 3 (66 %)", "thumbnails: 3 of 3 (100 %)");
    }

    @Test
    void redrawsOneLineInATerminal() {
        String shown = show(72, 280);
        assertThat(shown.lines().filter(line -> !line.isEmpty()))
                .last()
                .asString()
                .matches("thumbnails 100% \\[=+\\] 280/280 \\(.*\\) *");
        assertThat(shown).contains("\rthumbnails").containsOnlyOnce("\n").endsWith("\n");
    }

    @Test
    void leavesTheLastColumnOfTheTerminalFree() {
        assertThat(Arrays.stream(show(72, 280).split("\\r|\\n"))).allMatch(line -> line.length() <= 71);
    }
}
