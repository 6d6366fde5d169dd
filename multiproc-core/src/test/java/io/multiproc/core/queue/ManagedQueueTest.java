package io.multiproc.core.queue;

import static io.multiproc.Multiprocessing.manager;
import static io.multiproc.Multiprocessing.process;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multiproc.managers.Manager;
import io.multiproc.process.ChildProcess;
import io.multiproc.queue.JoinableQueue;
import io.multiproc.queue.ProcessQueue;
import io.multiproc.queue.QueueEmptyException;
import io.multiproc.queue.QueueFullException;
import io.multiproc.testkit.CleanExit;
import io.multiproc.testkit.Conforms;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Queues of a manager, as CPython's cases want them; all on one server, and one child does all. */
@ExtendWith(CleanExit.class)
class ManagedQueueTest {

    private static final Duration LONG = Duration.ofSeconds(50);
    private static final Duration SHORT = Duration.ofMillis(100);

    private static Manager manager;

    @BeforeAll
    static void start() {
        manager = manager();
    }

    @AfterAll
    static void shutdown() {
        manager.shutdown();
    }

    /** In the child: what CPython's cases do in three. */
    static void use(
            ProcessQueue<Integer> full,
            ProcessQueue<Integer> empty,
            ProcessQueue<Integer> numbers,
            ProcessQueue<String> orders,
            ProcessQueue<String> reports)
            throws InterruptedException {
        Consumers.takeWhenTold(full, 6, orders, reports);
        Producers.putWhenTold(empty, orders, reports);
        Producers.putAll(numbers, 10, 20);
    }

    @Test
    @Conforms({"_TestQueue.test_put", "_TestQueue.test_get", "_TestQueue.test_fork"})
    void twoProcessesPutAndGet() throws Exception {
        ProcessQueue<Integer> full = manager.queue(6);
        ProcessQueue<Integer> empty = manager.queue();
        ProcessQueue<Integer> numbers = manager.queue();
        ProcessQueue<String> orders = manager.queue();
        ProcessQueue<String> reports = manager.queue();
        Producers.putAll(numbers, 0, 10);
        ChildProcess child = process(ManagedQueueTest::use, full, empty, numbers, orders, reports);
        child.start();

        fill(full);
        orders.put("take");
        assertThat(reports.get(LONG)).isEqualTo("taken");
        assertThat(full.isEmpty()).isTrue();
        assertThat(full.isFull()).isFalse();

        assertThat(empty.isEmpty()).isTrue();
        orders.put("put");
        assertThat(reports.get(LONG)).isEqualTo("put");
        takeAll(empty);

        assertThat(child.join(LONG)).isTrue();
        assertThat(child.exitCode()).hasValue(0);
        List<Integer> found = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            found.add(numbers.getNowait());
        }
        assertThat(found).isEqualTo(IntStream.range(0, 20).boxed().toList());
        assertThatThrownBy(numbers::getNowait).isInstanceOf(QueueEmptyException.class);
    }

    private static void fill(ProcessQueue<Integer> queue) throws InterruptedException {
        assertThat(queue.isEmpty()).isTrue();
        assertThat(queue.isFull()).isFalse();
        queue.put(1);
        queue.put(2, LONG);
        queue.put(3, Duration.ZERO);
        queue.put(4, Duration.ofSeconds(-1));
        queue.putNowait(5);
        queue.put(6);
        assertThat(queue.isEmpty()).isFalse();
        assertThat(queue.isFull()).isTrue();
        assertThatThrownBy(() -> queue.putNowait(7))
                .isInstanceOf(QueueFullException.class)
                .hasMessage("queue '" + queue.name() + "' is full");
        assertThatThrownBy(() -> queue.put(7, Duration.ZERO)).isInstanceOf(QueueFullException.class);
        assertThatThrownBy(() -> queue.put(7, SHORT))
                .isInstanceOf(QueueFullException.class)
                .hasMessage("queue '" + queue.name() + "' is full: no room within 100 ms");
    }

    private static void takeAll(ProcessQueue<Integer> queue) throws InterruptedException {
        assertThat(queue.isEmpty()).isFalse();
        assertThat(queue.get()).isEqualTo(2);
        assertThat(queue.get(LONG)).isEqualTo(3);
        assertThat(queue.get(Duration.ofSeconds(1))).isEqualTo(4);
        assertThat(queue.getNowait()).isEqualTo(5);
        assertThat(queue.isEmpty()).isTrue();
        assertThatThrownBy(queue::getNowait)
                .isInstanceOf(QueueEmptyException.class)
                .hasMessage("queue '" + queue.name() + "' is empty");
        assertThatThrownBy(() -> queue.get(Duration.ZERO)).isInstanceOf(QueueEmptyException.class);
    }

    @Test
    @Conforms({"_TestQueue.test_qsize", "_TestQueue.test_timeout"})
    void sizesTimesAndTasksAreCounted() throws Exception {
        JoinableQueue<@Nullable Integer> queue = manager.queue();
        assertThat(queue.size()).isZero();
        queue.put(1);
        assertThat(queue.size()).isEqualTo(1);
        queue.put(null);
        assertThat(queue.size()).isEqualTo(2);
        assertThat(queue.get()).isEqualTo(1);
        assertThat(queue.size()).isEqualTo(1);
        assertThat(queue.get()).isNull();
        assertThat(queue.size()).isZero();

        long start = System.nanoTime();
        assertThatThrownBy(() -> queue.get(Duration.ofMillis(200)))
                .isInstanceOf(QueueEmptyException.class)
                .hasMessage("queue '" + queue.name() + "' is empty: nothing came within 200 ms");
        assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(200_000_000);

        assertThat(queue.join(SHORT)).as("two are not done with").isFalse();
        queue.taskDone();
        queue.taskDone();
        assertThat(queue.join(LONG)).isTrue();
        assertThatThrownBy(queue::taskDone)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("taskDone was called more often than elements were put: queue '" + queue.name() + "'");
    }
}
