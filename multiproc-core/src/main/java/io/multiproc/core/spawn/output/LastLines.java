package io.multiproc.core.spawn.output;

import java.util.ArrayDeque;
import java.util.List;

/** The last lines that a child has written. Thread-safe: guarded by itself. */
final class LastLines {

    private static final int MOST_LINES = 20;
    private static final int MOST_CHARS = 400;

    private final ArrayDeque<String> lines = new ArrayDeque<>();

    synchronized void add(CharSequence line) {
        if (lines.size() == MOST_LINES) {
            lines.removeFirst();
        }
        lines.addLast(line.length() > MOST_CHARS ? line.subSequence(0, MOST_CHARS) + "..." : line.toString());
    }

    synchronized List<String> get() {
        return List.copyOf(lines);
    }
}
