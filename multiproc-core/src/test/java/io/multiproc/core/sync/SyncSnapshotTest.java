package io.multiproc.core.sync;

import static io.multiproc.Multiprocessing.event;
import static io.multiproc.Multiprocessing.lock;
import static io.multiproc.Multiprocessing.process;
import static io.multiproc.Multiprocessing.queue;
import static io.multiproc.Multiprocessing.rlock;
import static io.multiproc.Multiprocessing.syncSnapshot;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.multiproc.Multiprocessing;
import io.multiproc.ipc.memory.Slot;
import io.multiproc.ipc.rundir.RunDirectory;
import io.multiproc.process.ChildProcess;
import io.multiproc.queue.ProcessQueue;
import io.multiproc.sync.ProcessBarrier;
import io.multiproc.sync.ProcessEvent;
import io.multiproc.sync.ProcessLock;
import io.multiproc.sync.ReentrantProcessLock;
import io.multiproc.sync.SyncSnapshot;
import io.multiproc.testkit.ChildJvm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SyncSnapshotTest extends SyncContract {

    static void takeBoth(
            ProcessLock first, ProcessLock second, ProcessQueue<String> orders, ProcessQueue<String> reports)
            throws InterruptedException {
        first.acquire();
        reports.put("has the first");
        orders.get();
        second.acquire();
    }

    @Test
    void namesACycleOfProcessesThatWaitForEachOther() throws Exception {
        ProcessLock a = lock();
        ProcessLock b = rlock();
        ProcessQueue<String> orders = queue();
        ProcessQueue<String> reports = queue();
        ChildProcess one = start(process(SyncSnapshotTest::takeBoth, a, b, orders, reports));
        ChildProcess two = start(process(SyncSnapshotTest::takeBoth, b, a, orders, reports));
        assertThat(reports.get(LONG)).isEqualTo("has the first");
        assertThat(reports.get(LONG)).isEqualTo("has the first");
        assertThat(syncSnapshot().deadlocks()).isEmpty();
        orders.put("go on");
        orders.put("go on");
        await().until(() -> SegmentWatch.waiters(a) == 1 && SegmentWatch.waiters(b) == 1);

        SyncSnapshot snapshot = syncSnapshot();
        String nameOfA = "ProcessLock-\\d+ of MainProcess";
        String nameOfB = "ReentrantProcessLock-\\d+ of MainProcess";
        String fromOne = "%1$s waits for %4$s held by %2$s, which waits for %3$s held by %1$s";
        String fromTwo = "%2$s waits for %3$s held by %1$s, which waits for %4$s held by %2$s";
        assertThat(snapshot.deadlocks())
                .singleElement()
                .satisfiesAnyOf(
                        text -> assertThat(text).matches(fromOne.formatted(one.name(), two.name(), nameOfA, nameOfB)),
                        text -> assertThat(text).matches(fromTwo.formatted(one.name(), two.name(), nameOfA, nameOfB)));
        assertThat(snapshot.holdings())
                .anyMatch(holding -> holding.toString().matches(nameOfA + " is held by " + one.name()))
                .anyMatch(holding -> holding.toString().matches(nameOfB + " is held by " + two.name()));
        assertThat(snapshot.waits())
                .anyMatch(wait ->
                        wait.waiter().equals(one.name()) && wait.object().matches(nameOfB));
        assertThat(snapshot.toString())
                .contains("deadlock: ")
                .contains("is held by")
                .contains(" since 2");

        signal("STOP", one); // none of them could answer
        signal("STOP", two);
        assertThat(seenFromOutside())
                .containsPattern("deadlock: Process-\\d+ \\(pid \\d+\\) waits for (Reentrant)?ProcessLock-\\d+ of "
                        + withId("MainProcess", ProcessHandle.current().pid())
                        + " held by Process-\\d+ \\(pid \\d+\\), which waits for ")
                .containsPattern(nameInside(a) + " is held by " + withId(one))
                .containsPattern(withId(one) + " waits for " + nameInside(b) + " since 2");
        assertThat(syncSnapshot().holdings()) // who looked from outside is no other main process
                .anyMatch(holding -> holding.toString().matches(nameOfA + " is held by " + one.name()));

        signal("CONT", two);
        kill(one);
        assertThat(two.join(LONG)).isTrue();
        assertThat(syncSnapshot().deadlocks()).isEmpty();
        assertThat(syncSnapshot().toString()).contains(two.name() + ", which is dead");
    }

    static void holdOneOfItsOwn(ProcessQueue<String> reports) throws InterruptedException {
        ProcessLock own = Multiprocessing.lock();
        own.acquire();
        reports.put("holds it");
        Multiprocessing.event().await(); // until it is killed
    }

    @Test
    void knowsWhatOtherProcessesOfTheProgramHaveMadeForThemselves() throws Exception {
        ProcessQueue<String> reports = queue();
        ChildProcess child = start(process(SyncSnapshotTest::holdOneOfItsOwn, reports));
        assertThat(reports.get(LONG)).isEqualTo("holds it");
        assertThat(syncSnapshot().holdings())
                .anyMatch(holding -> holding.toString()
                        .matches("ProcessLock-\\d+ of " + child.name() + " is held by " + child.name()));
        kill(child);
    }

    @Test
    void aFileThatIsNoneOfOursDoesNotHideTheOthers() throws Exception {
        ProcessQueue<String> reports = queue();
        ChildProcess child = start(process(SyncSnapshotTest::holdOneOfItsOwn, reports));
        assertThat(reports.get(LONG)).isEqualTo("holds it");
        Path directory = Objects.requireNonNull(
                RunDirectory.ofTheLiving().get(child.pid().getAsLong()));
        for (String name : List.of("objects-0", "objects-8", "objects-9")) { // whatever comes first
            Files.writeString(directory.resolve(name), "garbage");
        }
        Files.write(directory.resolve("objects-7"), new byte[0]); // just being made
        assertThat(syncSnapshot().holdings())
                .anyMatch(holding -> holding.holder().equals(child.name()));
        assertThat(seenFromOutside())
                .contains("cannot read " + directory.resolve("objects-9") + ": java.io.IOException: not a segment of")
                .containsPattern("ProcessLock-\\d+ of " + withId(child) + " is held by " + withId(child));
        kill(child);
    }

    private static void signal(String name, ChildProcess process) throws Exception {
        Process kill = new ProcessBuilder(
                        "kill", "-" + name, String.valueOf(process.pid().getAsLong()))
                .inheritIO()
                .start();
        assertThat(kill.waitFor()).isZero();
    }

    /** What another process of this user learns that has nothing to do with the program. */
    private static String seenFromOutside() throws Exception {
        ChildJvm.Result result = ChildJvm.of(
                        SyncSnapshotMain.class,
                        String.valueOf(ProcessHandle.current().pid()))
                .run(LONG);
        assertThat(result.exitCode()).as(result.output()).isZero();
        return result.output();
    }

    private static String nameInside(ProcessLock lock) {
        String kind = lock instanceof ReentrantProcessLock ? "ReentrantProcessLock" : "ProcessLock";
        return kind + "-\\d+ of "
                + withId("MainProcess", ProcessHandle.current().pid());
    }

    private static String withId(ChildProcess process) {
        return withId(process.name(), process.pid().getAsLong());
    }

    private static String withId(String name, long pid) {
        return "\\Q" + name + " (pid " + pid + ")\\E";
    }

    /** In a child, which gives the lock to a child of its own. */
    static void passOn(ProcessLock lock, ProcessQueue<String> orders, ProcessQueue<String> reports) throws Exception {
        ChildProcess grandchild = process(SyncSnapshotTest::holdUntilTold, lock, orders, reports);
        grandchild.start();
        grandchild.join();
    }

    static void holdUntilTold(ProcessLock lock, ProcessQueue<String> orders, ProcessQueue<String> reports)
            throws InterruptedException {
        lock.acquire();
        reports.put(Multiprocessing.currentProcess().name());
        orders.get();
        lock.release();
    }

    @Test
    void namesGrandchildren() throws Exception {
        ProcessLock lock = lock();
        ProcessQueue<String> orders = queue();
        ProcessQueue<String> reports = queue();
        ChildProcess child = start(process(SyncSnapshotTest::passOn, lock, orders, reports));
        String grandchild = reports.get(LONG);
        assertThat(grandchild).startsWith(child.name() + ":");
        assertThat(syncSnapshot().holdings())
                .anyMatch(holding ->
                        holding.toString().matches("ProcessLock-\\d+ of MainProcess is held by " + grandchild));
        orders.put("go on");
        assertThat(child.join(LONG)).isTrue();
    }

    @Test
    void tellsProcessesOfOneNameApart() throws Exception {
        ProcessLock a = lock();
        ProcessLock b = lock();
        ProcessQueue<String> orders = queue();
        ProcessQueue<String> reports = queue();
        List<ChildProcess> twins = new ArrayList<>();
        for (ProcessLock lock : List.of(a, b)) {
            twins.add(start(Multiprocessing.processBuilder()
                    .name("twin")
                    .target(SyncSnapshotTest::holdUntilTold, lock, orders, reports)));
            assertThat(reports.get(LONG)).isEqualTo("twin");
        }
        for (ChildProcess twin : twins) {
            assertThat(syncSnapshot().holdings())
                    .anyMatch(holding ->
                            holding.toString().matches("ProcessLock-\\d+ of MainProcess is held by " + withId(twin)));
        }
        for (ChildProcess twin : twins) {
            orders.put("go on");
        }
        for (ChildProcess twin : twins) {
            assertThat(twin.join(LONG)).isTrue();
        }
    }

    @Test
    void whoLooksFromOutsideIsToldWhatIsWrong() throws Exception {
        assertThat(ChildJvm.of(SyncSnapshotMain.class, "one").run(LONG))
                .satisfies(result -> assertThat(result.exitCode()).isEqualTo(2))
                .satisfies(result -> assertThat(result.output()).contains("usage: SyncSnapshotMain [PID]"));
        assertThat(ChildJvm.of(SyncSnapshotMain.class, "999999999").run(LONG))
                .satisfies(result -> assertThat(result.exitCode()).isEqualTo(1))
                .satisfies(result -> assertThat(result.output())
                        .startsWith("no process of the program of process 999999999 has a run directory"));
    }

    @Test
    void tellsWhoWaitsSinceWhen() throws Exception {
        ProcessEvent event = event();
        Instant before = Instant.now().minusSeconds(1);
        FutureTask<Void> waiter = inThread(event::await);
        await().until(() -> SegmentWatch.waiters(event) == 1);
        assertThat(syncSnapshot().waits())
                .anyMatch(wait -> wait.waiter().equals("MainProcess|another")
                        && wait.object().matches("ProcessEvent-\\d+ of MainProcess")
                        && wait.since().isAfter(before));
        event.set();
        waiter.get();
    }

    @Test
    void tellsAThreadThatHoldsALockAndWaitsForNothing() throws Exception {
        ProcessLock lock = lock();
        CountDownLatch done = new CountDownLatch(1);
        AtomicLong number = new AtomicLong();
        FutureTask<Void> holder = inThread(() -> {
            lock.acquire();
            number.set(Thread.currentThread().getId());
            done.await();
            lock.release();
        });
        await().until(() -> number.get() > 0);
        assertThat(syncSnapshot().holdings())
                .anyMatch(holding -> holding.toString()
                        .matches("ProcessLock-\\d+ of MainProcess is held by MainProcess\\|#" + number));
        done.countDown();
        holder.get();
    }

    /** The action hangs: one runs it, and another waits until those who have met are gone. */
    @Test
    void tellsWhoMayNotYetComeToABarrier() throws Exception {
        ProcessEvent end = event();
        ProcessBarrier barrier = Multiprocessing.barrier(1, () -> end.await());
        FutureTask<Void> first = inThread(barrier::await);
        await().until(() -> SegmentWatch.waiters(barrier) == 1);
        FutureTask<Void> second = inThread(barrier::await);
        await().until(() -> waitsFor(barrier) == 2);
        end.set();
        first.get();
        second.get();
        assertThat(waitsFor(barrier)).isZero();
    }

    private static long waitsFor(ProcessBarrier barrier) {
        Slot slot = ((LiveSync) barrier).slot();
        String name = "ProcessBarrier-" + slot.segment().number(slot.reference().word()) + " of MainProcess";
        return syncSnapshot().waits().stream()
                .filter(wait -> wait.object().equals(name))
                .count();
    }

    @Test
    void aThreadThatWaitsForItselfIsADeadlock() throws Exception {
        ProcessLock lock = lock();
        FutureTask<Void> waiter = inThread(() -> {
            lock.acquire();
            lock.acquire();
        });
        await().until(() -> SegmentWatch.waiters(lock) == 1);
        assertThat(syncSnapshot().deadlocks())
                .singleElement()
                .asString()
                .matches(
                        "MainProcess\\|another waits for ProcessLock-\\d+ of MainProcess held by MainProcess\\|another");
        lock.release();
        waiter.get();
    }
}
