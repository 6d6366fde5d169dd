package io.multiproc.examples.demo;

import io.multiproc.pool.AsyncResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Shows how far a job is. */
interface ProgressLine extends AutoCloseable {

    /** How late an outcome may be shown that comes out of turn. */
    Duration POLL = Duration.ofMillis(20);

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
