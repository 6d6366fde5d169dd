package io.multiproc.core.queue;

import static io.multiproc.Multiprocessing.joinableQueue;
import static io.multiproc.Multiprocessing.process;
import static io.multiproc.Multiprocessing.processBuilder;
import static io.multiproc.Multiprocessing.queueBuilder;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multiproc.Multiprocessing;
import io.multiproc.process.ChildProcess;
import io.multiproc.queue.ProcessQueue;
import io.multiproc.queue.QueueEmptyException;
import io.multiproc.queue.QueueFullException;
import io.multiproc.testkit.Conforms;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for a queue that a process of the program owns. */
abstract class OwnedQueueContract extends QueueContract {

    @Override
    final <E extends @Nullable Object> ProcessQueue<E> queue(int maxSize) {
        return Multiprocessing.queue(maxSize);
    }

    /** A queue for both kinds. */
    static List<ProcessQueue<Object>> bothKinds() {
        return List.of(Multiprocessing.queue(), joinableQueue());
    }

    @Nested
    class Limit {

        @Test
        void waitsForBytesWhereTheyAreLimited() throws Exception {
            ProcessQueue<byte[]> queue = queueBuilder().maxBytes(10_000).build();
            queue.put(new byte[6_000]);
            queue.put(new byte[6_000]);
            assertThat(queue.isFull()).isTrue();
            assertThatThrownBy(() -> queue.putNowait(new byte[1]))
                    .isInstanceOf(QueueFullException.class)
                    .hasMessageContaining("is full: limit=10000 bytes (");
            queue.get();
            queue.putNowait(new byte[1]);
            assertThatThrownBy(() -> queueBuilder().maxBytes(0))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("maxBytes must be >= 1: maxBytes=0");
        }

        @Test
        void isKnownToThoseThatDoNotOwnTheQueue() {
            ProcessQueue<byte[]> owned =
                    queueBuilder().maxSize(1).maxBytes(10_000).build();
            ProcessQueue<byte[]> queue = Attached.to(owned);
            queue.putNowait(new byte[1]);
            Awaitility.await().until(owned::isFull);
            assertThatThrownBy(() -> queue.put(new byte[1], Duration.ofMillis(1)))
                    .isInstanceOf(QueueFullException.class)
                    .hasMessage("queue '" + queue.name()
                            + "' is full: no room within 1 ms: limit=1 elements and 10000 bytes"
                            + " (get elements sooner, wait longer, or make the queue with a higher limit)");
            queue.close();
        }

        @Test
        void keepsAChildFromPuttingManyLargeElementsBeforeTheFirstIsKnown() throws Exception {
            ProcessQueue<byte[]> queue =
                    queueBuilder().maxBytes(4L * Producers.LARGE_BYTES).build();
            int count = 40;
            ChildProcess child = start(process(Producers::putLarge, queue, count));
            Awaitility.await().atMost(LONG).until(() -> queue.size() >= 4);
            Awaitility.await().during(Duration.ofMillis(300)).atMost(LONG).until(() -> queue.size() <= 7);
            for (int i = 0; i < count; i++) {
                assertThat(queue.get(LONG)).hasSize(Producers.LARGE_BYTES);
            }
            join(child);
        }
    }

    @Nested
    class Close {

        static List<ProcessQueue<Object>> bothKinds() {
            return OwnedQueueContract.bothKinds();
        }

        @ParameterizedTest
        @MethodSource("bothKinds")
        @Conforms("_TestQueue.test_closed_queue_empty_exceptions")
        void refusesToSayWhetherAUsedQueueIsEmpty(ProcessQueue<Object> used) throws Exception {
            for (ProcessQueue<Object> unused : bothKinds()) {
                unused.close();
                unused.joinThread();
                assertThat(unused.isEmpty()).isTrue();
            }
            used.put("something");
            used.close();
            used.joinThread();
            assertThatThrownBy(used::isEmpty)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("is closed");
        }

        @ParameterizedTest
        @MethodSource("bothKinds")
        @Conforms("_TestQueue.test_closed_queue_put_get_exceptions")
        void refusesToPutAndGet(ProcessQueue<Object> queue) {
            queue.close();
            queue.close();
            assertThatThrownBy(() -> queue.put(1))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageMatching(
                            "queue '" + queue.name() + "' is closed in process \\S+ \\(pid \\d+\\): put after close");
            assertThatThrownBy(queue::get)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("is closed");
        }

        @Test
        void wakesThoseWhoWait() throws Exception {
            ProcessQueue<Object> queue = queue();
            FutureTask<Object> waiting = new FutureTask<>(queue::get);
            new Thread(waiting, "getter").start();
            queue.close();
            assertThatThrownBy(waiting::get).hasRootCauseInstanceOf(IllegalStateException.class);
        }

        @Test
        void mustComeBeforeJoinThread() {
            ProcessQueue<Object> queue = queue();
            assertThatThrownBy(queue::joinThread)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("queue '" + queue.name() + "' is not closed: call close before joinThread");
        }
    }

    @Nested
    class Getters {

        private static final int BURSTS = 100;
        private static final int BURST = 17;

        /** More than there are leases at once: see {@link Board}. */
        private static final int THREADS = 24;

        @Test
        void ofWhichAChildHasManyGetAllThatIsPut() throws Exception {
            ProcessQueue<Integer> queue = Multiprocessing.queue();
            ProcessQueue<Integer> back = Multiprocessing.queue();
            ChildProcess child = start(process(OwnedQueueContract::passOnWithThreads, queue, back, THREADS));
            for (int burst = 0; burst < BURSTS; burst++) {
                Producers.putAll(queue, 0, BURST);
                List<Integer> found = new ArrayList<>();
                for (int i = 0; i < BURST; i++) {
                    found.add(back.get(LONG));
                }
                assertThat(found)
                        .hasSameElementsAs(IntStream.range(0, BURST).boxed().toList());
            }
            for (int i = 0; i < THREADS; i++) {
                queue.put(-1);
            }
            join(child);
        }
    }

    /** Has so many threads send on what comes, until -1 does. */
    static void passOnWithThreads(ProcessQueue<Integer> from, ProcessQueue<Integer> to, int count) throws Exception {
        List<FutureTask<Void>> works = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            FutureTask<Void> work = new FutureTask<>(() -> {
                for (int element = from.get(); element >= 0; element = from.get()) {
                    to.put(element);
                }
                return null;
            });
            new Thread(work, "getter-" + i).start();
            works.add(work);
        }
        for (FutureTask<Void> work : works) {
            work.get();
        }
    }

    @Nested
    class Owner {

        @Test
        @Conforms("TestStdinBadfiledescriptor.test_queue_in_process")
        void worksForAQueueThatAChildHasMade() throws Exception {
            join(start(process(OwnedQueueContract::makeAndLetGet)));
        }
    }

    static void makeAndLetGet() throws InterruptedException {
        ProcessQueue<Object> queue = Multiprocessing.queue();
        ChildProcess child = processBuilder().daemon(true).target(OwnedQueueContract::getIfThereIs, queue);
        child.start();
        child.join();
        if (child.exitCode().orElse(-1) != 0) {
            throw new IllegalStateException("the child of the child failed: exitCode=" + child.exitCode());
        }
    }

    static void getIfThereIs(ProcessQueue<Object> queue) {
        try {
            queue.getNowait();
        } catch (QueueEmptyException e) {
            System.setProperty("io.multiproc.test.empty", e.toString());
        }
    }
}
