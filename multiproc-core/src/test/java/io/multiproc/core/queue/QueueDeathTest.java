package io.multiproc.core.queue;

import static io.multiproc.Multiprocessing.joinableQueue;
import static io.multiproc.Multiprocessing.process;
import static io.multiproc.Multiprocessing.queue;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multiproc.process.ChildProcess;
import io.multiproc.queue.JoinableQueue;
import io.multiproc.queue.ProcessQueue;
import io.multiproc.queue.QueueClosedException;
import io.multiproc.testkit.CleanExit;
import io.multiproc.testkit.Signals;
import io.multiproc.testkit.programs.Programs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Processes that use a queue are killed. */
@ExtendWith(CleanExit.class)
class QueueDeathTest {

    private static final Duration LONG = Duration.ofSeconds(50);

    private static ChildProcess start(ChildProcess child) {
        child.start();
        return child;
    }

    private static void kill(ChildProcess child) throws InterruptedException {
        child.kill();
        assertThat(child.join(LONG)).isTrue();
    }

    private static FutureTask<Object> inThread(Callable<Object> call) {
        FutureTask<Object> task = new FutureTask<>(call);
        Thread thread = new Thread(task, "user of a queue");
        thread.setDaemon(true);
        thread.start();
        return task;
    }

    /** Makes queues, hands them over, and waits to be killed. */
    static void own(ProcessQueue<Object> mail) throws InterruptedException {
        mail.put(List.of(queue(), queue(1), joinableQueue()));
        Programs.sleepForever();
    }

    static void fillAndWait(ProcessQueue<Integer> queue, ProcessQueue<String> reports) throws InterruptedException {
        queue.put(1);
        queue.put(2);
        reports.put("full");
        queue.put(3);
    }

    @Test
    void killedProducersLeaveWhatTheyHadPassedOnInOrder() throws Exception {
        Random random = new Random();
        ProcessQueue<String> queue = queue(100);
        List<ChildProcess> producers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            producers.add(start(process(Producers::putNumbered, queue, "p" + i, Integer.MAX_VALUE)));
        }
        Map<String, Integer> next = new HashMap<>();
        for (int i = 0; i < 10_000; i++) {
            check(queue.get(LONG), next);
            if (i % 1_000 == 500) {
                kill(producers.remove(random.nextInt(producers.size())));
                producers.add(start(process(Producers::putNumbered, queue, "q" + i, Integer.MAX_VALUE)));
            }
        }
        for (ChildProcess producer : producers) {
            kill(producer);
        }
        for (int left = queue.size(); left > 0; left = queue.size()) {
            assertThat(left).isLessThanOrEqualTo(100);
            check(queue.get(LONG), next);
        }
        for (int i = 0; i < 100; i++) {
            assertThat(queue.isFull()).isFalse();
            queue.putNowait("no slot is lost");
        }
        assertThat(queue.isFull()).isTrue();
    }

    private static void check(String element, Map<String, Integer> next) {
        String[] parts = element.split(":");
        assertThat(Integer.parseInt(parts[1])).as(element).isEqualTo(next.merge(parts[0], 1, Integer::sum) - 1);
    }

    @Test
    void aKilledConsumersReadAheadGoesToOthersInOrder() throws Exception {
        ProcessQueue<Integer> queue = queue();
        ProcessQueue<String> reports = queue();
        Producers.putAll(queue, 0, 1_000);
        ChildProcess child = start(process(Consumers::takeOneAndSleep, queue, reports));
        assertThat(reports.get(LONG)).isEqualTo("taken");
        kill(child);
        for (int i = 1; i < 1_000; i++) {
            assertThat(queue.get(LONG)).isEqualTo(i);
        }
        assertThat(queue.isEmpty()).isTrue();
    }

    @Test
    void aStoppedConsumerKeepsNothingFromOthers() throws Exception {
        ProcessQueue<Integer> queue = queue();
        ProcessQueue<String> reports = queue();
        Producers.putAll(queue, 0, 1_000);
        ChildProcess child = start(process(Consumers::takeOneAndSleep, queue, reports));
        assertThat(reports.get(LONG)).isEqualTo("taken");
        Signals.stop(child.pid().getAsLong());
        for (int i = 1; i < 1_000; i++) {
            assertThat(queue.get(LONG)).isEqualTo(i);
        }
        kill(child);
    }

    @Test
    void aKilledProducerThatWaitsForRoomLosesNoSlot() throws Exception {
        ProcessQueue<Integer> queue = queue(2);
        ProcessQueue<String> reports = queue();
        ChildProcess child = start(process(QueueDeathTest::fillAndWait, queue, reports));
        assertThat(reports.get(LONG)).isEqualTo("full");
        kill(child);
        assertThat(queue.get(LONG)).isEqualTo(1);
        Awaitility.await().atMost(LONG).until(() -> !queue.isFull());
        assertThat(queue.get(LONG)).isEqualTo(2);
        Awaitility.await().atMost(LONG).until(queue::isEmpty);
        queue.putNowait(4);
        queue.putNowait(5);
        assertThat(queue.isFull()).isTrue();
    }

    @Test
    @SuppressWarnings("unchecked")
    void aKilledOwnerIsNoticedByAllAtOnce() throws Exception {
        ProcessQueue<Object> mail = queue();
        ChildProcess owner = start(process(QueueDeathTest::own, mail));
        List<Object> queues = (List<Object>) mail.get(LONG);
        ProcessQueue<Integer> empty = (ProcessQueue<Integer>) queues.get(0);
        ProcessQueue<Integer> full = (ProcessQueue<Integer>) queues.get(1);
        JoinableQueue<Integer> joinable = (JoinableQueue<Integer>) queues.get(2);
        full.put(1);
        joinable.put(1);
        FutureTask<Object> getter = inThread(empty::get);
        FutureTask<Object> timed = inThread(() -> empty.get(LONG));
        FutureTask<Object> putter = inThread(() -> {
            full.put(2);
            return "put";
        });
        FutureTask<Object> joiner = inThread(() -> {
            joinable.join();
            return "joined";
        });
        assertThat(full.isFull()).isTrue();
        assertThat(joinable.size()).isEqualTo(1);

        kill(owner);
        for (FutureTask<Object> waiting : List.of(getter, timed, putter, joiner)) {
            assertThatThrownBy(waiting::get)
                    .hasCauseInstanceOf(QueueClosedException.class)
                    .hasMessageContaining("it lived in process Process-")
                    .hasMessageContaining("(pid " + owner.pid().getAsLong() + ")");
        }
        assertThatThrownBy(() -> empty.put(1)).isInstanceOf(QueueClosedException.class);
        assertThatThrownBy(empty::getNowait).isInstanceOf(QueueClosedException.class);
        assertThatThrownBy(full::size).isInstanceOf(QueueClosedException.class);
        for (ProcessQueue<Integer> queue : List.of(empty, full, joinable)) {
            queue.close();
            queue.joinThread();
        }
    }

    @Test
    void anOwnerThatWasGoneBeforeIsNoticedAtTheFirstUse() throws Exception {
        ProcessQueue<Object> mail = queue();
        ChildProcess owner = start(process(QueueDeathTest::own, mail));
        Object queues = mail.get(LONG);
        kill(owner);
        ProcessQueue<?> queue = (ProcessQueue<?>) ((List<?>) queues).get(0);
        assertThatThrownBy(queue::get)
                .isInstanceOf(QueueClosedException.class)
                .hasMessageContaining("which cannot be reached any more");
    }
}
