package io.multiproc.core.queue;

import static io.multiproc.Multiprocessing.process;
import static io.multiproc.Multiprocessing.queue;
import static io.multiproc.Multiprocessing.simpleQueue;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multiproc.process.ChildProcess;
import io.multiproc.queue.ProcessQueue;
import io.multiproc.queue.SimpleQueue;
import io.multiproc.testkit.CleanExit;
import io.multiproc.testkit.Conforms;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(CleanExit.class)
class SimpleQueueTest {

    private static final Duration LONG = Duration.ofSeconds(50);

    static void putWhetherEmpty(SimpleQueue<Boolean> queue, ProcessQueue<String> reports) throws InterruptedException {
        queue.put(queue.isEmpty());
        queue.put(queue.isEmpty());
        reports.put("put");
    }

    @Test
    @Conforms("TestSimpleQueue.test_empty")
    void saysWhetherItIsEmpty() throws Exception {
        SimpleQueue<Boolean> queue = simpleQueue();
        ProcessQueue<String> reports = queue();
        assertThat(queue.isEmpty()).isTrue();
        ChildProcess child = process(SimpleQueueTest::putWhetherEmpty, queue, reports);
        child.start();
        assertThat(reports.get(LONG)).isEqualTo("put");

        assertThat(queue.isEmpty()).isFalse();
        assertThat(queue.get()).isTrue();
        assertThat(queue.get()).isFalse();
        assertThat(queue.isEmpty()).isTrue();
        child.join();
    }

    @Test
    @Conforms("TestSimpleQueue.test_empty_exceptions")
    void doesNotSayWhetherItIsEmptyOnceClosed() throws Exception {
        SimpleQueue<Integer> unused = simpleQueue();
        unused.close();
        assertThatThrownBy(unused::isEmpty)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("is closed");

        SimpleQueue<Integer> used = simpleQueue();
        used.put(1);
        used.close();
        assertThatThrownBy(used::isEmpty)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("is closed");
    }

    @Test
    @Conforms("TestSimpleQueue.test_close")
    void canBeClosedTwice() {
        SimpleQueue<Integer> queue = simpleQueue();
        queue.close();
        queue.close();
        assertThat(queue).asString().endsWith(", closed)");
    }

    @Test
    @Conforms("TestSimpleQueue.test_closed")
    void isClosedForPutAndGet() {
        SimpleQueue<Integer> queue = simpleQueue();
        queue.close();
        assertThatThrownBy(() -> queue.put(1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("put after close");
        assertThatThrownBy(queue::get)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("get after close");
    }
}
