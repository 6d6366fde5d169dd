package io.multiproc.core.queue;

import static io.multiproc.Multiprocessing.forceStartMethod;
import static io.multiproc.Multiprocessing.process;
import static io.multiproc.Multiprocessing.processBuilder;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multiproc.process.ChildProcess;
import io.multiproc.process.StartMethod;
import io.multiproc.queue.ProcessQueue;
import io.multiproc.queue.QueueEmptyException;
import io.multiproc.queue.QueueFullException;
import io.multiproc.reduction.NotSendableException;
import io.multiproc.testkit.CleanExit;
import io.multiproc.testkit.Conforms;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for a queue wherever it is, and however the processes that use it are started. */
@ExtendWith(CleanExit.class)
abstract class QueueContract {

    private static final String REMEDY = " (get elements sooner, wait longer, or make the queue with a higher limit)";

    static final Duration LONG = Duration.ofSeconds(50);
    static final Duration SHORT = Duration.ofMillis(100);

    /** How the processes of the test are started. */
    abstract StartMethod startMethod();

    /** What makes the queues of the test. */
    abstract <E extends @Nullable Object> ProcessQueue<E> queue(int maxSize);

    final <E extends @Nullable Object> ProcessQueue<E> queue() {
        return queue(0);
    }

    /** How many elements are many. */
    int many() {
        return 50_000;
    }

    /** Returns when the thread waits for an element. */
    void awaitWaiting(ProcessQueue<?> queue, Thread thread) {
        // on its way there the thread may wait for something else for a moment
        Awaitility.await()
                .pollDelay(Duration.ofMillis(100))
                .atMost(LONG)
                .until(() ->
                        thread.getState() == Thread.State.TIMED_WAITING || thread.getState() == Thread.State.WAITING);
    }

