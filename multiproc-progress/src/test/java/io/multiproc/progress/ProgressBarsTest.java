package io.multiproc.progress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multiproc.pool.PoolProgress;
import io.multiproc.pool.ProgressListener;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ProgressBarsTest {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    private String shown() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /** A call that does one item after the other. */
    private String stepByStep(ProgressListener listener, long total) {
        LongStream.rangeClosed(0, total)
                .forEach(done -> listener.progress(new PoolProgress(done, 0, OptionalLong.of(total), false)));
        listener.progress(new PoolProgress(total, 0, OptionalLong.of(total), true));
        return shown();
    }

    /** A call that does several at a time, of which two fail. */
    private String inLeaps(ProgressListener listener, OptionalLong total) {
        listener.progress(new PoolProgress(0, 0, total, false));
        listener.progress(new PoolProgress(5, 0, total, false));
        listener.progress(new PoolProgress(12, 2, total, false));
        listener.progress(new PoolProgress(30, 2, OptionalLong.of(30), true));
        return shown();
    }

    @Test
    void linesAreOneForEachTenth() {
        String shown = stepByStep(ProgressBars.lines(out, "thumbnails"), 280);
        assertThat(shown.lines())
                .hasSize(10)
                .startsWith("thumbnails: 28 of 280 (10 %)", "thumbnails: 56 of 280 (20 %)")
                .endsWith("thumbnails: 252 of 280 (90 %)", "thumbnails: 280 of 280 (100 %)");
        assertThat(shown).doesNotContain("\r").endsWith("\n");
    }

    @Test
    void linesAreOneForEachStepOfAShortJob() {
        assertThat(stepByStep(ProgressBars.lines(out, "thumbnails"), 3).lines())
                .containsExactly(
                        "thumbnails: 1 of 3 (33 %)", "thumbnails: 2 of 3 (66 %)", "thumbnails: 3 of 3 (100 %)");
    }

    @Test
    void linesTellOfFailures() {
        assertThat(inLeaps(ProgressBars.lines(out, "pages"), OptionalLong.of(30))
                        .lines())
                .containsExactly(
                        "pages: 5 of 30 (16 %)",
                        "pages: 12 of 30 (40 %), 2 failed", "pages: 30 of 30 (100 %), 2 failed");
    }

    @Test
    void linesTellWhatIsDoneWhileNobodyKnowsOfHowMany() {
        assertThat(inLeaps(ProgressBars.lines(out, "pages"), OptionalLong.empty())
                        .lines())
                .containsExactly("pages: 5 done", "pages: 12 done, 2 failed", "pages: 30 of 30 (100 %), 2 failed");
    }

    @Test
    void aBarTellsOfFailuresAndLearnsTheTotalAtTheEnd() {
        assertThat(inLeaps(ProgressBars.bar(out, 90, "pages"), OptionalLong.empty()))
                .contains("\rpages")
                .contains("30/30")
                .contains("2 failed")
                .endsWith("\n");
    }

    @Test
    void aBarIsOneLineThatIsDrawnAgain() {
        String shown = stepByStep(ProgressBars.bar(out, 72, "thumbnails"), 280);
        assertThat(shown.lines().filter(line -> !line.isEmpty()))
                .last()
                .asString()
                .matches("thumbnails 100% \\[=+\\] 280/280 \\(.*\\) *");
        assertThat(shown).contains("\rthumbnails").containsOnlyOnce("\n").endsWith("\n");
    }

    @Test
    void aBarLeavesTheLastColumnOfTheTerminalFree() {
        String shown = stepByStep(ProgressBars.bar(out, 72, "thumbnails"), 280);
        assertThat(Arrays.stream(shown.split("\\r|\\n"))).allMatch(line -> line.length() <= 71);
    }

    @Test
    void oneListenerShowsCallAfterCall() {
        ProgressListener listener = ProgressBars.lines(out, "pages");
        stepByStep(listener, 1);
        stepByStep(listener, 2);
        assertThat(shown().lines())
                .containsExactly("pages: 1 of 1 (100 %)", "pages: 1 of 2 (50 %)", "pages: 2 of 2 (100 %)");
    }

    @Test
    void aCallWithoutItemsShowsNothingInLines() {
        assertThat(stepByStep(ProgressBars.lines(out, "pages"), 0)).isEmpty();
    }

    @Test
    void aBarNeedsAWidth() {
        assertThatThrownBy(() -> ProgressBars.bar(out, 0, "pages"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("columns must be > 0: columns=0 (use lines without a terminal)");
    }
}
