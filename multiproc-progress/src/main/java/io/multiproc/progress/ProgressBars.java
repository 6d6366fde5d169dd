package io.multiproc.progress;

import io.multiproc.pool.PoolProgress;
import io.multiproc.pool.ProgressListener;
import java.io.PrintStream;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Shows people how far a call of a pool is.
 *
 * <pre>{@code
 * List<Path> thumbnails = pool.withProgress(ProgressBars.automatic("thumbnails"))
 *         .map(Pictures::shrink, pictures);
 * }</pre>
 *
 * <p>In Python this takes a library around {@code imap}: {@code list(tqdm(pool.imap(shrink, pictures),
 * total=len(pictures)))}.
 *
 * <p>Each of them shows one call at a time, any number of them one after the other; calls that run at the same time
 * need one each, and two bars in one terminal draw over each other. May be used by any thread of the process that made
 * it. It holds nothing that must be closed: when the call ends, well or not, the line ends.
 */
public final class ProgressBars implements ProgressListener {

    private final Object lock = new Object();
    private final ProgressLine.Maker maker;
    private @Nullable ProgressLine line;

    private ProgressBars(ProgressLine.Maker maker) {
        this.maker = maker;
    }

    /**
     * On standard error: a bar if that is a terminal, on Linux; plain lines if it is a file, a pipe or a build's log.
     *
     * <p>There are plain lines also where the environment has {@code CI} or a {@code TERM} that cannot draw a line
     * again.
     *
     * @param job what is done, in a word or two
     */
    public static ProgressListener automatic(String job) {
        int columns = Terminal.columnsOfStandardError();
        return columns > 0 ? bar(System.err, columns, job) : lines(System.err, job);
    }

    /**
     * One line that is drawn again in its place, ten times a second: done, of how many, failures, time so far and to
     * come.
     *
     * @param out a terminal
     * @param columns its width; the bar takes no more than 100
     * @param job what is done, in a word or two
     * @throws IllegalArgumentException if {@code columns} is below 1
     */
    public static ProgressListener bar(PrintStream out, int columns, String job) {
        Objects.requireNonNull(out, "out");
        Objects.requireNonNull(job, "job");
        if (columns < 1) {
            throw new IllegalArgumentException(
                    "columns must be > 0: columns=" + columns + " (use lines without a terminal)");
        }
        return new ProgressBars(total -> new BarLine(out, columns, job, total));
    }

    /**
     * Whole lines, such as {@code pages: 20 of 40 (50 %), 1 failed}: one for each tenth of the work or, while nobody
     * knows how much there is, one each time twice as much is done.
     *
     * @param job what is done, in a word or two
     */
    public static ProgressListener lines(PrintStream out, String job) {
        Objects.requireNonNull(out, "out");
        Objects.requireNonNull(job, "job");
        return new ProgressBars(total -> new PlainLines(out, job, total));
    }

    @Override
    public void progress(PoolProgress progress) {
        synchronized (lock) {
            ProgressLine current = line;
            if (current == null) {
                current = maker.begin(progress.total().orElse(-1));
                line = current;
            }
            current.show(progress);
            if (progress.isLast()) {
                line = null;
                current.end();
            }
        }
    }
}
