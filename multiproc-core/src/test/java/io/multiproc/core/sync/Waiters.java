package io.multiproc.core.sync;

import io.multiproc.queue.ProcessQueue;
import io.multiproc.sync.ProcessCondition;
import io.multiproc.sync.ProcessEvent;
import io.multiproc.sync.ProcessSemaphore;
import java.io.Serializable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What processes and threads of the tests do with conditions and events. */
@SuppressWarnings("try") // a hold is there to be closed
final class Waiters {

    private Waiters() {}

    /** A condition, and who sleeps there and has been woken. */
    record Bench(ProcessCondition condition, ProcessSemaphore sleeping, ProcessSemaphore woken)
            implements Serializable {}

    /** One wait, with a time-out in milliseconds or without. */
    record Turn(Bench bench, @Nullable Long timeout) implements Serializable {}

    /** Waits as often as it is told to, until null comes. */
    static void waitAsTold(ProcessQueue<@Nullable Turn> turns) throws InterruptedException {
        for (Turn turn = turns.get(); turn != null; turn = turns.get()) {
            waitOnce(turn.bench(), turn.timeout());
        }
    }

    static void waitOnce(Bench bench, @Nullable Long timeout) throws InterruptedException {
        try (var held = bench.condition().hold()) {
            bench.sleeping().release();
            if (timeout == null) {
                bench.condition().await();
                bench.woken().release();
            } else if (!bench.condition().await(Duration.ofMillis(timeout))) {
                bench.woken().release();
            }
        }
    }

    /** Waits until a number is 4, after it has set it to 0. */
    static void waitForFour(ProcessCondition condition, String file) throws Exception {
        Counter value = new Counter(file);
        try (var held = condition.hold()) {
            value.set(0);
            condition.signal();
            condition.awaitFor(() -> value.get() == 4);
            if (value.get() != 4) {
                throw new IllegalStateException("woken too early: value=" + value.get());
            }
        }
    }

    /** Waits a short time until a number is 4, which it never is. */
    static void waitInVainForFour(ProcessCondition condition, String file, ProcessQueue<String> reports)
            throws Exception {
        Counter value = new Counter(file);
        Duration timeout = Duration.ofMillis(300);
        try (var held = condition.hold()) {
            value.set(0);
            condition.signal();
            long start = System.nanoTime();
            boolean fulfilled = condition.awaitFor(() -> value.get() == 4, timeout);
            boolean tooEarly = System.nanoTime() - start < timeout.toNanos();
            reports.put(fulfilled + (tooEarly ? " too early" : " in time"));
        }
    }

    static void signal(ProcessCondition condition) throws InterruptedException {
        try (var held = condition.hold()) {
            condition.signal();
        }
    }

    static void set(ProcessEvent event) {
        event.set();
    }
}
