package io.multiproc.core.queue;

import static io.multiproc.Multiprocessing.awaitAny;
import static io.multiproc.Multiprocessing.process;
import static io.multiproc.Multiprocessing.queue;
import static io.multiproc.Multiprocessing.simpleQueue;
import static org.assertj.core.api.Assertions.assertThat;

import io.multiproc.process.ChildProcess;
import io.multiproc.process.Waitable;
import io.multiproc.queue.ProcessQueue;
import io.multiproc.queue.SimpleQueue;
import io.multiproc.testkit.CleanExit;
import io.multiproc.testkit.programs.Programs;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@code awaitAny} over queues. */
@ExtendWith(CleanExit.class)
class QueueWaitingTest {

    private static final Duration LONG = Duration.ofSeconds(50);

    static void forward(ProcessQueue<String> first, ProcessQueue<String> second, ProcessQueue<String> results)
            throws InterruptedException {
        for (int i = 0; i < 10; i++) {
            List<ProcessQueue<String>> ready = awaitAny(List.of(first, second), LONG);
            results.put((ready.get(0) == first ? "first " : "second ")
                    + ready.get(0).get());
        }
        results.put(awaitAny(List.of(first, second), Duration.ofMillis(10)).toString());
    }

    static void own(ProcessQueue<Object> mail) throws InterruptedException {
        mail.put(queue());
        Programs.sleepForever();
    }

    @Test
    void tellsWhichQueueOfThisProcessHasAnElement() throws Exception {
        ProcessQueue<Integer> empty = queue();
        ProcessQueue<Object> filled = queue();
        SimpleQueue<Integer> simple = simpleQueue();
        List<Waitable> all = List.of(empty, filled, simple);
        assertThat(awaitAny(all, Duration.ofMillis(10))).isEmpty();

        ChildProcess child = process(Producers::put, filled, "element");
        child.start();
        assertThat(awaitAny(all, LONG)).containsExactly(filled);
        assertThat(filled.isReady()).isTrue();
        simple.put(1);
        assertThat(awaitAny(all)).containsExactly(filled, simple);
        assertThat(filled.get()).isEqualTo("element");
        assertThat(awaitAny(all, LONG)).containsExactly(simple);
        child.join();
        empty.close();
        assertThat(awaitAny(all, LONG)).containsExactly(empty, simple);
    }

    @Test
    void tellsWhichQueueOfAnotherProcessHasAnElement() throws Exception {
        ProcessQueue<String> first = queue();
        ProcessQueue<String> second = queue();
        ProcessQueue<String> results = queue();
        ChildProcess child = process(QueueWaitingTest::forward, first, second, results);
        child.start();
        for (int i = 0; i < 5; i++) {
            first.put("a");
            assertThat(results.get(LONG)).isEqualTo("first a");
            second.put("b");
            assertThat(results.get(LONG)).isEqualTo("second b");
        }
        assertThat(results.get(LONG)).isEqualTo("[]");
        child.join();
    }

    @Test
    void tellsThatTheOwnerIsGone() throws Exception {
        ProcessQueue<Object> mail = queue();
        ChildProcess owner = process(QueueWaitingTest::own, mail);
        owner.start();
        ProcessQueue<?> queue = (ProcessQueue<?>) mail.get(LONG);
        assertThat(awaitAny(List.of(queue), Duration.ofMillis(10))).isEmpty();
        owner.kill();
        assertThat(awaitAny(List.of(queue), LONG)).hasSize(1);
        queue.close();
        owner.join();
    }
}
