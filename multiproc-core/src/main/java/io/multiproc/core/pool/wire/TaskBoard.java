package io.multiproc.core.pool.wire;

import io.multiproc.ipc.memory.MappedSegment;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.invoke.VarHandle;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * What has begun: a word of shared memory for each task that a worker may hold, which outlives the worker.
 *
 * <pre>
 * word of task s, at index s mod SLOTS:   63 ........ 2 | 1 0
 *                                         s             | state
 *
 *              parent                worker
 *   (any) ─────────────▶ QUEUED ─────────────▶ RUNNING     outcome sent: the word means nothing any more
 *                           │ parent
 *                           ▼
 *                        REVOKED
 * </pre>
 *
 * <p>One more word says which item of the running task has begun: {@code task:32 item:32}. A worker writes it before it
 * reads an item, which may run code of the program's, and again before it runs it. That costs a nanosecond, and after
 * its death only that item is to blame.
 *
 * <p>One word counts what the running task has reported of its progress: only that it changes matters. The last one is
 * set before a worker is ended because of what it runs. A worker that finds it set begins nothing more: whatever it had
 * begun when it dies is what it was ended for.
 *
 * <p>Both transitions out of QUEUED are compare-and-sets on the whole word, so exactly one of worker and parent gets
 * the task. A worker runs only what it has claimed; a task found QUEUED after the worker's death was not begun.
 */
public final class TaskBoard {

    /** Tasks that can be told apart at once; the sequence numbers of a worker's tasks span no more. */
    public static final int SLOTS = 64;

    /** Instead of an item: all were run, and their results were about to leave the worker. */
    public static final int SENDING = -1;

    /** Instead of an item: the task was claimed, and none of its items has begun. */
    public static final int NONE = -2;

    /** Instead of an item: whichever the worker runs of the task; never on the board. */
    public static final int ANY = -3;

    /** Instead of an item: the function of the task is looked for, and read if that is its first time. */
    public static final int FUNCTION = -4;

    /** The key of no item. */
    public static final long NOTHING = Long.MIN_VALUE;

    /** Instead of the key of an item: the worker is being initialized. */
    public static final long STARTING = key(-1, 0);

    /** Words of memory, filled up to a whole line of the processor's cache. */
    static final int WORDS = SLOTS + 8;

    /** Added to an item that is read, and not run yet. */
    private static final int READING = Integer.MIN_VALUE;

    private static final int CURRENT = SLOTS;
    private static final int PROGRESS = SLOTS + 1;
    private static final int DOOM = SLOTS + 2;
    private static final long WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final long QUEUED = 1;
    private static final long RUNNING = 2;
    private static final long REVOKED = 3;

    private final MappedSegment words;

    /** In the first {@link #WORDS} of a segment. */
    TaskBoard(MappedSegment words) {
        this.words = words;
    }

    /** Parent: no item has begun; before there is a worker. All other words are 0 at first. */
    void clear() {
        words.setRelease(CURRENT, NOTHING); // 0 is the key of an item
    }

    /** Parent: the task is about to be sent. */
    public void queue(int task) {
        words.setRelease(slot(task), word(task, QUEUED));
    }

    /** Worker: whether the task may be run; if not, the parent has taken it back. */
    public boolean claim(int task) {
        return words.compareAndSet(slot(task), word(task, QUEUED), word(task, RUNNING));
    }

    /** Parent: whether the task has not begun and now never will. */
    public boolean revoke(int task) {
        return words.compareAndSet(slot(task), word(task, QUEUED), word(task, REVOKED));
    }

    /** In place of an item: that item, and its arguments are still being read. */
    public static int reading(int item) {
        return READING + item;
    }

    /** Whether something in place of an item is {@link #reading} one. */
    public static boolean isReading(int item) {
        return item < FUNCTION;
    }

    /** The item that is being read. */
    public static int itemRead(int reading) {
        return reading - READING;
    }

    /**
     * The key of the item whose time it is: that of an item begins when it is read.
     *
     * @param key what the board says
     * @param first the first item to be run of the task, for which its function is read
     */
    public static long timed(long key, int first) {
        int item = itemOf(key);
        if (item == FUNCTION) {
            return key(taskOf(key), first);
        }
        return isReading(item) ? key(taskOf(key), itemRead(item)) : key;
    }

    /** Worker: the item of the task begins, or {@link #reading} it, {@link #FUNCTION} or {@link #SENDING} does. */
    public void begin(int task, int item) {
        words.setRelease(CURRENT, key(task, item));
    }

    /**
     * Parent: from now on the worker begins nothing more, if it runs that item now; nothing has changed if it does not.
     *
     * @param key of the item, or of {@link #ANY} item of the task
     */
    public boolean doom(long key) {
        words.setVolatile(DOOM, 1);
        long current = words.getVolatile(CURRENT); // not before: it has either begun the next one or will not
        boolean runs = itemOf(key) == ANY ? taskOf(current) == taskOf(key) : current == key;
        if (!runs) {
            words.setVolatile(DOOM, 0);
        }
        return runs;
    }

    /**
     * Worker: what it said last that it begins, it may begin. One that is to be ended waits here for its end.
     *
     * @throws IOException if that does not come
     */
    public void awaitLeave() throws IOException {
        VarHandle.fullFence(); // not before the word that says what begins has been written
        if (words.getVolatile(DOOM) != 0) {
            awaitMercy();
        }
    }

    private void awaitMercy() throws IOException {
        for (long start = System.nanoTime(); words.getVolatile(DOOM) != 0; LockSupport.parkNanos(WAIT_NANOS)) {
            if (System.nanoTime() - start > PATIENCE_NANOS || Thread.interrupted()) {
                throw new InterruptedIOException("this worker was to be ended by its pool");
            }
        }
    }

    /** One number for the item of the task. */
    public static long key(int task, int item) {
        return ((long) task << 32) | Integer.toUnsignedLong(item);
    }

    /** The task of a {@link #key}. */
    public static int taskOf(long key) {
        return (int) (key >> 32);
    }

    /** The item of a {@link #key}, or what stands in its place. */
    public static int itemOf(long key) {
        return (int) key;
    }

    /** Parent: the {@link #key} of the item that has begun last, if it is of that task. */
    public long current() {
        return words.getAcquire(CURRENT);
    }

    /** Parent: the item of the task that has begun last, {@link #reading} it, or one of the constants instead. */
    public int begun(int task) {
        long current = words.getAcquire(CURRENT);
        return taskOf(current) == task ? itemOf(current) : NONE;
    }

    /** Worker, any thread: the task gets on. Two at the same time may count as one. */
    public void progress() {
        words.setRelease(PROGRESS, words.getAcquire(PROGRESS) + 1);
    }

    /** Parent: a number that changes when the task gets on. */
    public long progressed() {
        return words.getAcquire(PROGRESS);
    }

    private static int slot(int task) {
        return task & (SLOTS - 1);
    }

    private static long word(int task, long state) {
        return (Integer.toUnsignedLong(task) << 2) | state;
    }
}
