package io.multiproc.core.pool.worker;

import io.multiproc.core.child.CollectingTime;
import io.multiproc.core.pool.wire.TaskMessage;
import io.multiproc.core.pool.wire.WorkerNumbers;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * In a worker: counts what its thread does, for another one to tell. The clock is read twice a task; how much of the
 * time is coding is measured of all long tasks and of every sixteenth short one.
 */
final class WorkMeter {

    private static final int SAMPLE_MASK = 15;
    private static final long SHORT_NANOS = 20_000;

    private final AtomicLongArray counters = new AtomicLongArray(WorkerNumbers.COUNTERS);
    private final List<Slow> slowest = new ArrayList<>(WorkerNumbers.MOST_SLOW + 1); // guarded by itself
    private final boolean ownJvm;
    private final long origin = System.nanoTime() - 1; // so that its clock is positive
    private volatile long collectedBefore;
    private long slowEnough; // the rest is used by the worker's thread only
    private long begun;
    private long coding;
    private boolean sampling = true;

    /**
     * Of a worker that is not ready yet.
     *
     * @param ownJvm whether what its JVM collects is its garbage
     */
    WorkMeter(boolean ownJvm) {
        this.ownJvm = ownJvm;
    }

    /** A task and how long it took. */
    record Slow(long task, int firstItem, int items, long nanos) {}

    private void add(int counter, long amount) {
        counters.lazySet(counter, counters.get(counter) + amount);
    }

    private long clock() {
        return System.nanoTime() - origin;
    }

    /** By the worker's thread: it will take tasks. What was before, such as the initializer, is none of its work. */
    void ready() {
        if (ownJvm) {
            collectedBefore = CollectingTime.nanos();
        }
        waits(clock());
    }

    /** It has nothing to do: until the next task, its time of waiting lacks what the clock says, and is negative. */
    private void waits(long since) {
        add(WorkerNumbers.WAITING, -since);
    }

    /** By any thread: how long it has had nothing to do, until now. */
    private long waiting() {
        long waiting = counters.get(WorkerNumbers.WAITING);
        return waiting < 0 ? waiting + clock() : waiting;
    }

    /** A task has been received. */
    void begin() {
        begun = clock();
        add(WorkerNumbers.WAITING, begun);
        coding = 0;
    }

    /** Its outcome was sent. */
    void end(byte[] payload) {
        long ended = clock();
        long nanos = ended - begun;
        waits(ended);
        int items = TaskMessage.to(payload) - TaskMessage.from(payload);
        add(WorkerNumbers.TASKS, 1);
        add(WorkerNumbers.ITEMS, items);
        add(WorkerNumbers.BUSY, nanos);
        if (sampling) {
            add(WorkerNumbers.SAMPLED, nanos);
            add(WorkerNumbers.CODING, coding);
        }
        sampling = nanos >= SHORT_NANOS || (counters.get(WorkerNumbers.TASKS) & SAMPLE_MASK) == 0;
        if (nanos > slowEnough) {
            note(TaskMessage.number(payload), TaskMessage.firstItem(payload), items, nanos);
        }
    }

    private void note(long task, int firstItem, int items, long nanos) {
        synchronized (slowest) {
            slowest.add(new Slow(task, firstItem, items, nanos));
            if (slowest.size() > WorkerNumbers.MOST_SLOW) {
                slowest.sort(Comparator.comparingLong(Slow::nanos).reversed());
                slowest.remove(WorkerNumbers.MOST_SLOW);
                slowEnough = slowest.get(WorkerNumbers.MOST_SLOW - 1).nanos();
            }
        }
    }

    /** By the worker's thread: size of all results so far. */
    long written() {
        return counters.get(WorkerNumbers.BYTES_OUT);
    }

    /** Before an object is read or written: the time, if it matters. */
    long beforeCoding() {
        return sampling ? System.nanoTime() : 0;
    }

    void afterReading(long since, int bytes) {
        counted(WorkerNumbers.BYTES_IN, since, bytes);
    }

    void afterWriting(long since, int bytes) {
        counted(WorkerNumbers.BYTES_OUT, since, bytes);
    }

    private void counted(int counter, long since, int bytes) {
        if (sampling) {
            coding += System.nanoTime() - since;
        }
        add(counter, bytes);
    }

    /** By another thread: what is known, in bytes, as {@link WorkerNumbers} reads them. */
    byte[] report() {
        return report(inUseAfterCollection());
    }

    /** At the end: the same but for how full the heap is, which takes the JVM longer to tell than all the rest. */
    byte[] lastReport() {
        return report(0);
    }

    private byte[] report(long heapInUse) {
        List<Slow> slow;
        synchronized (slowest) {
            slow = List.copyOf(slowest);
        }
        byte[] bytes = new byte[WorkerNumbers.bytes(slow.size())];
        ByteBuffer report = ByteBuffer.wrap(bytes);
        for (int i = 0; i < WorkerNumbers.COUNTERS; i++) {
            report.putLong(i == WorkerNumbers.WAITING ? waiting() : counters.get(i));
        }
        Runtime runtime = Runtime.getRuntime();
        report.putLong(collecting())
                .putLong(runtime.totalMemory() - runtime.freeMemory())
                .putLong(runtime.maxMemory())
                .putLong(heapInUse);
        slow.forEach(task -> report.putLong(task.task())
                .putInt(task.firstItem())
                .putInt(task.items())
                .putLong(task.nanos()));
        return bytes;
    }

    private static long inUseAfterCollection() {
        return java.lang.management.ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(part -> part.getType() == java.lang.management.MemoryType.HEAP)
                .map(java.lang.management.MemoryPoolMXBean::getCollectionUsage)
                .filter(java.util.Objects::nonNull)
                .mapToLong(java.lang.management.MemoryUsage::getUsed)
                .sum();
    }

    /** Since it was ready; nothing in a thread, where it cannot be told whose garbage it was. */
    private long collecting() {
        return ownJvm ? CollectingTime.nanos() - collectedBefore : 0;
    }
}
