package io.multiproc.core.sync;

import static io.multiproc.Multiprocessing.event;
import static io.multiproc.Multiprocessing.lock;

import io.multiproc.sync.ProcessEvent;
import io.multiproc.sync.ProcessLock;
import java.time.Duration;

/** Virtual threads wait for each other; run with one carrier for all of them. */
final class VirtualWaiters {

    /** What lets threads sleep is loaded meanwhile. */
    private static final Duration LOADING = Duration.ofSeconds(1);

    private VirtualWaiters() {}

    /** What a thread does. */
    interface Work {
        void run() throws Exception;
    }

    public static void main(String[] arguments) throws Exception {
        boolean unused = event().await(LOADING);
        awaitEventOfAnother();
        awaitLockOfAnother();
        System.out.println("all went on");
    }

    private static void awaitEventOfAnother() throws Exception {
        ProcessEvent event = event();
        Thread first = start(event::await);
        Thread second = start(event::await);
        while (SegmentWatch.waiters(event) < 2) {
            Thread.sleep(1);
        }
        start(event::set).join();
        first.join();
        second.join();
    }

    private static void awaitLockOfAnother() throws Exception {
        ProcessLock lock = lock();
        Thread holder = start(() -> {
            lock.acquire();
            while (SegmentWatch.waiters(lock) < 1) {
                Thread.sleep(1); // gives its carrier to others
            }
            lock.release();
        });
        Thread waiter = start(() -> {
            while (!lock.isLocked()) {
                Thread.sleep(1);
            }
            lock.acquire();
        });
        holder.join();
        waiter.join();
    }

    /** By name, for tests are compiled for Java 17. */
    private static Thread start(Work work) throws Exception {
        Runnable task = () -> {
            try {
                work.run();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        };
        return (Thread)
                Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, task);
    }
}
