package io.multiproc.bench;

/** The time since it was started. */
record Stopwatch(long startNanos) {

    static Stopwatch start() {
        return new Stopwatch(System.nanoTime());
    }

    double millis() {
        return (System.nanoTime() - startNanos) / 1e6;
    }

    double micros() {
        return (System.nanoTime() - startNanos) / 1e3;
    }
}
