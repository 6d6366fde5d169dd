package io.multiproc.examples.demo;

import java.time.Duration;

/** Time since it was started. */
record Stopwatch(long startNanos) {

    static Stopwatch start() {
        return new Stopwatch(System.nanoTime());
    }

    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - startNanos);
    }

    static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
