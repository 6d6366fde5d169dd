package io.multiproc.core.sync;

import static io.multiproc.Multiprocessing.process;
import static io.multiproc.Multiprocessing.returningSemaphore;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.multiproc.process.ChildProcess;
import io.multiproc.sync.BoundedProcessSemaphore;
import io.multiproc.sync.ProcessBarrier;
import io.multiproc.sync.ProcessCondition;
import io.multiproc.sync.ProcessEvent;
import io.multiproc.sync.ProcessLock;
import io.multiproc.sync.ProcessSemaphore;
import io.multiproc.sync.ReentrantProcessLock;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Who waits for anything takes no processor time. */
@SuppressWarnings("try") // a hold is there to be closed
class IdleWaitersTest extends SyncContract {

    private static final boolean NATIVE = Boolean.parseBoolean(System.getProperty("multiproc.native", "true"));

    /** The first milliseconds are for spinning, and for loading what lets threads sleep. */
    private static final Duration WHILE = Duration.ofSeconds(1);

    /** What waits. */
    @FunctionalInterface
    interface Wait {

        void run() throws Exception;
    }

    private static Thread waiting(Wait wait) {
        Thread thread = new Thread(() -> {
            try {
                wait.run();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static long processorTime(Thread thread) {
        return ManagementFactory.getThreadMXBean().getThreadCpuTime(thread.getId());
    }

    /** Who waits for them has to see whether this process is alive. */
    static void takeAllUntil(BoundedProcessSemaphore permits, ProcessEvent end) throws InterruptedException {
        while (permits.value() > 0) {
            permits.acquire();
        }
        end.await();
        permits.release();
    }

    @Test
    void takeNoProcessorTime() throws Exception {
        ProcessLock lock = lock();
        ReentrantProcessLock rlock = rlock();
        ProcessSemaphore semaphore = semaphore(0);
        ProcessEvent event = event();
        ProcessBarrier barrier = barrier(2);
        ProcessCondition condition = condition();
        BoundedProcessSemaphore permits = returningSemaphore(100);
        ProcessEvent end = event();
        ChildProcess holder = start(process(IdleWaitersTest::takeAllUntil, permits, end));
        await().atMost(LONG).until(() -> permits.value() == 0);
        lock.acquire();
        rlock.acquire();
        Map<Object, Thread> all = new LinkedHashMap<>();
        all.put(lock, waiting(lock::acquire));
        all.put(rlock, waiting(rlock::acquire));
        all.put(semaphore, waiting(semaphore::acquire));
        all.put(permits, waiting(permits::acquire));
        all.put(event, waiting(event::await));
        all.put(barrier, waiting(barrier::await));
        all.put(condition, waiting(() -> {
            condition.acquire();
            condition.await();
        }));
        await().atMost(LONG).until(() -> all.keySet().stream().allMatch(object -> waiters(object) == 1));
        await().pollDelay(WHILE).atMost(LONG).until(() -> true);
        Map<Object, Long> before = new LinkedHashMap<>();
        all.forEach((object, thread) -> before.put(object, processorTime(thread)));
        await().pollDelay(WHILE).atMost(LONG).until(() -> true);
        all.forEach((object, thread) -> assertThat(processorTime(thread) - before.get(object))
                .as("nanoseconds of who waits for %s", object)
                .isLessThan(TimeUnit.MILLISECONDS.toNanos(NATIVE ? 50 : 300)));

        lock.release();
        rlock.release();
        semaphore.release();
        event.set();
        end.set();
        int unused = barrier.await();
        try (var held = condition.hold()) {
            condition.signal();
        }
        for (Thread thread : all.values()) {
            thread.join();
        }
        join(holder);
    }
}
