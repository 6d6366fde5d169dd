package io.multiproc.core.sync;

import static io.multiproc.Multiprocessing.process;
import static io.multiproc.Multiprocessing.queue;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.multiproc.core.sync.Waiters.Bench;
import io.multiproc.core.sync.Waiters.Turn;
import io.multiproc.process.ChildProcess;
import io.multiproc.queue.ProcessQueue;
import io.multiproc.sync.ProcessCondition;
import io.multiproc.sync.ProcessEvent;
import io.multiproc.sync.ProcessSemaphore;
import io.multiproc.sync.ReentrantProcessLock;
import io.multiproc.testkit.Conforms;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What holds for conditions and events however the processes that use them are started. */
@SuppressWarnings("try") // a hold is there to be closed
abstract class ConditionContract extends SyncContract {

    private static final int EACH = 3;
    private static final Duration MOMENT = Duration.ofMillis(100);

    /** One set of processes does all of it. */
    @Test
    @Conforms({"_TestCondition.test_notify", "_TestCondition.test_notify_n", "_TestCondition.test_notify_all"})
    void signalsWakeThoseWhoWaitAndNobodyElse() throws Exception {
        ProcessQueue<@Nullable Turn> turns = queue();
        List<ChildProcess> children = new ArrayList<>();
        for (int i = 0; i < EACH; i++) {
            children.add(start(process(Waiters::waitAsTold, turns)));
        }
        signalWakesOne(turns);
        signalWakesAsManyAsItSays(turns);
        signalAllWakesAllButThoseWhoGaveUp(turns);
        for (ChildProcess unused : children) {
            turns.put(null);
        }
        for (ChildProcess child : children) {
            join(child);
        }
    }

    private Bench bench() {
        return new Bench(condition(), semaphore(0), semaphore(0));
    }

    /** So many processes and so many threads wait. */
    private static List<FutureTask<Void>> sendToSleep(
            Bench bench, ProcessQueue<@Nullable Turn> turns, int each, @Nullable Long timeout) throws Exception {
        List<FutureTask<Void>> threads = new ArrayList<>();
        for (int i = 0; i < each; i++) {
            turns.put(new Turn(bench, timeout));
            threads.add(inThread(() -> Waiters.waitOnce(bench, timeout)));
        }
        for (int i = 0; i < 2 * each; i++) {
            assertThat(bench.sleeping().acquire(LONG)).isTrue();
        }
        return threads;
    }

    private static void signal(Bench bench, int most) throws Exception {
        try (var held = bench.condition().hold()) {
            bench.condition().signal(most);
        }
    }

    private static void assertWoken(ProcessSemaphore woken, int count) throws Exception {
        for (int i = 0; i < count; i++) {
            assertThat(woken.acquire(LONG)).isTrue();
        }
        assertThat(woken.acquire(MOMENT)).as("one more has woken").isFalse();
    }

    private void assertNobodySleeps(Bench bench) throws Exception {
        assertThat(waiters(bench.condition())).isZero();
        try (var held = bench.condition().hold()) {
            assertThat(bench.condition().await(Duration.ofMillis(1)))
                    .as("a signal is left over")
                    .isFalse();
        }
    }

    private void signalWakesOne(ProcessQueue<@Nullable Turn> turns) throws Exception {
        Bench bench = bench();
        List<FutureTask<Void>> threads = sendToSleep(bench, turns, 1, null);
        assertWoken(bench.woken(), 0);
        signal(bench, 1);
        assertWoken(bench.woken(), 1);
        signal(bench, 1);
        assertWoken(bench.woken(), 1);
        join(threads);
        assertNobodySleeps(bench);
    }

    private void signalWakesAsManyAsItSays(ProcessQueue<@Nullable Turn> turns) throws Exception {
        Bench bench = bench();
        List<FutureTask<Void>> threads = sendToSleep(bench, turns, EACH, null);
        assertWoken(bench.woken(), 0);
        signal(bench, 2);
        assertWoken(bench.woken(), 2);
        signal(bench, 4);
        assertWoken(bench.woken(), 4);
        signal(bench, 3);
        join(threads);
        assertNobodySleeps(bench);
    }

    private void signalAllWakesAllButThoseWhoGaveUp(ProcessQueue<@Nullable Turn> turns) throws Exception {
        Bench bench = bench();
        join(sendToSleep(bench, turns, EACH, MOMENT.toMillis()));
        assertWoken(bench.woken(), 2 * EACH);
        assertNobodySleeps(bench);

        List<FutureTask<Void>> threads = sendToSleep(bench, turns, EACH, null);
        assertWoken(bench.woken(), 0);
        try (var held = bench.condition().hold()) {
            bench.condition().signalAll();
        }
        assertWoken(bench.woken(), 2 * EACH);
        join(threads);
        assertNobodySleeps(bench);
    }

