package io.multiproc.sync;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Who had which lock, and who waited for what, at a moment: to find out why a program stands still.
 *
 * <pre>{@code
 * System.err.println(syncSnapshot());
 * // ProcessLock-1 of MainProcess is held by Process-2
 * // Process-1 waits for ProcessLock-1 of MainProcess since 2026-11-20T16:00:00.123Z
 * }</pre>
 *
 * <p>It knows the objects that this process has made or received, what was made by the same processes as those, and by
 * all processes of the program that run; of all of them it knows the holders and waiters in all processes. Processes
 * have their names, also grandchildren; two of one name are told with their ids. A thread is told beside its process
 * unless it is the main one: by its name if it waits for something, else by its number, {@code Process-2|#23}, as in a
 * thread dump. Taken without stopping anybody: what changes meanwhile may be seen half, but a deadlock is told only if
 * nothing of it has changed. Of threads that wait for what one process has made some 1,000 are seen at once. Immutable.
 *
 * <p>The same is printed from outside, also of a program that hangs, by {@code java -cp CLASSPATH
 * io.multiproc.core.sync.SyncSnapshotMain PID}.
 *
 * @param holdings locks that are held, and permits of semaphores that know their holders, in any order
 * @param waits threads that sleep, in any order
 * @param deadlocks cycles of threads that wait for locks of each other, each as a sentence
 */
public record SyncSnapshot(List<Holding> holdings, List<Waiting> waits, List<String> deadlocks) {

    /** Copies the lists. */
    public SyncSnapshot {
        holdings = List.copyOf(holdings);
        waits = List.copyOf(waits);
        deadlocks = List.copyOf(deadlocks);
    }

    /**
     * A lock that is held.
     *
     * @param object the lock's kind, number and maker
     * @param holder process, and thread if that is not the main one
     */
    public record Holding(String object, String holder) {

        /** Checks that nothing is null. */
        public Holding {
            Objects.requireNonNull(object, "object");
            Objects.requireNonNull(holder, "holder");
        }

        /** As a sentence. */
        @Override
        public String toString() {
            return object + " is held by " + holder;
        }
    }

    /**
     * A thread that sleeps.
     *
     * @param waiter process and thread
     * @param object what it waits for: kind, number and maker
     * @param since when it fell asleep
     */
    public record Waiting(String waiter, String object, Instant since) {

        /** Checks that nothing is null. */
        public Waiting {
            Objects.requireNonNull(waiter, "waiter");
            Objects.requireNonNull(object, "object");
            Objects.requireNonNull(since, "since");
        }

        /** As a sentence. */
        @Override
        public String toString() {
            return waiter + " waits for " + object + " since " + since;
        }
    }

    /** A line for each deadlock, lock that is held and thread that waits. */
    @Override
    public String toString() {
        return Stream.of(deadlocks.stream().map(text -> "deadlock: " + text), holdings.stream(), waits.stream())
                .flatMap(lines -> lines)
                .map(Object::toString)
                .collect(Collectors.joining(System.lineSeparator()));
    }
}
