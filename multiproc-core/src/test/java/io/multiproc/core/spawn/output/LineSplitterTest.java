package io.multiproc.core.spawn.output;

import static org.assertj.core.api.Assertions.assertThat;

import io.multiproc.process.ProcessOutput;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineSplitterTest {

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final PrintStream stream = new PrintStream(printed, false, StandardCharsets.UTF_8);

    private LineSplitter splitter(Charset encoding) {
        return new LineSplitter(encoding, new LinePrinter(() -> stream, "> ", line -> {}));
    }

    private String printed() {
        return printed.toString(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16BE", "Shift_JIS"})
    void charactersThatComeInPiecesStayWhole(String encoding) {
        Charset charset = Charset.forName(encoding);
        String text = "漢字\nかな\n\nlast";
        LineSplitter splitter = splitter(charset);
        for (byte one : text.getBytes(charset)) {
            splitter.feed(ByteBuffer.wrap(new byte[] {one}));
        }
        assertThat(printed()).isEqualTo("> 漢字\n> かな\n> \n");
        splitter.end();
        assertThat(printed()).isEqualTo("> 漢字\n> かな\n> \n> last\n");
    }

    @Test
    void cutsDoNotDivideACharacter() {
        LineSplitter splitter = splitter(StandardCharsets.UTF_8);
        String text = "x".repeat(ProcessOutput.LONGEST_LINE_CHARS - 1) + "\uD83D\uDE00" + "y";
        splitter.feed(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
        splitter.end();

        assertThat(printed())
                .isEqualTo("> " + "x".repeat(ProcessOutput.LONGEST_LINE_CHARS - 1) + "\n> \uD83D\uDE00y\n");
    }

    @Test
    void aLineOfTheGreatestLengthIsNotCut() {
        LineSplitter splitter = splitter(StandardCharsets.US_ASCII);
        String line = "x".repeat(ProcessOutput.LONGEST_LINE_CHARS);
        splitter.feed(ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.US_ASCII)));

        assertThat(printed()).isEqualTo("> " + line + "\n");
    }

    @Test
    void whatIsNoTextIsReplaced() {
        LineSplitter splitter = splitter(StandardCharsets.UTF_8);
        splitter.feed(ByteBuffer.wrap(new byte[] {'a', (byte) 0xFF, '\n', (byte) 0xE2, (byte) 0x82}));
        splitter.end();

        assertThat(printed()).isEqualTo("> a\uFFFD\n> \uFFFD\n");
    }

    @Test
    void goesOnAfterAnEnd() {
        LineSplitter splitter = splitter(StandardCharsets.UTF_8);
        splitter.end();
        splitter.feed(ByteBuffer.wrap(new byte[] {'a'}));
        splitter.end();
        splitter.feed(ByteBuffer.wrap(new byte[] {'b', '\n'}));
        splitter.end();

        assertThat(printed()).isEqualTo("> a\n> b\n");
    }

    @Test
    void anyPiecesGiveTheSameLines() {
        Random random = new Random(42);
        for (int round = 0; round < 200; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(20_000); i > 0; i--) {
                text.appendCodePoint(random.nextInt(20) == 0 ? '\n' : 0x20 + random.nextInt(0xD000));
            }
            text.append('\n');
            byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
            printed.reset();
            LineSplitter splitter = splitter(StandardCharsets.UTF_8);
            for (int from = 0; from < bytes.length; ) {
                int count = Math.min(bytes.length - from, 1 + random.nextInt(9_000));
                splitter.feed(ByteBuffer.wrap(bytes, from, count));
                from += count;
            }
            assertThat(printed()).isEqualTo(("> " + text.toString().replace("\n", "\n> ")).replaceAll("> $", ""));
        }
    }
}
