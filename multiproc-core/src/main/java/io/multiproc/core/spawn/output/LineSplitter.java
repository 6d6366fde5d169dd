package io.multiproc.core.spawn.output;

import io.multiproc.process.ProcessOutput;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;

/**
 * Makes lines of bytes as they come. Not thread-safe.
 *
 * <p>Its memory is bounded: a line longer than {@link ProcessOutput#LONGEST_LINE_CHARS} is cut.
 */
final class LineSplitter {

    private final CharsetDecoder decoder;
    private final LinePrinter printer;
    private final StringBuilder line = new StringBuilder();
    private final CharBuffer chars = CharBuffer.allocate(8 * 1024);

    /** Bytes of a character that is not complete yet. */
    private ByteBuffer rest = ByteBuffer.allocate(0);

    LineSplitter(Charset encoding, LinePrinter printer) {
        this.decoder = encoding.newDecoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .onUnmappableCharacter(CodingErrorAction.REPLACE);
        this.printer = printer;
    }

    /** Takes what was read, and prints the lines that are complete with it. */
    void feed(ByteBuffer read) {
        ByteBuffer input = read;
        if (rest.hasRemaining()) {
            input = ByteBuffer.allocate(rest.remaining() + read.remaining())
                    .put(rest)
                    .put(read)
                    .flip();
        }
        decode(input, false);
        rest = ByteBuffer.allocate(input.remaining()).put(input).flip();
        printer.print();
    }

    /** Prints what is left without an end of line: no more is to come, or not soon. */
    void end() {
        decode(rest, true);
        rest = ByteBuffer.allocate(0);
        decoder.reset();
        if (line.length() > 0) {
            complete();
        }
        printer.print();
    }

    private void decode(ByteBuffer input, boolean last) {
        boolean more = true;
        while (more) {
            more = decoder.decode(input, chars, last).isOverflow();
            split();
        }
        if (last) {
            decoder.flush(chars);
            split();
        }
    }

    private void split() {
        chars.flip();
        int start = 0;
        for (int i = 0; i < chars.length(); i++) {
            if (chars.charAt(i) == '\n') {
                append(start, i);
                complete();
                start = i + 1;
            }
        }
        append(start, chars.length());
        chars.clear();
    }

    private void append(int from, int to) {
        int start = from;
        while (line.length() + to - start > ProcessOutput.LONGEST_LINE_CHARS) {
            int cut = start + ProcessOutput.LONGEST_LINE_CHARS - line.length();
            if (cut > start && Character.isHighSurrogate(chars.charAt(cut - 1))) {
                cut--; // the two halves of a character stay together
            }
            line.append(chars, start, cut);
            complete();
            start = cut;
        }
        line.append(chars, start, to);
    }

    private void complete() {
        printer.add(line);
        line.setLength(0);
    }
}
