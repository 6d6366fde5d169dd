package io.multiproc.examples.demo;

import io.multiproc.pool.ProgressListener;
import io.multiproc.progress.ProgressBars;
import java.io.PrintStream;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where the demo prints.
 *
 * @param out all of its output
 * @param columns the width of the terminal; 0 if it is none, but a file or a build's log
 */
record Display(PrintStream out, int columns) {

    /** The standard output; {@code ./demo} says whether that is a terminal. */
    static Display standard() {
        return new Display(System.out, Integer.getInteger("multiproc.demo.columns", 0));
    }

    /** Begins to show how far a job is. */
    Steps progress(String job, int total) {
        ProgressListener listener = columns > 0 ? ProgressBars.bar(out, columns, job) : ProgressBars.lines(out, job);
        return new Steps(listener, total);
    }

    void say(String format, @Nullable Object... arguments) {
        out.println(String.format(Locale.ROOT, format, arguments));
    }
}
