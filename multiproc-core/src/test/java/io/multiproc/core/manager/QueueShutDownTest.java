package io.multiproc.core.manager;

import static io.multiproc.Multiprocessing.managerBuilder;
import static io.multiproc.Multiprocessing.process;
import static io.multiproc.core.manager.ManagedSyncTest.inThread;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multiproc.core.manager.heap.ManagedWatch;
import io.multiproc.managers.ManagedQueue;
import io.multiproc.managers.Manager;
import io.multiproc.process.ChildProcess;
import io.multiproc.queue.QueueShutDownException;
import io.multiproc.testkit.CleanExit;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The end of a queue, as Python 3.13 has it; over TCP, where only few classes are received. */
@ExtendWith(CleanExit.class)
class QueueShutDownTest {

    private static final Duration LONG = Duration.ofSeconds(50);
    private static final Duration MOMENT = Duration.ofMillis(1);
    private static final String NO_MORE = "queue 'ManagedQueue-\\d+' was shut down: there are no more elements";
    private static final String TAKES_NONE = "queue 'ManagedQueue-\\d+' was shut down: it takes no more elements";

    private static Manager manager;
    private static ManagedWatch watch;

    @BeforeAll
    static void start() {
        manager = managerBuilder()
                .address(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .authkey(new byte[] {7})
                .types(ManagedWatch.types())
                .build();
        watch = manager.create(ManagedWatch.class);
    }

    @AfterAll
    static void shutdown() {
        manager.shutdown();
    }

    private static void ended(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(QueueShutDownException.class).hasMessageMatching(message);
    }

    /** What waits in a thread, or a process, throws where it waits. */
    private static void endedThere(FutureTask<?> task, String message) {
        assertThatThrownBy(task::get)
                .cause()
                .isInstanceOf(QueueShutDownException.class)
                .hasMessageMatching(message);
    }

    private static void awaitWaiters(ManagedQueue<?> queue, int count) {
        Awaitility.await().atMost(LONG).until(() -> watch.waiters(queue) == count);
    }

    @Test
    void whatIsInItIsGotAndNothingMoreIsTaken() throws Exception {
        ManagedQueue<Integer> queue = manager.queue(2);
        queue.put(1);
        queue.put(2);
        FutureTask<Boolean> putting = inThread(() -> {
            queue.put(3);
            return true;
        });
        awaitWaiters(queue, 1);
        assertThat(queue.isShutdown()).isFalse();

        queue.shutdown();

        endedThere(putting, TAKES_NONE);
        assertThat(queue.isShutdown()).isTrue();
        ended(() -> queue.put(4), TAKES_NONE);
        ended(() -> queue.put(4, MOMENT), TAKES_NONE);
        ended(() -> queue.putNowait(4), TAKES_NONE);
        queue.shutdown(); // once more does no harm
        assertThat(queue.get()).isEqualTo(1);
        queue.taskDone();
        assertThat(queue.join(MOMENT)).isFalse();
        assertThat(queue.getNowait()).isEqualTo(2);
        queue.taskDone();
        queue.join();
        assertThat(queue.isReady()).as("get does not wait").isTrue();
        ended(queue::get, NO_MORE);
        ended(() -> queue.get(LONG), NO_MORE);
        ended(queue::getNowait, NO_MORE);
    }

    @Test
    void atOnceThrowsAwayWhatIsInIt() throws Exception {
        ManagedQueue<Integer> queue = manager.queue();
        for (int i = 0; i < 3; i++) {
            queue.put(i);
        }
        assertThat(queue.get()).isZero();
        FutureTask<Boolean> joining = inThread(() -> {
            queue.join();
            return true;
        });
        awaitWaiters(queue, 1);

        queue.shutdown(true);

        ended(queue::get, NO_MORE);
        assertThat(queue.isEmpty()).isTrue();
        assertThat(queue.join(MOMENT)).as("what was got before is not done yet").isFalse();
        queue.taskDone();
        assertThat(joining.get()).isTrue();
        assertThatThrownBy(queue::taskDone).isInstanceOf(IllegalStateException.class);

        ManagedQueue<Integer> draining = manager.queue();
        draining.put(1);
        draining.shutdown();
        draining.shutdown(true);
        draining.join();
        ended(draining::getNowait, NO_MORE);
    }

    static void count(ManagedQueue<Integer> numbers, ManagedQueue<Integer> sums) throws InterruptedException {
        int sum = 0;
        try {
            while (true) {
                sum += numbers.get();
            }
        } catch (QueueShutDownException e) {
            sums.put(sum);
        }
    }

    static void shutDownAndStay(ManagedQueue<Integer> queue, ManagedQueue<Integer> nothing)
            throws InterruptedException {
        queue.shutdown();
        nothing.get();
    }

    private static ChildProcess started(ChildProcess child) {
        child.start();
        return child;
    }

    @Test
    void allProcessesThatWaitAreToldAndTheDeadKeepNobody() throws Exception {
        ManagedQueue<Integer> numbers = manager.queue();
        ManagedQueue<Integer> sums = manager.queue();
        List<ChildProcess> counting = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            counting.add(started(process(QueueShutDownTest::count, numbers, sums)));
        }
        for (int i = 0; i < 100; i++) {
            numbers.put(1);
        }
        Awaitility.await().atMost(LONG).until(numbers::isEmpty);
        awaitWaiters(numbers, 3);
        counting.get(0).kill(); // while it waits; what it had counted is gone with it
        awaitWaiters(numbers, 2);

        ChildProcess ending = started(process(QueueShutDownTest::shutDownAndStay, numbers, manager.queue()));
        Awaitility.await().atMost(LONG).until(numbers::isShutdown);
        ending.kill();

        assertThat(sums.get(LONG) + sums.get(LONG)).isBetween(0, 100);
        for (ChildProcess child : counting.subList(1, 3)) {
            assertThat(child.join(LONG)).isTrue();
            assertThat(child.exitCode()).hasValue(0);
        }
        assertThat(ending.join(LONG)).isTrue();
        assertThat(counting.get(0).join(LONG)).isTrue();
        ended(numbers::get, NO_MORE);
    }
}
