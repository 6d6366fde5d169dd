package io.multiproc.examples.demo;

import java.io.PrintStream;

/** Progress for files and logs: a whole line for each tenth of the work, nothing is drawn twice. */
final class PlainProgress implements ProgressLine {

    private static final int LINES = 10;

    private final PrintStream out;
    private final String job;
    private final int total;
    private int done;

    PlainProgress(PrintStream out, String job, int total) {
        this.out = out;
        this.job = job;
        this.total = total;
    }

    @Override
    public void step() {
        done++;
        if (tenths(done) > tenths(done - 1)) {
            out.printf("%s: %d of %d (%d %%)%n", job, done, total, 100L * done / total);
        }
    }

    private long tenths(int count) {
        return (long) LINES * count / total;
    }

    @Override
    public void close() {}
}
