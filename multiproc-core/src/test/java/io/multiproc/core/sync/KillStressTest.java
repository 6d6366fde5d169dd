package io.multiproc.core.sync;

import static io.multiproc.Multiprocessing.boundedSemaphore;
import static io.multiproc.Multiprocessing.condition;
import static io.multiproc.Multiprocessing.event;
import static io.multiproc.Multiprocessing.lock;
import static io.multiproc.Multiprocessing.process;
import static io.multiproc.Multiprocessing.returningSemaphore;
import static io.multiproc.Multiprocessing.rlock;
import static io.multiproc.Multiprocessing.semaphore;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.multiproc.process.ChildProcess;
import io.multiproc.sync.ProcessSemaphore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Processes hammer all kinds of objects at once, with several threads each, and are killed at random; see each {@link
 * Trial}. Longer with {@code -Dmultiproc.test.stress.seconds=300}; the pauses repeated with
 * {@code -Dmultiproc.test.seed=…}.
 */
class KillStressTest extends SyncContract {

    private static final int SECONDS = Integer.getInteger("multiproc.test.stress.seconds", 2);
    private static final int FEWEST_KILLS = 4;

    /** A child: until it is killed. */
    static void hammer(List<Trial> trials, int child, ProcessSemaphore ready) throws Exception {
        List<FutureTask<Void>> threads = new ArrayList<>();
        for (Trial trial : trials) {
            for (int i = 0; i < trial.threads(); i++) {
                int place = child * Trial.THREADS + i;
                threads.add(inThread(() -> hammer(trial, place)));
            }
        }
        ready.release();
        join(threads);
    }

    private static void hammer(Trial trial, int place) throws Exception {
        try {
            Random random = new Random();
            Trial.Player player = trial.player(place, random);
            while (true) {
                player.step();
                Trial.rest(random);
            }
        } catch (Exception e) {
            trial.fault(e.toString());
            throw e;
        }
    }

    @Test
    @Timeout(value = 15, unit = TimeUnit.MINUTES) // for the long ones
    void killedProcessesHarmNobody() throws Exception {
        long seed = Long.getLong("multiproc.test.seed", System.nanoTime());
        Random random = new Random(seed);
        ConditionTrial conditionTrial = new ConditionTrial(folder, condition());
        List<Trial> trials = List.of(
                new LockTrial(folder, "Plain", lock()),
                new LockTrial(folder, "Reentrant", rlock()),
                conditionTrial,
                new EventTrial(folder, event(), event()),
                new BarrierTrial(folder),
                new SemaphoreTrial(folder, "Plain", semaphore(2)),
                new SemaphoreTrial(folder, "Bounded", boundedSemaphore(2)),
                new ReturningTrial(folder, returningSemaphore(2)));
        ProcessSemaphore ready = semaphore(0);
        List<ChildProcess> children = new ArrayList<>();
        for (int i = 0; i < Trial.CHILDREN; i++) {
            children.add(startHammering(trials, i, ready));
        }
        List<Survivor> survivors = trials.stream().map(Survivor::new).toList();
        int kills = 0;
        try {
            List<FutureTask<Void>> threads = new ArrayList<>();
            survivors.forEach(survivor -> threads.add(inThread(survivor)));
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
            while (kills < FEWEST_KILLS || System.nanoTime() - end < 0) {
                TimeUnit.MILLISECONDS.sleep(random.nextInt(200));
                int victim = random.nextInt(Trial.CHILDREN);
                kill(children.get(victim));
                kills++;
                conditionTrial.killed();
                children.set(victim, startHammering(trials, victim, ready));
                awaitSteps(survivors, seed);
            }
            survivors.forEach(Survivor::stop);
            join(threads);
        } finally {
            survivors.forEach(Survivor::stop);
            for (ChildProcess child : children) {
                kill(child);
                kills++;
            }
        }
        assertThat(Trial.faults(folder)).as("seed=%d", seed).isEmpty();
        for (Trial trial : trials) {
            trial.checkAtEnd(kills * Trial.THREADS);
        }
    }

    /** One that is ready is killed a random time later, not before it has begun. */
    private static ChildProcess startHammering(List<Trial> trials, int number, ProcessSemaphore ready)
            throws InterruptedException {
        ChildProcess child = start(process(KillStressTest::hammer, trials, number, ready));
        assertThat(ready.acquire(Trial.LONG)).as("begun").isTrue();
        return child;
    }

    private void awaitSteps(List<Survivor> survivors, long seed) {
        for (Survivor survivor : survivors) {
            int before = survivor.steps.get();
            await().alias(survivor.trial + " gets on: seed=" + seed)
                    .atMost(Trial.LONG)
                    .until(() -> survivor.steps.get() - before >= 2
                            || !Trial.faults(folder).isEmpty());
        }
    }

    /** A thread of this process. */
    private static final class Survivor implements Task {

        private final Trial trial;
        private final AtomicInteger steps = new AtomicInteger();
        private final AtomicBoolean stopped = new AtomicBoolean();

        Survivor(Trial trial) {
            this.trial = trial;
        }

        void stop() {
            stopped.set(true);
        }

        @Override
        public void run() throws IOException {
            try {
                Random random = new Random();
                Trial.Player player = trial.survivor(random);
                while (!stopped.get()) {
                    player.step();
                    steps.incrementAndGet();
                    Trial.rest(random);
                }
            } catch (Exception e) {
                trial.fault(e.toString());
            }
        }
    }
}
