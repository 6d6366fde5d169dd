package io.multiproc.core.queue;

import static io.multiproc.Multiprocessing.joinableQueue;
import static io.multiproc.Multiprocessing.process;
import static io.multiproc.Multiprocessing.processBuilder;
import static io.multiproc.Multiprocessing.queue;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multiproc.process.ChildProcess;
import io.multiproc.queue.JoinableQueue;
import io.multiproc.queue.ProcessQueue;
import io.multiproc.queue.QueueFullException;
import io.multiproc.testkit.CleanExit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(CleanExit.class)
class JoinableQueueTest {

    private static final Duration LONG = Duration.ofSeconds(50);
    private static final Duration SHORT = Duration.ofMillis(50);

    static void work(JoinableQueue<Integer> jobs, ProcessQueue<Integer> results) throws InterruptedException {
        while (true) {
            results.put(jobs.get() * 2);
            jobs.taskDone();
        }
    }

    /** Calls done what others have put and got. */
    static void callDone(JoinableQueue<Integer> jobs, ProcessQueue<String> reports) throws InterruptedException {
        jobs.taskDone();
        try {
            jobs.taskDone();
        } catch (IllegalStateException e) {
            reports.put(e.getMessage());
        }
    }

    static void putAndJoin(JoinableQueue<Integer> jobs, ProcessQueue<String> reports) throws InterruptedException {
        for (int i = 0; i < 100; i++) {
            jobs.put(i);
        }
        reports.put(jobs.join(SHORT) + "");
        jobs.join();
        reports.put("joined, " + jobs.size());
    }

    static void joinTwice(JoinableQueue<Integer> jobs, ProcessQueue<String> reports) throws Exception {
        FutureTask<Void> first = new FutureTask<>(() -> {
            jobs.join();
            return null;
        });
        Thread thread = new Thread(first, "first");
        thread.start();
        while (thread.getState() != Thread.State.WAITING && thread.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
        reports.put(jobs.join(SHORT) + "");
        first.get();
        reports.put("joined");
    }

    /** The owner knows of the last one only. */
    @Test
    void joinReturnsThoughALaterOneOfItsProcessWasGivenUp() throws Exception {
        JoinableQueue<Integer> jobs = joinableQueue();
        ProcessQueue<String> reports = queue();
        jobs.put(1);
        ChildProcess child = process(JoinableQueueTest::joinTwice, jobs, reports);
        child.start();
        assertThat(reports.get(LONG)).isEqualTo("false");
        assertThat(jobs.get()).isEqualTo(1);
        jobs.taskDone();
        assertThat(reports.get(LONG)).isEqualTo("joined");
        child.join();
    }

    @Test
    void joinReturnsWhenAllIsDone() throws Exception {
        JoinableQueue<Integer> jobs = joinableQueue(10);
        ProcessQueue<Integer> results = queue();
        List<ChildProcess> workers = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            ChildProcess worker = processBuilder().daemon(true).target(JoinableQueueTest::work, jobs, results);
            worker.start();
            workers.add(worker);
        }
        for (int i = 0; i < 200; i++) {
            jobs.put(i);
        }
        assertThat(jobs.join(LONG)).isTrue();

        assertThat(jobs.isEmpty()).isTrue();
        int sum = 0;
        for (int i = 0; i < 200; i++) {
            sum += results.get(LONG);
        }
        assertThat(sum).isEqualTo(199 * 200);
        for (ChildProcess worker : workers) {
            worker.terminate();
            worker.join();
        }
    }

    @Test
    void joinWaitsForOnesOwnElementsOnTheirWay() throws Exception {
        JoinableQueue<Integer> jobs = joinableQueue();
        ProcessQueue<String> reports = queue();
        ChildProcess child = process(JoinableQueueTest::putAndJoin, jobs, reports);
        child.start();
        assertThat(reports.get(LONG)).isEqualTo("false");
        for (int i = 0; i < 100; i++) {
            assertThat(jobs.get(LONG)).isEqualTo(i);
            jobs.taskDone();
        }
        assertThat(reports.get(LONG)).isEqualTo("joined, 0");
        child.join();
    }

    @Test
    void taskDoneTooOftenFailsInTheCaller() throws Exception {
        JoinableQueue<Integer> jobs = joinableQueue();
        assertThat(jobs.join(Duration.ZERO)).isTrue();
        assertThatThrownBy(jobs::taskDone)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("taskDone was called more often than elements were put: queue '" + jobs.name() + "'");

        jobs.put(1);
        jobs.get();
        assertThat(jobs.join(Duration.ZERO)).isFalse();
        ProcessQueue<String> reports = queue();
        ChildProcess child = process(JoinableQueueTest::callDone, jobs, reports);
        child.start();
        assertThat(reports.get(LONG)).contains("more often than elements were put: queue '" + jobs.name() + "'");
        assertThat(jobs.join(LONG)).isTrue();
        child.join();
    }

    @Test
    void hasALimitAsOthers() throws Exception {
        JoinableQueue<Integer> jobs = joinableQueue(1);
        jobs.put(1);
        assertThatThrownBy(() -> jobs.putNowait(2)).isInstanceOf(QueueFullException.class);
    }
}
