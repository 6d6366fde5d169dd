package io.multiproc.ipc.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WaitWordTest {

    private static final boolean NATIVE = Boolean.parseBoolean(System.getProperty("multiproc.native", "true"));

    @TempDir
    Path folder;

    private MappedSegment memory;
    private WaitWord word;

    @BeforeEach
    void create() throws Exception {
        memory = MappedSegment.create(folder.resolve("words"), 4);
        word = new WaitWord(memory, 2);
    }

    @Test
    void thereIsAFutexUnlessItIsSwitchedOff() {
        await().until(() -> Futex.isReady() || Futex.unavailabilityCause() != null);
        assertThat(Futex.isReady()).as(Futex.unavailabilityCause()).isEqualTo(NATIVE);
    }

    @Test
    void sleepsOnlyWhileTheLowHalfHasTheValue() {
        memory.setVolatile(2, (77L << 32) | 5);
        word.await(4, Long.MAX_VALUE);
        word.await(5, 0);
        long start = System.nanoTime();
        do { // it may return before the time
            word.await(5, TimeUnit.MILLISECONDS.toNanos(20));
        } while (System.nanoTime() - start < TimeUnit.MILLISECONDS.toNanos(20));
    }

    @Test
    void wakesThoseWhoSleep() throws Exception {
        Thread[] sleepers = new Thread[3];
        for (int i = 0; i < sleepers.length; i++) {
            sleepers[i] = new Thread(() -> {
                while (memory.getVolatile(2) == 0) {
                    word.await(0, Long.MAX_VALUE);
                }
            });
            sleepers[i].start();
        }
        memory.setVolatile(2, 1);
        word.wakeOne();
        word.wakeAll();
        for (Thread sleeper : sleepers) {
            sleeper.join();
        }
    }

    @Test
    void anInterruptionEndsASleep() throws Exception {
        Thread sleeper = new Thread(() -> {
            while (!Thread.currentThread().isInterrupted()) {
                word.await(0, Long.MAX_VALUE);
            }
        });
        sleeper.start();
        sleeper.interrupt();
        sleeper.join();
    }

    @Test
    void aSleepTakesNoProcessorTime() throws Exception {
        Thread sleeper = new Thread(() -> {
            while (memory.getVolatile(2) == 0) {
                word.await(0, Long.MAX_VALUE);
            }
        });
        sleeper.start();
        await().until(() -> Futex.isReady() || Futex.unavailabilityCause() != null);
        long before = ManagementFactory.getThreadMXBean().getThreadCpuTime(sleeper.getId());
        TimeUnit.SECONDS.sleep(1);
        long used = ManagementFactory.getThreadMXBean().getThreadCpuTime(sleeper.getId()) - before;
        memory.setVolatile(2, 1);
        word.wakeAll();
        sleeper.join();
        assertThat(used).isLessThan(TimeUnit.MILLISECONDS.toNanos(NATIVE ? 50 : 300));
    }
}
