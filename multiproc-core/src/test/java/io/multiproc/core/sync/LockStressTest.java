package io.multiproc.core.sync;

import static io.multiproc.Multiprocessing.process;
import static io.multiproc.Multiprocessing.rlock;
import static io.multiproc.Multiprocessing.semaphore;
import static org.assertj.core.api.Assertions.assertThat;

import io.multiproc.process.ChildProcess;
import io.multiproc.sync.ProcessSemaphore;
import io.multiproc.sync.ReentrantProcessLock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Processes, with several threads each, hammer a lock and are killed at random. Longer with {@code
 * -Dmultiproc.test.stress.seconds=300}; repeated with {@code -Dmultiproc.test.seed=…}.
 */
class LockStressTest extends SyncContract {

    private static final int SECONDS = Integer.getInteger("multiproc.test.stress.seconds", 3);
    private static final int CHILDREN = 2;
    private static final int THREADS = 2;

    /**
     * Counts under the lock, in two numbers that differ only inside; who finds them different was let in by the death of
     * another, or else together with one.
     */
    static void hammer(ReentrantProcessLock lock, String file, ProcessSemaphore faults) throws Exception {
        List<FutureTask<Void>> threads = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            Random random = new Random();
            threads.add(inThread(() -> hammer(lock, file, faults, random)));
        }
        join(threads);
    }

    private static void hammer(ReentrantProcessLock lock, String file, ProcessSemaphore faults, Random random)
            throws Exception {
        Counter first = new Counter(file + "1");
        Counter second = new Counter(file + "2");
        while (true) {
            if (random.nextInt(4) > 0) {
                lock.acquire();
            } else if (!lock.acquire(Duration.ofNanos(random.nextInt(300_000)))) {
                continue;
            }
            try {
                count(lock, first, second, faults, random.nextInt(100) == 0);
            } finally {
                lock.release();
            }
        }
    }

    /** With the lock. Who got it from a dead process makes the two the same again, or the next would take it for a fault. */
    private static void count(
            ReentrantProcessLock lock, Counter first, Counter second, ProcessSemaphore faults, boolean slowly) {
        if (first.get() != second.get() && lock.previousOwnerDied().isEmpty()) {
            faults.release();
        }
        long next = Math.max(first.get(), second.get()) + 1;
        first.set(next);
        if (slowly) {
            LockSupport.parkNanos(100_000);
        }
        second.set(next);
    }

    @Test
    @Timeout(value = 15, unit = TimeUnit.MINUTES) // for the long ones
    void killedHoldersAndWaitersHarmNobody() throws Exception {
        long seed = Long.getLong("multiproc.test.seed", System.nanoTime());
        Random random = new Random(seed);
        ReentrantProcessLock lock = rlock();
        ProcessSemaphore faults = semaphore(0);
        String file = folder.resolve("count").toString();
        Counter first = new Counter(file + "1");
        Counter second = new Counter(file + "2");
        List<ChildProcess> children = new ArrayList<>();
        for (int i = 0; i < CHILDREN; i++) {
            children.add(start(process(LockStressTest::hammer, lock, file, faults)));
        }
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        while (System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(random.nextInt(300));
            kill(children.remove(random.nextInt(children.size())));
            children.add(start(process(LockStressTest::hammer, lock, file, faults)));
            assertThat(lock.acquire(LONG)).as("stuck: seed=%d", seed).isTrue();
            count(lock, first, second, faults, false);
            lock.release();
        }
        for (ChildProcess child : children) {
            kill(child);
        }
        assertThat(lock.acquire(LONG)).as("stuck: seed=%d", seed).isTrue();
        assertThat(lock.holdCount()).isEqualTo(1);
        assertThat(faults.value()).as("two had the lock: seed=%d", seed).isZero();
        assertThat(first.get()).isGreaterThan(100);
    }
}
