package io.multiproc.core.sync;

import static io.multiproc.Multiprocessing.barrier;
import static io.multiproc.Multiprocessing.condition;
import static io.multiproc.Multiprocessing.event;
import static io.multiproc.Multiprocessing.lock;
import static io.multiproc.Multiprocessing.process;
import static io.multiproc.Multiprocessing.returningSemaphore;
import static io.multiproc.Multiprocessing.rlock;
import static io.multiproc.Multiprocessing.semaphore;
import static io.multiproc.Multiprocessing.sharedInt;
import static io.multiproc.Multiprocessing.sharedLongArray;

import io.multiproc.process.ChildProcess;
import io.multiproc.shared.SharedInt;
import io.multiproc.shared.SharedLongArray;
import io.multiproc.sync.BoundedProcessSemaphore;
import io.multiproc.sync.ProcessBarrier;
import io.multiproc.sync.ProcessCondition;
import io.multiproc.sync.ProcessEvent;
import io.multiproc.sync.ProcessLock;
import io.multiproc.sync.ProcessSemaphore;
import io.multiproc.sync.ReentrantProcessLock;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.LockSupport;

/**
 * Threads of three processes go from one object to the next, round after round, and wait for each other before a round
 * ends: so nobody comes along who would wake, by chance, one whose wake-up was lost. Run with a long
 * {@code multiproc.sync.sleep}.
 */
@SuppressWarnings("try") // a hold is there to be closed
final class WakeUpRounds {

    private static final int CHILDREN = 2;
    private static final int THREADS = 2;
    private static final int ALL = (CHILDREN + 1) * THREADS;
    private static final int OVER = -1;

    /** Of the thread that ends the rounds. */
    private static volatile long end;

    private static volatile int rounds; // by that thread

    private WakeUpRounds() {}

    /** What the threads wait for, in this order. */
    enum Step {
        LOCK,
        REENTRANT_LOCK,
        SEMAPHORE,
        RETURNING_SEMAPHORE,
        TOKEN,
        TURN,
        EVENT,
        BARRIER
    }

    /** What can be waited for without an end. */
    interface Wait {
        void run() throws Exception;
    }

    /**
     * The objects.
     *
     * @param tokens how many may go on; one is signalled for each
     * @param turn whose turn it is, in the order of their numbers; all are signalled
     * @param round the number of rounds, or {@link #OVER}
     * @param longest the longest wait at each step, in nanoseconds
     */
    record Course(
            ProcessLock lock,
            ReentrantProcessLock rlock,
            ProcessSemaphore semaphore,
            BoundedProcessSemaphore permits,
            ProcessCondition token,
            SharedInt tokens,
            ProcessCondition inTurn,
            SharedInt turn,
            ProcessEvent event,
            ProcessBarrier barrier,
            SharedInt round,
            SharedLongArray longest)
            implements Serializable {

        private void awaiting(Step step, Wait wait) throws Exception {
            long start = System.nanoTime();
            wait.run();
            long time = System.nanoTime() - start;
            long most = longest.get(step.ordinal());
            while (time > most && !longest.compareAndSet(step.ordinal(), most, time)) {
                most = longest.get(step.ordinal());
            }
        }

        private void play(int number) throws Exception {
            Random random = new Random();
            while (round.get() != OVER) {
                hold(Step.LOCK, lock, random);
                meet();
                hold(Step.REENTRANT_LOCK, rlock, random);
                meet();
                hold(Step.SEMAPHORE, semaphore, random);
                meet();
                hold(Step.RETURNING_SEMAPHORE, permits, random);
                meet();
                takeToken();
                work(random);
                giveToken();
                meet();
                takeTurn(number);
                if (number == round.get() % ALL) {
                    work(random);
                    event.set();
                } else {
                    awaiting(Step.EVENT, event::await);
                }
                meet();
                if (number == 0) {
                    event.clear();
                    endRound();
                }
                meet();
            }
        }

        /** All begin the next step together. */
        private void meet() throws Exception {
            awaiting(Step.BARRIER, barrier::await);
        }

        private void hold(Step step, ProcessLock which, Random random) throws Exception {
            if (random.nextInt(3) > 0 || !which.acquire(moment(random))) { // who gives up comes again
                awaiting(step, which::acquire);
            }
            work(random);
            which.release();
        }

        private void hold(Step step, ProcessSemaphore which, Random random) throws Exception {
            if (random.nextInt(3) > 0 || !which.acquire(moment(random))) {
                awaiting(step, which::acquire);
            }
            work(random);
            which.release();
        }

        private static Duration moment(Random random) {
            return Duration.ofNanos(random.nextInt(300_000));
        }

        private void takeToken() throws Exception {
            try (var held = token.hold()) {
                awaiting(Step.TOKEN, () -> token.awaitFor(() -> tokens.get() > 0));
                tokens.set(tokens.get() - 1);
            }
        }

        private void giveToken() throws Exception {
            try (var held = token.hold()) {
                tokens.set(tokens.get() + 1);
                token.signal();
            }
        }

        private void takeTurn(int number) throws Exception {
            try (var held = inTurn.hold()) {
                awaiting(Step.TURN, () -> inTurn.awaitFor(() -> turn.get() == number));
                turn.set((number + 1) % ALL);
                inTurn.signalAll();
            }
        }

        private void endRound() {
            rounds++;
            round.set(System.nanoTime() - end < 0 ? rounds : OVER);
        }

        /** Longer or shorter than the others look before they sleep. */
        private static void work(Random random) {
            int kind = random.nextInt(3);
            if (kind > 0) {
                LockSupport.parkNanos(random.nextInt(kind == 1 ? 20_000 : 200_000));
            }
        }
    }

    private static Course create() {
        return new Course(
                lock(),
                rlock(),
                semaphore(2),
                returningSemaphore(2),
                condition(),
                sharedInt(1),
                condition(),
                sharedInt(0),
                event(),
                barrier(ALL),
                sharedInt(0),
                sharedLongArray(Step.values().length));
    }

    static void play(Course course, int first) throws Exception {
        List<FutureTask<Void>> threads = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            int number = first + i;
            FutureTask<Void> task = new FutureTask<>(() -> {
                course.play(number);
                return null;
            });
            new Thread(task, "player-" + number).start();
            threads.add(task);
        }
        for (FutureTask<Void> thread : threads) {
            thread.get();
        }
    }

    public static void main(String[] arguments) throws Exception {
        Course course = create();
        List<ChildProcess> children = new ArrayList<>();
        for (int i = 1; i <= CHILDREN; i++) {
            ChildProcess child = process(WakeUpRounds::play, course, i * THREADS);
            child.start();
            children.add(child);
        }
        end = System.nanoTime()
                + Duration.ofSeconds(Long.parseLong(arguments[0])).toNanos();
        play(course, 0);
        for (ChildProcess child : children) {
            child.join();
        }
        System.out.println("longest waits of " + rounds + " rounds:");
        for (Step step : Step.values()) {
            System.out.println(step + " "
                    + Duration.ofNanos(course.longest().get(step.ordinal())).toMillis() + " ms");
        }
    }
}
