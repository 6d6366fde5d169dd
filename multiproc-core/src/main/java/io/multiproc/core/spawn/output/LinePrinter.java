package io.multiproc.core.spawn.output;

import java.io.PrintStream;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Prints the lines of one child, each with its prefix, to whatever the stream is at that moment. */
final class LinePrinter {

    private final Supplier<@Nullable PrintStream> stream;
    private final String prefix;
    private final Consumer<CharSequence> listener;
    private final StringBuilder text = new StringBuilder();

    /**
     * A printer of lines.
     *
     * @param stream gives null where the program has taken its output away: nothing is printed then
     * @param listener is told each line, and does not keep the object
     */
    LinePrinter(Supplier<@Nullable PrintStream> stream, String prefix, Consumer<CharSequence> listener) {
        this.listener = listener;
        this.stream = stream;
        this.prefix = prefix;
    }

    void add(CharSequence line) {
        listener.accept(line);
        text.append(prefix).append(line).append(System.lineSeparator());
    }

    /** Prints the lines that were added: in one call, which a stream does not mix with others. */
    void print() {
        if (text.length() == 0) {
            return;
        }
        PrintStream target = stream.get();
        if (target != null) {
            target.print(text);
            target.flush();
        }
        text.setLength(0);
    }
}
