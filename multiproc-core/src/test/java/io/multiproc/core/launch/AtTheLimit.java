package io.multiproc.core.launch;

import io.multiproc.Multiprocessing;
import io.multiproc.process.ChildProcess;
import io.multiproc.process.ProcessStartException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A program that starts a process before, while and after it may have no more, and meanwhile waits for one; needs
 * nothing of the tests.
 */
public final class AtTheLimit {

    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(5);

    private AtTheLimit() {}

    public static void main(String[] arguments) throws InterruptedException {
        start();
        ChildProcess watched = Multiprocessing.process(AtTheLimit::sleep);
        watched.start();
        System.out.println("watched " + watched.pid().getAsLong());
        awaitFile(Path.of(arguments[0], "limited"));
        try {
            start();
        } catch (ProcessStartException e) {
            System.out.println("refused, exit code " + e.exitCode() + ": " + e.getMessage());
        }
        System.out.println("waits");
        watched.join();
        System.out.println("watched: " + watched.exitCode().getAsInt());
        System.out.println("goes on, children " + Multiprocessing.activeChildren());
        awaitFile(Path.of(arguments[0], "lifted"));
        start();
    }

    private static void start() throws InterruptedException {
        ChildProcess child = Multiprocessing.processBuilder().name("next").target(AtTheLimit::nothing);
        child.start();
        child.join();
        System.out.println("exit code " + child.exitCode().getAsInt());
    }

    private static void nothing() {}

    private static void sleep() throws InterruptedException {
        new CountDownLatch(1).await();
    }

    private static void awaitFile(Path file) {
        while (!Files.exists(file)) {
            LockSupport.parkNanos(PAUSE);
        }
    }
}