    @BeforeEach
    void chooseStartMethod() throws Exception {
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

    @Nested
    class Put {

        @Test
        @Conforms("_TestQueue.test_put")
        void waitsOrFailsWhileTheQueueIsFull() throws Exception {
            ProcessQueue<Integer> queue = queue(6);
            ProcessQueue<String> orders = queue();
            ProcessQueue<String> reports = queue();
            ChildProcess child = start(process(Consumers::takeWhenTold, queue, 6, orders, reports));
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
                    .hasMessage("queue '" + queue.name() + "' is full: limit=6 elements" + REMEDY);
            assertThatThrownBy(() -> queue.put(7, Duration.ZERO)).isInstanceOf(QueueFullException.class);
            assertThatThrownBy(() -> queue.put(7, Duration.ofSeconds(Long.MIN_VALUE)))
                    .isInstanceOf(QueueFullException.class)
                    .hasMessage("queue '" + queue.name() + "' is full: no room within 0 ms: limit=6 elements" + REMEDY);
            assertThatThrownBy(() -> queue.put(7, SHORT))
                    .isInstanceOf(QueueFullException.class)
                    .hasMessage(
                            "queue '" + queue.name() + "' is full: no room within 100 ms: limit=6 elements" + REMEDY);

            orders.put("take");
            assertThat(reports.get(LONG)).isEqualTo("taken");
            assertThat(queue.isEmpty()).isTrue();
            assertThat(queue.isFull()).isFalse();
            join(child);
        }

        @Test
        @Conforms("_TestQueue.test_fork")
        void ofAChildArrivesAfterThoseOfItsParentAndBeforeItEnds() throws Exception {
            ProcessQueue<Integer> queue = queue();
            Producers.putAll(queue, 0, 10);
            join(start(process(Producers::putAll, queue, 10, 20)));

            List<Integer> found = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                found.add(queue.get(LONG));
            }
            assertThat(found).isEqualTo(IntStream.range(0, 20).boxed().toList());
            assertThatThrownBy(queue::getNowait).isInstanceOf(QueueEmptyException.class);
        }

        @Test
        @Conforms("_TestQueue.test_queue_feeder_donot_stop_onexc")
        void ofWhatCannotBeSentGivesItsRoomBack() throws Exception {
            ProcessQueue<Object> queue = queue(1);
            assertThatThrownBy(() -> queue.put(new CountDownLatch(1))).isInstanceOf(NotSendableException.class);

            queue.put(true, LONG);
            assertThat(queue.size()).isEqualTo(1);
            assertThat(queue.get(LONG)).isEqualTo(true);
            assertThat(queue.isEmpty()).isTrue();
        }

        @Test
        @Conforms("_TestQueue.test_queue_feeder_on_queue_feeder_error")
        void ofWhatCannotBeSentSaysWhatItIs() throws Exception {
            ProcessQueue<Object> queue = queue();
            assertThatThrownBy(() -> queue.put(List.of(1, new Thread("mine"))))
                    .isInstanceOf(NotSendableException.class)
                    .hasMessageContaining("java.lang.Thread");

            queue.put("next");
            assertThat(queue.get(LONG)).isEqualTo("next");
        }

        @Test
        void copies() throws Exception {
            ProcessQueue<List<Integer>> queue = queue();
            List<Integer> list = new ArrayList<>(List.of(1));
            queue.put(list);
            list.add(2);
            assertThat(queue.get()).isEqualTo(List.of(1)).isNotSameAs(list);
        }

        @Test
        void takesNull() throws Exception {
            ProcessQueue<@Nullable Object> queue = queue();
            ProcessQueue<@Nullable Object> back = queue();
            ChildProcess child = start(process(Consumers::passOn, queue, back));
            queue.put("something");
            queue.put(null);
            assertThat(back.get(LONG)).isEqualTo("something");
            assertThat(back.get(LONG)).isNull();
            join(child);
        }

        @Test
        void ofLargeElementsPassesThemOnWhole() throws Exception {
            ProcessQueue<@Nullable Object> queue = queue();
            ProcessQueue<@Nullable Object> back = queue();
            ChildProcess child = start(process(Consumers::passOn, queue, back));
            int[] sizes = {0, 1, 4_000, 8_190, 8_200, 65_530, 70_000, 300_000, 5_000_000};
            for (int size : sizes) {
                byte[] element = new byte[size];
                Arrays.fill(element, (byte) size);
                queue.put(element);
            }
            queue.put(null);
            for (int size : sizes) {
                byte[] element = new byte[size];
                Arrays.fill(element, (byte) size);
                assertThat(back.get(LONG)).isEqualTo(element);
            }
            assertThat(back.get(LONG)).isNull();
            join(child);
        }

        @Test
        void canBeInterrupted() throws Exception {
            ProcessQueue<Integer> queue = queue(1);
            queue.put(1);
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> queue.put(2)).isInstanceOf(InterruptedException.class);
            assertThat(queue.size()).isEqualTo(1);
        }
    }

    @Nested
    class Get {

        @Test
        @Conforms("_TestQueue.test_get")
        void takesInOrderAndFailsWhenThereIsNothing() throws Exception {
            ProcessQueue<Integer> queue = queue();
            ProcessQueue<String> orders = queue();
            ProcessQueue<String> reports = queue();
            ChildProcess child = start(process(Producers::putWhenTold, queue, orders, reports));
            assertThat(queue.isEmpty()).isTrue();

            orders.put("put");
            assertThat(reports.get(LONG)).isEqualTo("put");
            assertThat(queue.isEmpty()).isFalse();
            assertThat(queue.get()).isEqualTo(2);
            assertThat(queue.get(LONG)).isEqualTo(3);
            assertThat(queue.get(LONG)).isEqualTo(4);
            Awaitility.await()
                    .atMost(LONG)
                    .ignoreException(QueueEmptyException.class)
                    .until(() -> queue.getNowait() == 5);

            assertThat(queue.isEmpty()).isTrue();
            assertThatThrownBy(queue::getNowait)
                    .isInstanceOf(QueueEmptyException.class)
                    .hasMessage("queue '" + queue.name() + "' is empty");
            assertThatThrownBy(() -> queue.get(Duration.ZERO)).isInstanceOf(QueueEmptyException.class);
            assertThatThrownBy(() -> queue.get(Duration.ofSeconds(Long.MIN_VALUE)))
                    .isInstanceOf(QueueEmptyException.class)
                    .hasMessage("queue '" + queue.name() + "' is empty: nothing came within 0 ms");
            assertThatThrownBy(() -> queue.get(SHORT)).isInstanceOf(QueueEmptyException.class);
            join(child);
        }

        @Test
        @Conforms("_TestQueue.test_timeout")
        void waitsForItsTimeAndNoLess() {
            ProcessQueue<Integer> queue = queue();
            long start = System.nanoTime();
            assertThatThrownBy(() -> queue.get(Duration.ofMillis(200)))
                    .isInstanceOf(QueueEmptyException.class)
                    .hasMessage("queue '" + queue.name() + "' is empty: nothing came within 200 ms");
            assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(200_000_000);
        }

        @Test
        void takesWhatAChildPutsInOrder() throws Exception {
            ProcessQueue<Integer> queue = queue();
            ChildProcess child = start(process(Producers::putAll, queue, 0, many()));
            for (int i = 0; i < many(); i++) {
                assertThat(queue.get(LONG)).isEqualTo(i);
            }
            join(child);
        }

        @Test
        void canBeInterrupted() throws Exception {
            ProcessQueue<Integer> queue = queue();
            FutureTask<String> waiting = new FutureTask<>(() -> {
                try {
                    return "got " + queue.get();
                } catch (InterruptedException e) {
                    return "interrupted";
                }
            });
            Thread thread = new Thread(waiting, "getter");
            thread.start();
            awaitWaiting(queue, thread);
            thread.interrupt();
            assertThat(waiting.get()).isEqualTo("interrupted");
            queue.put(1);
            assertThat(queue.getNowait()).isEqualTo(1);
        }
    }

    @Nested
    class Size {

        @Test
        @Conforms("_TestQueue.test_qsize")
        void countsWhatIsPutAndNotTaken() throws Exception {
            ProcessQueue<Integer> queue = queue();
            assertThat(queue.size()).isZero();
            queue.put(1);
            assertThat(queue.size()).isEqualTo(1);
            queue.put(5);
            assertThat(queue.size()).isEqualTo(2);
            queue.get();
            assertThat(queue.size()).isEqualTo(1);
            queue.get();
            assertThat(queue.size()).isZero();
        }

        @Test
        void isTheSameForAll() throws Exception {
            ProcessQueue<Object> queue = queue(3);
            ProcessQueue<String> sizes = queue();
            queue.put(1);
            join(start(process(Sizes::report, queue, sizes)));
            assertThat(sizes.get(LONG))
                    .isEqualTo("1 false false, 2 false false, 3 false true, full, 1, 2, 3, 0 true false, empty");
        }
    }

    /** What another process sees of a queue of three that holds 1. */
    static final class Sizes {

        private Sizes() {}

        static void report(ProcessQueue<Object> queue, ProcessQueue<String> sizes) throws InterruptedException {
            StringBuilder seen = new StringBuilder(text(queue));
            queue.putNowait(2);
            seen.append(", ").append(text(queue));
            queue.put(3, LONG);
            seen.append(", ").append(text(queue));
            try {
                queue.putNowait(4);
            } catch (QueueFullException e) {
                seen.append(", full");
            }
            seen.append(", ").append(queue.getNowait());
            seen.append(", ").append(queue.get());
            seen.append(", ").append(queue.get(LONG));
            seen.append(", ").append(text(queue));
            try {
                queue.getNowait();
            } catch (QueueEmptyException e) {
                seen.append(", empty");
            }
            sizes.put(seen.toString());
        }

        private static String text(ProcessQueue<Object> queue) {
            return queue.size() + " " + queue.isEmpty() + " " + queue.isFull();
        }
    }

    @Nested
    class Sending {

        @ParameterizedTest
        @MethodSource("io.multiproc.core.queue.QueueContract#payloads")
        @Conforms("_TestProcess.test_args_argument")
        void worksAsAnArgumentBesideOthers(Object payload) throws Exception {
            ProcessQueue<Object> queue = queue(1);
            ChildProcess child = start(processBuilder().daemon(true).target(Producers::put, queue, payload));
            assertThat(queue.get(LONG)).isEqualTo(payload).hasSameClassAs(payload);
            join(child);
        }

        @Test
        @Conforms("TestStartMethod.test_nested_startmethod")
        void worksFromAChildToItsChild() throws Exception {
            ProcessQueue<Integer> queue = queue();
            join(start(process(QueueContract::putAndLetPut, queue)));
            assertThat(Set.of(queue.get(LONG), queue.get(LONG))).isEqualTo(Set.of(1, 2));
        }

        @Test
        void worksThroughAnotherQueueAndBack() throws Exception {
            ProcessQueue<@Nullable Object> queue = queue();
            ProcessQueue<@Nullable Object> back = queue();
            ChildProcess child = start(process(Consumers::passOn, queue, back));
            queue.put(back);
            assertThat(back.get(LONG)).isSameAs(back);
            queue.put(null);
            assertThat(back.get(LONG)).isNull();
            join(child);
        }

        @Test
        void worksBetweenSiblings() throws Exception {
            ProcessQueue<@Nullable Object> queue = queue();
            ProcessQueue<@Nullable Object> back = queue();
            ChildProcess consumer = start(process(Consumers::passOn, queue, back));
            ChildProcess producer = start(process(QueueContract::putFive, queue));
            for (int i = 0; i < 5; i++) {
                assertThat(back.get(LONG)).isEqualTo(i);
            }
            assertThat(back.get(LONG)).isNull();
            join(producer);
            join(consumer);
        }
    }

    static List<Object> payloads() {
        return List.of(1, "text", List.of(1), new ArrayList<>(List.of("a")));
    }

    static void putFive(ProcessQueue<@Nullable Object> queue) throws InterruptedException {
        for (int i = 0; i < 5; i++) {
            queue.put(i);
        }
        queue.put(null);
    }

    static void putAndLetPut(ProcessQueue<Integer> queue) throws InterruptedException {
        queue.put(1);
        ChildProcess child = process(Producers::putAll, queue, 2, 3);
        child.start();
        child.join();
    }
}
