package io.multiproc.progress;

import io.multiproc.pool.PoolProgress;
import java.io.PrintStream;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** For terminals: one line that is drawn again in its place, ten times a second. */
final class BarLine implements ProgressLine {

    private static final int UPDATE_INTERVAL_MILLIS = 100;
    private static final int LONGEST = 100;

    private final ProgressBar bar;
    private final OneLine line;

    BarLine(PrintStream out, int columns, String job, long total) {
        // One column stays free: a terminal may wrap a line that fills it. The width is given, so that the library need
        // not ask the terminal.
        int length = Math.min(columns - 1, LONGEST);
        this.line = new OneLine(out, length);
        this.bar = new ProgressBarBuilder()
                .setTaskName(job)
                .setInitialMax(total)
                .setUpdateIntervalMillis(UPDATE_INTERVAL_MILLIS)
                .setStyle(ProgressBarStyle.ASCII)
                .setConsumer(line)
                .build();
    }

    @Override
    public void show(PoolProgress progress) {
        progress.total().ifPresent(bar::maxHint);
        bar.stepTo(progress.done());
        if (progress.failed() > 0) {
            bar.setExtraMessage(" " + progress.failed() + " failed");
        }
    }

    @Override
    public void end() {
        bar.refresh();
        bar.close();
        line.close();
    }

    /** The library draws on a thread of its own, and may end the line before its last drawing, twice, or not at all. */
    private static final class OneLine extends ConsoleProgressBarConsumer {

        private boolean ended;

        OneLine(PrintStream out, int length) {
            super(out, length);
        }

        @Override
        public synchronized void accept(String text) {
            if (!ended) {
                super.accept(text);
            }
        }

        @Override
        public synchronized void close() {
            if (!ended) {
                ended = true;
                super.close();
            }
        }
    }
}
