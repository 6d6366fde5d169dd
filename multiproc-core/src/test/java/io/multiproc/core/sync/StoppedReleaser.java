package io.multiproc.core.sync;

import static io.multiproc.Multiprocessing.lock;
import static io.multiproc.Multiprocessing.process;
import static io.multiproc.Multiprocessing.sharedInt;

import io.multiproc.process.ChildProcess;
import io.multiproc.shared.SharedInt;
import io.multiproc.sync.ProcessLock;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.LockSupport;

/**
 * A process is stopped while it takes a lock and releases it again and again, perhaps in the middle of a release, and
 * goes on when this one sleeps for the lock, but does not come again: so only that release can wake the sleeper.
 */
final class StoppedReleaser {

    private static final int NOBODY = 0;
    private static final Duration SLEEPS_LONG_AFTER = Duration.ofMillis(4);

    private StoppedReleaser() {}

    /** Waits for its turn, and then takes the lock and releases it while the turn lasts. */
    static void takeTurns(ProcessLock lock, SharedInt turn, SharedInt taken) throws InterruptedException {
        for (int mine = turn.get(); mine >= 0; mine = turn.get()) {
            if (mine == NOBODY) {
                LockSupport.parkNanos(20_000);
            }
            while (turn.get() > NOBODY) {
                lock.acquire();
                lock.release();
                taken.set(1);
            }
        }
    }

    public static void main(String[] arguments) throws Exception {
        ProcessLock lock = lock();
        SharedInt turn = sharedInt(NOBODY);
        SharedInt taken = sharedInt(0);
        ChildProcess child = process(StoppedReleaser::takeTurns, lock, turn, taken);
        child.start();
        Random random = new Random();
        long longest = 0;
        int slept = 0;
        try (Kill kill = new Kill(child.pid().getAsLong())) {
            for (int i = 0; i < Integer.parseInt(arguments[0]); i++) {
                taken.set(0);
                turn.set(1);
                while (taken.get() == 0) {
                    Thread.onSpinWait();
                }
                LockSupport.parkNanos(random.nextInt(200_000));
                kill.send("STOP");
                turn.set(NOBODY);
                FutureTask<Long> waiter = new FutureTask<>(() -> waitFor(lock));
                Thread thread = new Thread(waiter);
                thread.start();
                while (thread.isAlive() && SegmentWatch.waiters(lock) == 0) {
                    Thread.yield();
                }
                if (thread.isAlive()) {
                    Thread.sleep(SLEEPS_LONG_AFTER.toMillis());
                    slept++;
                }
                kill.send("CONT");
                longest = Math.max(longest, waiter.get());
            }
        }
        turn.set(-1);
        child.join();
        System.out.println(
                "slept " + slept + " times, " + Duration.ofNanos(longest).toMillis() + " ms at most");
    }

    private static long waitFor(ProcessLock lock) throws InterruptedException {
        long start = System.nanoTime();
        lock.acquire();
        lock.release();
        return System.nanoTime() - start;
    }

    /** Sends signals to a process sooner than a program for each of them. */
    private static final class Kill implements AutoCloseable {

        private final Process shell;
        private final Writer orders;
        private final BufferedReader answers;
        private final long pid;

        Kill(long pid) throws IOException {
            this.pid = pid;
            shell = new ProcessBuilder("/bin/sh").start();
            orders = new OutputStreamWriter(shell.getOutputStream(), StandardCharsets.US_ASCII);
            answers = new BufferedReader(new InputStreamReader(shell.getInputStream(), StandardCharsets.US_ASCII));
        }

        void send(String signal) throws IOException {
            orders.write("kill -" + signal + " " + pid + " && echo done\n");
            orders.flush();
            String unused = answers.readLine();
        }

        @Override
        public void close() throws IOException {
            orders.close();
        }
    }
}
