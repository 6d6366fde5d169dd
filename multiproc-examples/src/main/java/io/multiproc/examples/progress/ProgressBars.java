package io.multiproc.examples.progress;

import io.multiproc.pool.PoolProgress;
import io.multiproc.pool.ProgressListener;
import java.io.PrintStream;
import org.jspecify.annotations.Nullable;

/**
 * A line for a pool's call: {@code pool.withProgress(ProgressBars.standard("pages")).map(...)}. A line for one call at a
 * time; not thread-safe, which it need not be.
 */
public final class ProgressBars implements ProgressListener {

    private final PrintStream out;
    private final int columns;
    private final String job;
    private @Nullable ProgressLine line;

    private ProgressBars(PrintStream out, int columns, String job) {
        this.out = out;
        this.columns = columns;
        this.job = job;
    }

    /** On the standard output; {@code ./demo} says whether that is a terminal. */
    public static ProgressListener standard(String job) {
        return on(System.out, Integer.getInteger("multiproc.demo.columns", 0), job);
    }

    /**
     * Where it is told.
     *
     * @param columns the width of the terminal; 0 if it is none
     */
    public static ProgressListener on(PrintStream out, int columns, String job) {
        return new ProgressBars(out, columns, job);
    }

    @Override
    public void progress(PoolProgress progress) {
        if (line == null) {
            line = ProgressLine.on(out, columns, job, progress.total().orElse(-1));
        }
        line.show(progress);
        if (progress.isLast()) {
            line.close();
            line = null;
        }
    }
}
