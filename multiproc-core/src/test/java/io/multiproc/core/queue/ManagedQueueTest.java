package io.multiproc.core.queue;

import static io.multiproc.Multiprocessing.managerBuilder;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multiproc.core.manager.heap.ManagedWatch;
import io.multiproc.managers.Manager;
import io.multiproc.process.StartMethod;
import io.multiproc.queue.JoinableQueue;
import io.multiproc.queue.ProcessQueue;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Queues of a manager, all on one server; threads play the processes, as the server is one in any case. */
class ManagedQueueTest extends QueueContract {

    private static Manager manager;
    private static ManagedWatch watch;

    @BeforeAll
    static void startServer() {
        manager = managerBuilder().types(ManagedWatch.types()).build();
        watch = manager.create(ManagedWatch.class);
    }

    @AfterAll
    static void stopServer() {
        manager.close();
    }

    @Override
    StartMethod startMethod() {
        return StartMethod.THREAD;
    }

    @Override
    <E extends @Nullable Object> ProcessQueue<E> queue(int maxSize) {
        return manager.queue(maxSize);
    }

    /** Each is a round trip. */
    @Override
    int many() {
        return 1_000;
    }

    @Override
    void awaitWaiting(ProcessQueue<?> queue, Thread thread) {
        Awaitility.await().atMost(LONG).until(() -> watch.waiters(queue) == 1);
    }

    @Test
    void tasksAreCounted() throws Exception {
        JoinableQueue<@Nullable Integer> queue = manager.queue();
        queue.put(1);
        queue.put(null);
        assertThat(queue.get()).isEqualTo(1);
        assertThat(queue.get()).isNull();
        assertThat(queue.join(SHORT)).as("two are not done with").isFalse();
        queue.taskDone();
        queue.taskDone();
        assertThat(queue.join(LONG)).isTrue();
        assertThatThrownBy(queue::taskDone)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("taskDone was called more often than elements were put: queue '" + queue.name() + "'");
    }
}
