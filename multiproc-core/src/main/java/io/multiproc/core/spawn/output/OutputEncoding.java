package io.multiproc.core.spawn.output;

import java.lang.System.Logger.Level;
import java.nio.charset.Charset;
import java.util.List;

/** The encoding in which a child writes to a pipe. */
final class OutputEncoding {

    /** Before, System.out took its encoding from file.encoding; since then from properties of its own. */
    private static final int FIRST_WITH_ENCODINGS_OF_STREAMS = 19;

    private OutputEncoding() {}

    static Charset ofOutput(List<String> options) {
        return of(options, "stdout.encoding");
    }

    static Charset ofError(List<String> options) {
        return of(options, "stderr.encoding");
    }

    private static Charset of(List<String> options, String property) {
        if (Runtime.version().feature() < FIRST_WITH_ENCODINGS_OF_STREAMS) {
            return named(options, "file.encoding", Charset.defaultCharset().name());
        }
        // the parent's own property may speak of a terminal; a child at a pipe takes the machine's
        return named(options, property, System.getProperty("native.encoding", ""));
    }

    private static Charset named(List<String> options, String property, String otherwise) {
        String start = "-D" + property + "=";
        String name = options.stream()
                .filter(option -> option.startsWith(start))
                .map(option -> option.substring(start.length()))
                .reduce((first, last) -> last)
                .orElse(otherwise);
        try {
            return Charset.forName(name);
        } catch (IllegalArgumentException e) {
            System.getLogger(OutputEncoding.class.getName())
                    .log(Level.DEBUG, "no such encoding: '" + name + "', the default is taken", e);
            return Charset.defaultCharset();
        }
    }
}
