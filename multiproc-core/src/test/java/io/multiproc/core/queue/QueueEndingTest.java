package io.multiproc.core.queue;

import static io.multiproc.Multiprocessing.process;
import static io.multiproc.Multiprocessing.processBuilder;
import static io.multiproc.Multiprocessing.queue;
import static org.assertj.core.api.Assertions.assertThat;

import io.multiproc.process.ChildProcess;
import io.multiproc.process.ProcessOutput;
import io.multiproc.queue.ProcessQueue;
import io.multiproc.testkit.CleanExit;
import io.multiproc.testkit.Signals;
import io.multiproc.testkit.programs.Programs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Processes that use a queue end, each in its own way. */
@ExtendWith(CleanExit.class)
class QueueEndingTest {

    private static final Duration LONG = Duration.ofSeconds(50);
    private static final int MANY = 3_000;

    static void putLargeAndReturn(ProcessQueue<byte[]> queue) throws InterruptedException {
        for (int i = 0; i < MANY; i++) {
            queue.put(new byte[10_000]);
        }
    }

    static void putAndExit(ProcessQueue<Integer> queue) throws InterruptedException {
        Producers.putAll(queue, 0, MANY);
        System.exit(3);
    }

    static void putCloseAndJoin(ProcessQueue<Integer> queue, ProcessQueue<String> reports) throws InterruptedException {
        Producers.putAll(queue, 0, MANY);
        queue.close();
        queue.joinThread();
        reports.put(threadsOf(queue.name()));
        Programs.sleepForever();
    }

    static void putCancelAndReturn(ProcessQueue<Integer> queue) throws InterruptedException {
        queue.put(1);
        queue.cancelJoinThread();
    }

    static void cancelPutAndCloseAndJoin(
            ProcessQueue<Object> queue, ProcessQueue<String> orders, ProcessQueue<String> reports)
            throws InterruptedException {
        queue.cancelJoinThread();
        putWhenToldAndReturn(queue, orders, reports);
        queue.close();
        queue.joinThread();
    }

    static void ownAndSleep(ProcessQueue<Object> mail) throws InterruptedException {
        mail.put(queue());
        Programs.sleepForever();
    }

    /** Puts what its owner, which is stopped, cannot read. */
    static void putWhenToldAndReturn(
            ProcessQueue<Object> queue, ProcessQueue<String> orders, ProcessQueue<String> reports)
            throws InterruptedException {
        queue.put("attached");
        assertThat(queue.isEmpty()).isFalse();
        reports.put("attached");
        orders.get();
        for (int i = 0; i < 90; i++) {
            queue.put(new byte[10_000]);
        }
    }

    static void makeQueueAndPutIt(ProcessQueue<Object> queue) throws InterruptedException {
        ProcessQueue<Integer> own = queue();
        own.put(1);
        queue.put(own);
    }

    /** Uses what it is sent, and keeps nothing of it. */
    static void useAndForget(ProcessQueue<ProcessQueue<Integer>> queues, ProcessQueue<String> reports)
            throws InterruptedException {
        String name = useOne(queues);
        reports.put("used");
        Awaitility.await().atMost(LONG).until(() -> {
            System.gc();
            useOne(queues); // what was forgotten is noticed when another one comes
            return threadsOf(name).isEmpty();
        });
        reports.put("forgotten");
    }

    private static String useOne(ProcessQueue<ProcessQueue<Integer>> queues) throws InterruptedException {
        ProcessQueue<Integer> queue = queues.get();
        queue.put(1);
        return queue.name();
    }

