package io.multiproc.core.sync;

import static io.multiproc.Multiprocessing.forceStartMethod;
import static org.assertj.core.api.Assertions.assertThat;

import io.multiproc.process.ChildProcess;
import io.multiproc.process.StartMethod;
import io.multiproc.sync.BoundedProcessSemaphore;
import io.multiproc.sync.ProcessBarrier;
import io.multiproc.sync.ProcessCondition;
import io.multiproc.sync.ProcessEvent;
import io.multiproc.sync.ProcessLock;
import io.multiproc.sync.ProcessSemaphore;
import io.multiproc.sync.ReentrantProcessLock;
import io.multiproc.testkit.CleanExit;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What tests of this package have in common. */
@ExtendWith(CleanExit.class)
abstract class SyncContract {

    static final Duration LONG = Duration.ofSeconds(50);
    static final Duration SHORT = Duration.ofMillis(50);

    @TempDir
    Path folder;

    /** How the processes of the test are started. */
    StartMethod startMethod() {
        return StartMethod.SPAWN;
    }

    /** What makes the objects of the test. */
    SyncMaker maker() {
        return new SyncMaker();
    }

    final ProcessLock lock() {
        return maker().lock();
    }

    final ReentrantProcessLock rlock() {
        return maker().rlock();
    }

    final ProcessSemaphore semaphore(int permits) {
        return maker().semaphore(permits);
    }

    final BoundedProcessSemaphore boundedSemaphore(int permits) {
        return maker().boundedSemaphore(permits);
    }

    final ProcessCondition condition() {
        return maker().condition();
    }

    final ProcessEvent event() {
        return maker().event();
    }

    final ProcessBarrier barrier(int parties) {
        return maker().barrier(parties);
    }

    final int waiters(Object object) {
        return maker().waiters(object);
    }

    @BeforeEach
    void chooseStartMethod() {
        forceStartMethod(startMethod());
    }

    @AfterEach
    void restoreStartMethod() {
        forceStartMethod(null);
    }

    static ChildProcess start(ChildProcess child) {
        child.start();
        return child;
    }

    static void join(ChildProcess child) throws InterruptedException {
        assertThat(child.join(LONG)).as("ended in time").isTrue();
        assertThat(child.exitCode()).hasValue(0);
    }

    static void kill(ChildProcess child) throws InterruptedException {
        child.kill();
        assertThat(child.join(LONG)).isTrue();
    }

    static FutureTask<Void> inThread(Task task) {
        FutureTask<Void> future = new FutureTask<>(() -> {
            task.run();
            return null;
        });
        Thread thread = new Thread(future, "another");
        thread.setDaemon(true);
        thread.start();
        return future;
    }

    static void join(List<FutureTask<Void>> threads) throws Exception {
        for (FutureTask<Void> thread : threads) {
            thread.get();
        }
    }

    /** What a thread does. */
    interface Task {
        void run() throws Exception;
    }
}
