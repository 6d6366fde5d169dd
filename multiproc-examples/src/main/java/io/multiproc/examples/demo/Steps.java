package io.multiproc.examples.demo;

import io.multiproc.pool.AsyncResult;
import io.multiproc.pool.PoolProgress;
import io.multiproc.pool.ProgressListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** Tells a listener of what is done step by step, as a pool tells of a map. */
final class Steps implements AutoCloseable {

    /** How late an outcome may be shown that comes out of turn. */
    private static final Duration POLL = Duration.ofMillis(20);

    private final ProgressListener listener;
    private final long total;
    private long done;

    Steps(ProgressListener listener, long total) {
        this.listener = listener;
        this.total = total;
        tell(false);
    }

    /** One more is done. */
    void step() {
        done++;
        tell(false);
    }

    /** Waits until all have an outcome, and shows each as it comes, in whatever order. */
    void follow(List<? extends AsyncResult<?>> results) throws InterruptedException {
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

    @Override
    public void close() {
        tell(true);
    }

    private void tell(boolean isLast) {
        listener.progress(new PoolProgress(done, 0, OptionalLong.of(total), isLast));
    }
}
