package io.multiproc.examples.progress;

import static org.assertj.core.api.Assertions.assertThat;

import io.multiproc.pool.PoolProgress;
import io.multiproc.pool.ProgressListener;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ProgressLineTest {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    private String show(int columns, int total) {
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        try (ProgressLine line = ProgressLine.on(out, columns, "thumbnails", total)) {
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
    void followsACallOfAPool() {
        assertThat(show(0, OptionalLong.of(30)).lines())
                .containsExactly(
                        "pages: 5 of 30 (16 %)",
                        "pages: 12 of 30 (40 %), 2 failed", "pages: 30 of 30 (100 %), 2 failed");
    }

    @Test
    void tellsWhatIsDoneWhileNobodyKnowsOfHowMany() {
        assertThat(show(0, OptionalLong.empty()).lines())
                .containsExactly("pages: 5 done", "pages: 12 done, 2 failed", "pages: 30 of 30 (100 %), 2 failed");
    }

    @Test
    void drawsABarForACallOfAPool() {
        assertThat(show(90, OptionalLong.empty()))
                .contains("\rpages")
                .contains("30/30")
                .contains("2 failed")
                .endsWith("\n");
    }

    private String show(int columns, OptionalLong total) {
        ProgressListener listener =
                ProgressBars.on(new PrintStream(bytes, true, StandardCharsets.UTF_8), columns, "pages");
        listener.progress(new PoolProgress(0, 0, total, false));
        listener.progress(new PoolProgress(5, 0, total, false));
        listener.progress(new PoolProgress(12, 2, total, false));
        listener.progress(new PoolProgress(30, 2, OptionalLong.of(30), true));
        return bytes.toString(StandardCharsets.UTF_8);
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
