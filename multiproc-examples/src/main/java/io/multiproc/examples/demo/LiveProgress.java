package io.multiproc.examples.demo;

import java.io.PrintStream;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Progress for terminals: one line that is drawn again in its place, ten times a second. */
final class LiveProgress implements ProgressLine {

    private static final int UPDATE_INTERVAL_MILLIS = 100;
    private static final int LONGEST = 100;

    private final ProgressBar bar;

    LiveProgress(PrintStream out, int columns, String job, int total) {
        // One column stays free: a terminal may wrap a line that fills it. The width is given, so that the library need
        // not ask the terminal.
        int length = Math.min(columns - 1, LONGEST);
        this.bar = new ProgressBarBuilder()
                .setTaskName(job)
                .setInitialMax(total)
                .setUpdateIntervalMillis(UPDATE_INTERVAL_MILLIS)
                .setStyle(ProgressBarStyle.ASCII)
                .setConsumer(new ConsoleProgressBarConsumer(out, length))
                .build();
    }

    @Override
    public void step() {
        bar.step();
    }

    @Override
    public void close() {
        bar.close();
    }
}
