package io.multiproc.core.queue;

import static io.multiproc.Multiprocessing.queue;
import static org.assertj.core.api.Assertions.assertThat;

import io.multiproc.queue.ProcessQueue;
import io.multiproc.testkit.CleanExit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Users of a queue that have a lease together; each with a link of its own, though all are in this process. */
@ExtendWith(CleanExit.class)
class CommonLeaseTest {

    private static final Duration LONG = Duration.ofSeconds(50);
    private static final int MANY = 20_000;

    private final ProcessQueue<Integer> owned = queue();
    private final List<ProcessQueue<Integer>> users = new ArrayList<>();

    @BeforeEach
    void attach() {
        for (int i = 0; i < 4; i++) {
            users.add(Attached.to(owned));
        }
    }

    @AfterEach
    void detach() throws InterruptedException {
        for (ProcessQueue<Integer> user : users) {
            user.close();
            user.joinThread();
        }
    }

    private void putAll(int from, int to) throws InterruptedException {
        for (int i = from; i < to; i++) {
            owned.put(i);
        }
    }

    /** Has two users take turns, so that the owner notices. */
    private void contend() throws InterruptedException {
        putAll(-8, 0);
        for (int i = -8; i < 0; i++) {
            assertThat(users.get(i & 1).get(LONG)).isEqualTo(i);
        }
    }

    @Test
    void whoeverTakesNextGetsTheOldestElement() throws Exception {
        contend();
        putAll(0, MANY);
        for (int i = 0; i < MANY; i++) {
            ProcessQueue<Integer> next = i % 5 == 4 ? owned : users.get(i % 5);
            assertThat(next.get(LONG)).isEqualTo(i);
            assertThat(owned.size()).isEqualTo(MANY - 1 - i);
        }
        assertThat(owned.isEmpty()).isTrue();
    }

    @Test
    void whatAUserHasNotTakenWhenItsLinkEndsGoesToOthers() throws Exception {
        contend();
        putAll(0, 1_000);
        for (int i = 0; i < 4; i++) {
            assertThat(users.get(i).get(LONG)).isEqualTo(i);
        }
        detach();
        assertThat(owned.size()).isEqualTo(996);
        users.add(Attached.to(owned));
        for (int i = 4; i < 1_000; i++) {
            assertThat((i % 2 == 0 ? owned : users.get(4)).get(LONG)).isEqualTo(i);
        }
    }

    @Test
    void usersThatTakeAtTheSameTimeGetEachElementOnceAndInOrder() throws Exception {
        contend();
        ConcurrentLinkedQueue<Integer> all = new ConcurrentLinkedQueue<>();
        List<FutureTask<Boolean>> consumers = new ArrayList<>();
        for (ProcessQueue<Integer> user : users) {
            for (int thread = 0; thread < 2; thread++) {
                FutureTask<Boolean> consumer = new FutureTask<>(() -> takeUntilTheEnd(user, all));
                consumers.add(consumer);
                new Thread(consumer, "consumer").start();
            }
        }
        putAll(0, MANY);
        for (int i = 0; i < consumers.size(); i++) {
            owned.put(MANY);
        }
        for (FutureTask<Boolean> consumer : consumers) {
            assertThat(consumer.get()).as("in order").isTrue();
        }
        assertThat(all.stream().sorted()).hasSize(MANY).doesNotHaveDuplicates();
        assertThat(owned.isEmpty()).isTrue();
    }

    private static boolean takeUntilTheEnd(ProcessQueue<Integer> queue, ConcurrentLinkedQueue<Integer> all)
            throws InterruptedException {
        int last = -1;
        while (true) {
            int element = queue.get(LONG);
            if (element < last) {
                return false;
            }
            if (element == MANY) {
                return true;
            }
            last = element;
            all.add(element);
        }
    }
}
