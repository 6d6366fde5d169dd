package io.multiproc.core.sync;

import static io.multiproc.Multiprocessing.lock;
import static io.multiproc.Multiprocessing.processBuilder;
import static io.multiproc.Multiprocessing.queue;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.multiproc.process.ChildProcess;
import io.multiproc.queue.ProcessQueue;
import io.multiproc.sync.ProcessLock;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Which classes a child loads for a lock, and when. */
class FutexClassesTest extends SyncContract {

    private static final boolean NATIVE = Boolean.parseBoolean(System.getProperty("multiproc.native", "true"));

    static void takeTwice(ProcessLock lock, ProcessQueue<String> orders, ProcessQueue<String> reports)
            throws InterruptedException {
        lock.acquire();
        lock.release();
        reports.put("taken");
        orders.get();
        lock.acquire();
        lock.release();
        reports.put("taken again");
    }

    @Test
    void jnaIsLoadedByTheFirstWaitOnly() throws Exception {
        Path log = folder.resolve("classes");
        ProcessLock lock = lock();
        ProcessQueue<String> orders = queue();
        ProcessQueue<String> reports = queue();
        ChildProcess child = start(processBuilder()
                .jvmOptions("-Xlog:class+load:file=" + log)
                .target(FutexClassesTest::takeTwice, lock, orders, reports));
        assertThat(reports.get(LONG)).isEqualTo("taken");
        assertThat(Files.readString(log))
                .contains("io.multiproc.core.sync.LockWord ")
                .doesNotContain("com.sun.jna");
        lock.acquire();
        orders.put("again");
        await().until(() -> SegmentWatch.waiters(lock) == 1);
        if (NATIVE) {
            await().until(() -> Files.readString(log).contains("com.sun.jna.Native "));
        }
        lock.release();
        assertThat(reports.get(LONG)).isEqualTo("taken again");
        join(child);
        assertThat(Files.readString(log).contains("com.sun.jna.Native ")).isEqualTo(NATIVE);
    }
}
