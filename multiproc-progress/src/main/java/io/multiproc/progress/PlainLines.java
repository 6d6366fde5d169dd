package io.multiproc.progress;

import io.multiproc.pool.PoolProgress;
import java.io.PrintStream;

/**
 * For files and logs: a whole line for each tenth of the work, nothing is drawn twice. While nobody knows how much work
 * there is, a line each time twice as much is done.
 */
final class PlainLines implements ProgressLine {

    private static final int LINES = 10;

    private final PrintStream out;
    private final String job;
    private long total;
    private long done;
    private long nextWithoutTotal = 1;

    PlainLines(PrintStream out, String job, long total) {
        this.out = out;
        this.job = job;
        this.total = total;
    }

    @Override
    public void show(PoolProgress progress) {
        total = progress.total().orElse(total);
        long now = progress.done();
        String failures = progress.failed() == 0 ? "" : ", " + progress.failed() + " failed";
        if (total < 0 && now >= nextWithoutTotal) {
            out.printf("%s: %d done%s%n", job, now, failures);
            nextWithoutTotal = 2 * now;
        } else if (total > 0 && tenths(now) > tenths(done)) {
            out.printf("%s: %d of %d (%d %%)%s%n", job, now, total, 100 * now / total, failures);
        }
        done = now;
    }

    private long tenths(long count) {
        return LINES * count / total;
    }

    @Override
    public void end() {}
}
