package io.multiproc.core.pool.remote;

import io.multiproc.core.pool.task.SharedFunction;
import io.multiproc.core.pool.task.Task;
import io.multiproc.core.pool.task.TaskSink;
import io.multiproc.core.pool.wire.TaskBoard;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The tasks that one worker holds: one that it runs and some read ahead. Guarded by the dispatcher's lock.
 *
 * <p>Reading ahead cannot make a task wait while a worker is idle: what has not begun can be taken back.
 */
public final class Window {

    /** More does not make small tasks faster. */
    private static final int MOST_TASKS = 32;

    /** Large tasks are not read ahead much: they cost memory, and time dwarfs the gap between two of them. */
    private static final long MOST_BYTES = 256 * 1024;

    private final TaskBoard board;
    private final @Nullable Task[] tasks = new @Nullable Task[TaskBoard.SLOTS];
    private int next;
    private int oldest;
    private int count;
    private long bytes;
    private long doomedFor = TaskBoard.NOTHING;

    Window(TaskBoard board) {
        this.board = board;
    }

    public int count() {
        return count;
    }

    public boolean hasRoomFor(Task task) {
        return !isDoomed()
                && (count == 0
                        || (count < MOST_TASKS
                                && next - oldest < TaskBoard.SLOTS
                                && bytes + task.bytes() <= MOST_BYTES));
    }

    /** Takes the task in and gives the number under which the worker is to answer. */
    int add(Task task) {
        int number = next++;
        tasks[slot(number)] = task;
        count++;
        bytes += task.bytes();
        board.queue(number);
        return number;
    }

    /** The task that the worker answers under that number; null if it holds none. */
    @Nullable
    public Task get(int number) {
        return number - oldest < 0 || next - number <= 0 ? null : tasks[slot(number)];
    }

    /** Takes the task out that the worker has answered; null if it holds none of that number. */
    @Nullable
    public Task remove(int number) {
        Task task = get(number);
        if (task != null) {
            tasks[slot(number)] = null;
            count--;
            bytes -= task.bytes();
            while (oldest != next && tasks[slot(oldest)] == null) {
                oldest++;
            }
        }
        return task;
    }

    /** Takes back the newest task that has not begun; null if all have. */
    @Nullable
    public Task revokeNewest() {
        for (int number = next - 1; number - oldest >= 0; number--) {
            if (tasks[slot(number)] != null && board.revoke(number)) {
                return remove(number);
            }
        }
        return null;
    }

    /** Takes back such tasks as have not begun, oldest first. */
    public List<Task> revokeAll(Predicate<Task> which) {
        List<Task> result = new ArrayList<>();
        int end = next;
        for (int number = oldest; number != end; number++) {
            Task task = get(number);
            if (task != null && which.test(task) && board.revoke(number)) {
                remove(number);
                result.add(task);
            }
        }
        return result;
    }

    /**
     * Takes out a task that a dead worker had begun; null if it had begun none. Not before the others are taken out.
     */
    @Nullable
    public Begun removeBegun() {
        for (int number = oldest; number != next; number++) {
            Task task = remove(number);
            if (task != null) {
                int item = doomedFor == TaskBoard.NOTHING ? board.begun(number) : doomedItem(number);
                long timed = TaskBoard.timed(TaskBoard.key(number, item), task.from());
                return new Begun(task, item, timed, isPassed(number));
            }
        }
        return null;
    }

    /** Whether the worker had begun a later one. */
    private boolean isPassed(int number) {
        long last = doomedFor == TaskBoard.NOTHING ? board.current() : doomedFor;
        return last != TaskBoard.NOTHING && TaskBoard.taskOf(last) - number > 0;
    }

    /** The worker may have said that it begins another one, but has not. */
    private int doomedItem(int number) {
        return number == TaskBoard.taskOf(doomedFor) ? TaskBoard.itemOf(doomedFor) : TaskBoard.NONE;
    }

    /**
     * Sees to it that the worker begins nothing more, so that it can be ended for what it runs; false if it runs that
     * no more.
     */
    boolean doom(long key) {
        if (!board.doom(key)) {
            return false;
        }
        doomedFor = key;
        return true;
    }

    /** Whether the worker will begin nothing more. */
    public boolean isDoomed() {
        return doomedFor != TaskBoard.NOTHING;
    }

    /** The key of the item that the worker runs, or {@link TaskBoard#NOTHING}. */
    long running() {
        long current = board.current();
        return get(TaskBoard.taskOf(current)) == null ? TaskBoard.NOTHING : current;
    }

    /** Number of the first task, if the worker has begun none; {@link TaskBoard#NONE} if it has, or has none. */
    int unbegun() {
        return count > 0 && running() == TaskBoard.NOTHING ? oldest : TaskBoard.NONE;
    }

    /** A number that changes when what the worker runs reports progress. */
    long progressed() {
        return board.progressed();
    }

    /** Whether the worker runs a task for that sink that was not given up. */
    public boolean isRunning(TaskSink sink) {
        Task task = runningTask();
        return task != null && task.sink() == sink && !task.isSettled();
    }

    /** Whether the worker runs a task with that function, which it has read. */
    public boolean isRunning(SharedFunction function) {
        long current = board.current();
        Task task = get(TaskBoard.taskOf(current));
        return task != null && task.function() == function && TaskBoard.itemOf(current) != TaskBoard.FUNCTION;
    }

    private @Nullable Task runningTask() {
        return get(TaskBoard.taskOf(board.current()));
    }

    /** What is left of that sink's tasks and was not given up: begun, if those that have not were taken back. */
    public List<Task> remaining(TaskSink sink) {
        List<Task> result = new ArrayList<>();
        for (int number = oldest; number != next; number++) {
            Task task = get(number);
            if (task != null && task.sink() == sink && !task.isSettled()) {
                result.add(task);
            }
        }
        return result;
    }

    /**
     * A task that a worker had claimed.
     *
     * @param item the one that had begun last, or what the board says instead
     * @param timed key of that item, whether it ran or was read
     * @param isPassed whether the worker had begun another task after it, so that it had done all of this one
     */
    public record Begun(Task task, int item, long timed, boolean isPassed) {}

    /** Takes out all tasks, oldest first. */
    public List<Task> removeAll() {
        List<Task> result = new ArrayList<>();
        int end = next;
        for (int number = oldest; number != end; number++) {
            Task task = remove(number);
            if (task != null) {
                result.add(task);
            }
        }
        return result;
    }

    private static int slot(int number) {
        return number & (TaskBoard.SLOTS - 1);
    }
}