    @Test
    @Conforms("_TestCondition.test_waitfor")
    void awaitForWaitsUntilThePredicateIsTrue() throws Exception {
        String file = folder.resolve("value").toString();
        Counter value = new Counter(file);
        value.set(-1);
        ProcessCondition condition = condition();
        ChildProcess child = start(process(Waiters::waitForFour, condition, file));
        try (var held = condition.hold()) {
            assertThat(condition.awaitFor(() -> value.get() == 0, LONG)).isTrue();
            assertThat(value.get()).isZero();
        }
        for (int i = 0; i < 4; i++) {
            try (var held = condition.hold()) {
                value.set(value.get() + 1);
                condition.signal();
            }
        }
        join(child);
    }

    @Test
    @Conforms("_TestCondition.test_waitfor_timeout")
    void signalsDoNotMakeAwaitForWaitLonger() throws Exception {
        String file = folder.resolve("value").toString();
        Counter value = new Counter(file);
        value.set(-1);
        ProcessCondition condition = condition();
        ProcessQueue<String> reports = queue();
        ChildProcess child = start(process(Waiters::waitInVainForFour, condition, file, reports));
        try (var held = condition.hold()) {
            assertThat(condition.awaitFor(() -> value.get() == 0, LONG)).isTrue();
        }
        for (int i = 0; i < 3; i++) {
            try (var held = condition.hold()) {
                value.set(value.get() + 1);
                condition.signal();
            }
        }
        assertThat(reports.get(LONG)).isEqualTo("false in time");
        join(child);
    }

    @Test
    @Conforms("_TestCondition.test_wait_result")
    void awaitTellsWhetherThereWasASignal() throws Exception {
        ProcessCondition condition = condition();
        Thread main = Thread.currentThread();
        try (var held = condition.hold()) {
            assertThat(condition.await(Duration.ZERO)).isFalse();
            assertThat(condition.await(MOMENT)).isFalse();
            ChildProcess child = start(process(Waiters::signal, condition));
            assertThat(condition.await(LONG)).isTrue();
            join(child);
            FutureTask<Void> interrupter = inThread(() -> {
                await().until(() -> waiters(condition) == 1);
                main.interrupt();
            });
            assertThatThrownBy(() -> condition.await(LONG)).isInstanceOf(InterruptedException.class);
            assertThat(((ReentrantProcessLock) condition.lock()).holdCount()).isEqualTo(1);
            interrupter.get();
        }
        assertThat(waiters(condition)).isZero();
    }

    @Test
    void awaitReleasesAllLevelsOfALock() throws Exception {
        ReentrantProcessLock lock = rlock();
        ProcessCondition condition = maker().condition(lock);
        lock.acquire();
        lock.acquire();
        lock.acquire();
        ChildProcess child = start(process(Waiters::signal, condition));
        assertThat(condition.await(LONG)).isTrue();
        assertThat(lock.holdCount()).isEqualTo(3);
        join(child);
        assertThat(condition.lock()).isSameAs(lock);
    }

    @Test
    void aConditionNeedsItsLock() {
        for (ProcessCondition condition : List.of(condition(), maker().condition(lock()))) {
            assertThatThrownBy(condition::signal)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("not held by this thread: signal, owner=none");
            assertThatThrownBy(condition::await).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> condition.awaitFor(() -> true)).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(condition::release).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> condition.signal(-1))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("most=-1");
        }
    }

    @Test
    @Conforms({"_TestEvent.test_event", "_TestEvent.test_repr"})
    void anEventLetsAllGoOnWhileItIsSet() throws Exception {
        ProcessEvent event = event();
        assertThat(event.isSet()).isFalse();
        assertThat(event).hasToString("ProcessEvent(unset)");
        assertThat(event.await(Duration.ZERO)).isFalse();
        assertThat(event.await(MOMENT)).isFalse();
        event.set();
        event.set();
        assertThat(event.isSet()).isTrue();
        assertThat(event).hasToString("ProcessEvent(set)");
        assertThat(event.await(Duration.ZERO)).isTrue();
        assertThat(event.await(MOMENT)).isTrue();
        event.await();
        event.clear();
        assertThat(event.isSet()).isFalse();
        assertThat(event).hasToString("ProcessEvent(unset)");
        FutureTask<Void> waiter = inThread(event::await);
        await().until(() -> waiters(event) == 1);
        ChildProcess child = start(process(Waiters::set, event));
        event.await();
        waiter.get();
        join(child);
        assertThat(waiters(event)).isZero();
    }

    @Test
    void whoWaitsGoesOnThoughAnEventIsClearedAtOnce() throws Exception {
        ProcessEvent event = event();
        for (int i = 0; i < 20; i++) {
            FutureTask<Void> waiter = inThread(event::await);
            await().until(() -> waiters(event) == 1);
            event.set();
            event.clear();
            waiter.get();
        }
    }
}
