package io.multiproc.core.sync;

import static io.multiproc.Multiprocessing.lock;
import static io.multiproc.Multiprocessing.process;

import io.multiproc.process.ChildProcess;
import io.multiproc.sync.ProcessLock;
import java.io.FileInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/** Holds a lock while a child that has no file descriptor left asks for it; run with few of them. */
final class LockHolder {

    private LockHolder() {}

    public static void main(String[] arguments) throws Exception {
        ProcessLock lock = lock();
        lock.acquire();
        ChildProcess child = process(LockHolder::askWithoutDescriptors, lock);
        child.start();
        child.join();
        lock.release();
        System.out.println("exit code " + child.exitCode().getAsInt());
    }

    static void askWithoutDescriptors(ProcessLock lock) throws Exception {
        boolean before = lock.acquire(Duration.ZERO); // what it needs is loaded and mapped now
        Deque<FileInputStream> open = new ArrayDeque<>();
        boolean after;
        String exhausted;
        try {
            exhausted = openAll(open);
            after = lock.acquire(Duration.ZERO);
        } finally {
            for (FileInputStream each : open) {
                each.close();
            }
        }
        System.out.println("acquired " + before + " and " + after + ": " + exhausted);
    }

    private static String openAll(Deque<FileInputStream> open) {
        while (true) {
            try {
                open.add(new FileInputStream("/dev/null"));
            } catch (IOException e) {
                return String.valueOf(e.getMessage());
            }
        }
    }
}
