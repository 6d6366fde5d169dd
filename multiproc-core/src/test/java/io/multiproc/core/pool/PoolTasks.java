package io.multiproc.core.pool;

import io.multiproc.testkit.programs.Programs;
import java.io.FileNotFoundException;
import java.io.Serializable;
import java.nio.file.Path;
import java.time.Duration;

/** What the workers of the tests do. */
final class PoolTasks {

    private PoolTasks() {}

    static int squareSlowly(int x) throws InterruptedException {
        java.util.concurrent.TimeUnit.MILLISECONDS.sleep(300);
        return square(x);
    }

    /** Not before that file exists: a test says when. */
    static int squareAfter(String file, int x) throws InterruptedException {
        Programs.awaitFile(Path.of(file));
        return square(x);
    }

    static int sleepForever(int x) throws InterruptedException {
        new java.util.concurrent.CountDownLatch(1).await();
        return x;
    }

    static int throwCancellation(int x) {
        throw new java.util.concurrent.CancellationException("not by the pool: " + x);
    }

    static int square(int x) {
        return x * x;
    }

    static @org.jspecify.annotations.Nullable String orNull(@org.jspecify.annotations.Nullable String text) {
        return text;
    }

    static long pid() {
        return ProcessHandle.current().pid();
    }

    static int failAtThree(int x) {
        if (x == 3) {
            throw new IllegalStateException("three");
        }
        return x;
    }

    static Object checked() throws Exception {
        throw new FileNotFoundException("no such file");
    }

    static Object error() {
        throw new StackOverflowError("deep");
    }

    static Object unsendableResult() {
        return new Thread("cannot travel");
    }

    static Object unsendableException() {
        throw new CarriesThread("told as text");
    }

    static final class CarriesThread extends RuntimeException {
        private static final long serialVersionUID = 1L;

        @SuppressWarnings("serial")
        final Object thread = new Thread();

        CarriesThread(String message) {
            super(message);
        }
    }

    static int interruptSelf() {
        Thread.currentThread().interrupt();
        return 1;
    }

    static boolean isInterrupted() {
        return Thread.currentThread().isInterrupted();
    }

    static int slowThenFail(int millis) throws Exception {
        Thread waiter = new Thread(() -> {});
        waiter.start();
        waiter.join();
        java.util.concurrent.locks.LockSupport.parkNanos(
                Duration.ofMillis(millis).toNanos());
        throw new IllegalArgumentException("x".repeat(1 << 20));
    }

    static final class Counter implements Serializable {
        private static final long serialVersionUID = 1L;

        private int count;

        int next() {
            return ++count;
        }
    }

    static int multiply(int a, int b) {
        return a * b;
    }

    static Object unsendableIfAsked(Object item) {
        return item.equals("unsendable") ? new Thread("cannot travel") : item;
    }

    static int deeper(int depth) {
        return deeper(depth + 1) + 1;
    }
}
