package io.multiproc.bench;

import java.io.IOException;
import java.util.concurrent.Callable;

/**
 * A side that works with one thing, such as a pool, from its first sample to its last.
 *
 * @param <T> type of the thing
 */
record KeptOpen<T>(T thing, Work<T> work, Closer<T> closer) implements Side {

    static <T> Opener of(Callable<T> maker, Work<T> work, Closer<T> closer) {
        return () -> new KeptOpen<>(maker.call(), work, closer);
    }

    @Override
    public double sample() throws Exception {
        return work.sample(thing);
    }

    @Override
    public void close() throws IOException {
        closer.close(thing);
    }

    /** One sample. */
    @FunctionalInterface
    interface Work<T> {
        double sample(T thing) throws Exception;
    }

    /** How the thing ends. */
    @FunctionalInterface
    interface Closer<T> {
        void close(T thing) throws IOException;
    }
}