    private static String threadsOf(String queue) {
        List<String> names = Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.endsWith("-" + queue))
                .toList();
        return names.isEmpty() ? "" : names.toString();
    }

    private static ChildProcess start(ChildProcess child) {
        child.start();
        return child;
    }

    @Test
    void aProducerEndsBeforeAnybodyReads() throws Exception {
        ProcessQueue<byte[]> queue = queue();
        ChildProcess child = start(process(QueueEndingTest::putLargeAndReturn, queue));
        assertThat(child.join(LONG)).isTrue();
        for (int i = 0; i < MANY; i++) {
            assertThat(queue.get(LONG)).hasSize(10_000);
        }
    }

    @Test
    void systemExitPassesOnWhatWasPut() throws Exception {
        ProcessQueue<Integer> queue = queue();
        ChildProcess child = start(process(QueueEndingTest::putAndExit, queue));
        assertThat(child.join(LONG)).isTrue();
        assertThat(child.exitCode()).hasValue(3);
        for (int i = 0; i < MANY; i++) {
            assertThat(queue.get(LONG)).isEqualTo(i);
        }
    }

    @Test
    void aBoundedQueueLosesNothingWhenItsProducerEnds() throws Exception {
        ProcessQueue<Integer> queue = queue(50);
        ChildProcess child = start(process(QueueEndingTest::putAndExit, queue));
        for (int i = 0; i < MANY; i++) {
            assertThat(queue.get(LONG)).isEqualTo(i);
        }
        assertThat(child.join(LONG)).isTrue();
    }

    @Test
    @SuppressWarnings("unchecked")
    void anOwnerThatIsStoppedDoesNotKeepAProducerFromEnding(@TempDir Path folder) throws Exception {
        ProcessQueue<Object> mail = queue();
        ProcessQueue<String> orders = queue();
        ProcessQueue<String> reports = queue();
        ChildProcess owner = start(process(QueueEndingTest::ownAndSleep, mail));
        ProcessQueue<Object> queue = (ProcessQueue<Object>) mail.get(LONG);
        Path errors = folder.resolve("errors");
        ChildProcess producer = start(processBuilder()
                .jvmOptions("-Dmultiproc.exit.timeout=1")
                .errorOutput(ProcessOutput.toFile(errors))
                .target(QueueEndingTest::putWhenToldAndReturn, queue, orders, reports));
        assertThat(reports.get(LONG)).isEqualTo("attached");
        long pid = owner.pid().getAsLong();
        Signals.stop(pid);
        orders.put("go");
        assertThat(producer.join(LONG)).isTrue();
        assertThat(producer.exitCode()).hasValue(0);
        assertThat(Files.readString(errors))
                .containsPattern("ends although \\d+ bytes of what was put into queue 'ProcessQueue-1'")
                .contains("(pid " + pid + "), has read nothing for 1 s, and they are lost")
                .contains("(wait longer with -Dmultiproc.exit.timeout=SECONDS)");
        owner.kill();
        assertThat(owner.join(LONG)).isTrue();
    }

    @Test
    @SuppressWarnings("unchecked")
    void cancelJoinThreadBeforeTheFirstUseHoldsForAllThatIsPutLater() throws Exception {
        ProcessQueue<Object> mail = queue();
        ProcessQueue<String> orders = queue();
        ProcessQueue<String> reports = queue();
        ChildProcess owner = start(process(QueueEndingTest::ownAndSleep, mail));
        ProcessQueue<Object> queue = (ProcessQueue<Object>) mail.get(LONG);
        ChildProcess producer = start(process(QueueEndingTest::cancelPutAndCloseAndJoin, queue, orders, reports));
        assertThat(reports.get(LONG)).isEqualTo("attached");
        Signals.stop(owner.pid().getAsLong());
        orders.put("go");
        assertThat(producer.join(LONG))
                .as("it would wait for ever, and then for 30 s")
                .isTrue();
        assertThat(producer.exitCode()).hasValue(0);
        owner.kill();
        assertThat(owner.join(LONG)).isTrue();
    }

    @Test
    void joinThreadReturnsWhenAllIsPassedOnAndTheThreadsEnd() throws Exception {
        ProcessQueue<Integer> queue = queue();
        ProcessQueue<String> reports = queue();
        ChildProcess child = start(process(QueueEndingTest::putCloseAndJoin, queue, reports));
        reports.get(LONG);
        for (int i = 0; i < MANY; i++) {
            assertThat(queue.get(LONG)).isEqualTo(i);
        }
        child.kill();
        child.join();
    }

    @Test
    void cancelJoinThreadLetsTheProcessEnd() throws Exception {
        ProcessQueue<Integer> queue = queue();
        ChildProcess child = start(process(QueueEndingTest::putCancelAndReturn, queue));
        assertThat(child.join(LONG)).isTrue();
        assertThat(child.exitCode()).hasValue(0);
    }

    @Test
    void anOwnerThatEndsLeavesNothingBehind() throws Exception {
        ProcessQueue<Object> queue = queue();
        ChildProcess child = start(process(QueueEndingTest::makeQueueAndPutIt, queue));
        assertThat(queue.get(LONG)).isInstanceOf(ProcessQueue.class);
        assertThat(child.join(LONG)).isTrue();
        assertThat(child.exitCode()).hasValue(0);
    }

    @Test
    void aQueueThatNobodyHoldsAnyMoreIsLetGo() throws Exception {
        ProcessQueue<ProcessQueue<Integer>> queues = queue(3);
        ProcessQueue<String> reports = queue();
        ChildProcess child = start(process(QueueEndingTest::useAndForget, queues, reports));
        queues.put(queue());
        assertThat(reports.get(LONG)).isEqualTo("used");
        while (child.isAlive()) {
            try {
                queues.put(queue(), Duration.ofMillis(20));
            } catch (io.multiproc.queue.QueueFullException e) {
                Thread.onSpinWait(); // it takes its time
            }
        }
        assertThat(reports.get(LONG)).isEqualTo("forgotten");
    }
}
