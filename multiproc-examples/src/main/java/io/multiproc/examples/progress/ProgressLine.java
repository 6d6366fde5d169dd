package io.multiproc.examples.progress;

import io.multiproc.pool.AsyncResult;
import io.multiproc.pool.PoolProgress;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Shows how far a job is. */
public interface ProgressLine extends AutoCloseable {

    /** How late an outcome may be shown that comes out of turn. */
    Duration POLL = Duration.ofMillis(20);

    /**
     * Begins to show how far a job is.
     *
     * @param columns the width of the terminal; 0 if it is none, but a file or a build's log
     * @param total how many there are to do; negative if that is not known yet
     */
    static ProgressLine on(PrintStream out, int columns, String job, long total) {
        return columns > 0 ? new LiveProgress(out, columns, job, total) : new PlainProgress(out, job, total);
    }

    /** What a pool tells of a call. */
    void show(PoolProgress progress);

    /** One more is done. */
    void step();

    /** Waits until all have an outcome, and shows each as it comes, in whatever order. */
    default void follow(List<? extends AsyncResult<?>> results) throws InterruptedException {
        List<AsyncResult<?>> waiting = new ArrayList<>(results);
        while (!waiting.isEmpty()) {
            waiting.get(0).await(POLL);
            int before = waiting.size();
            waiting.removeIf(AsyncResult::isReady);
            for (int i = waiting.size(); i < before; i++) {
                step();
            }
        }
    }

    /** Ends the line; what is printed from now on stands below it. */
    @Override
    void close();
}
