package io.multiproc.core.pool.worker;

import io.multiproc.core.pool.wire.Overdue;
import io.multiproc.core.pool.wire.TaskBoard;
import io.multiproc.core.pool.wire.TaskMessage;
import io.multiproc.ipc.endpoint.Endpoint;
import io.multiproc.pool.TaskTimeoutException;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * In a worker: what its thread runs at the moment, so that an interruption hits that item and no other, or that task if
 * its items are not timed one by one. Thread-safe: one thread runs items, another one takes orders.
 */
final class RunningItem {

    private final Endpoint link;
    private final Thread runner = Thread.currentThread();
    private long current = TaskBoard.NOTHING;
    private @Nullable Overdue interrupted;
    private volatile boolean givenUp;

    /** Of the calling thread. */
    RunningItem(Endpoint link) {
        this.link = link;
    }

    /** The worker is being initialized, until {@link #endTask}. */
    synchronized void beginStart() {
        current = TaskBoard.STARTING;
    }

    /** What runs from now on belongs to the task. */
    synchronized void beginTask(int task) {
        current = TaskBoard.key(task, TaskBoard.ANY);
        givenUp = false;
    }

    /** The task is done, and an interrupt that was meant for it as well. */
    synchronized void endTask() {
        current = TaskBoard.NOTHING;
        interrupted = null;
        boolean unused = Thread.interrupted();
    }

    /** Whether nobody wants the rest of the task. */
    boolean isGivenUp() {
        return givenUp;
    }

    synchronized void begin(int task, int item) {
        current = TaskBoard.key(task, item);
        interrupted = null;
    }

    /** The item is done; throws if it was not in time, whatever it did then. */
    synchronized void end() {
        current = TaskBoard.key(TaskBoard.taskOf(current), TaskBoard.ANY);
        boolean unused = Thread.interrupted();
        Overdue overdue = interrupted;
        interrupted = null;
        if (overdue != null) {
            throw new TaskTimeoutException(
                    "the task " + overdue.inWords() + " and was interrupted there:\n" + overdue.stack(),
                    overdue.stack(),
                    overdue.stalledFor(),
                    null,
                    null);
        }
    }

    /**
     * By the thread that takes orders: interrupts the item if it still runs, and tells the pool where it is. If its
     * arguments are still read, or its results written, that is told only: an interrupt might hit the next item.
     */
    void interrupt(byte[] order) {
        ByteBuffer words = ByteBuffer.wrap(order);
        long item = words.getLong();
        boolean wholeTask = words.get() != 0;
        long stalledNanos = words.getLong();
        String stack;
        synchronized (this) {
            boolean hit = current == item || wholeTask;
            if (current == TaskBoard.NOTHING
                    || TaskBoard.taskOf(current) != TaskBoard.taskOf(item)
                    || (!hit && TaskBoard.itemOf(current) != TaskBoard.ANY)) {
                return;
            }
            stack = Arrays.stream(runner.getStackTrace())
                    .map(frame -> "\tat " + frame)
                    .collect(Collectors.joining("\n"));
            if (hit) {
                givenUp = wholeTask;
                interrupted = interrupted == null ? new Overdue(stack, stalledNanos) : interrupted;
                runner.interrupt();
            }
            if (item == TaskBoard.STARTING) {
                tell(item, stack); // comes before the news that the start has failed
                return;
            }
        }
        tell(item, stack);
    }

    private void tell(long item, String stack) {
        try {
            link.send(TaskMessage.stack(item, stack));
        } catch (IOException e) {
            System.getLogger(RunningItem.class.getName()).log(Level.DEBUG, "the pool is gone", e);
        }
    }
}
