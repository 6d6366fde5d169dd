package io.multiproc.core.pool.remote;

import io.multiproc.core.child.ExitStatus;
import io.multiproc.core.pool.settings.PoolConfig;
import io.multiproc.core.pool.task.SharedFunction;
import io.multiproc.core.pool.task.Task;
import io.multiproc.core.pool.task.TaskForm;
import io.multiproc.core.pool.task.TimeLimits;
import io.multiproc.core.pool.wire.Hooks;
import io.multiproc.core.pool.wire.Overdue;
import io.multiproc.core.pool.wire.TaskBoard;
import io.multiproc.core.pool.wire.TaskMessage;
import io.multiproc.core.pool.wire.WorkerMemory;
import io.multiproc.core.pool.wire.WorkerNumbers;
import io.multiproc.pool.TaskCancelledException;
import io.multiproc.pool.TaskPlace;
import io.multiproc.pool.WorkerInsights;
import io.multiproc.process.ProcessOutput;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One worker of a pool, as the parent sees it: which tasks it holds, and what becomes of it.
 *
 * <p>{@code window}, {@code functions}, {@code handed}, {@code done}, {@code ladder}, {@code disowned},
 * {@code alertness}, {@code retired} and {@code succeeded} are guarded by the dispatcher's lock.
 */
public final class Worker {

    private final String name;
    private final Position position;
    private final WorkerProcess process;
    private final WorkerLink link;
    private final Window window;
    private final Set<Integer> functions = new HashSet<>();
    private final int mostTasks;
    private final Consumer<Worker> spent;
    private final Ladder ladder;
    private final boolean errorsRead;
    private final Alertness alertness = new Alertness();
    private int handed;
    private long done;
    private @Nullable Disowned disowned;
    private boolean retired;
    private boolean succeeded;
    private @Nullable CompletableFuture<byte[]> heapAsked; // as what it has come to, by the pool's own thread only
    private long heapInUse;

    /**
     * Which of a pool's workers it is.
     *
     * @param number among all that there have been
     * @param place among those that work at the same time; whoever replaces it may have the same
     * @param workers how many the pool is to have when it starts
     */
    public record Position(int number, int place, int workers) {}

    /** What it was told to stop last because it was given up: it may have answered before it tells where that was. */
    private record Disowned(int number, TaskForm form, RuntimeException reason) {}

    /** What the workers of a pool have in common. */
    public record Pool(PoolConfig config, Hooks.Encoded hooks, WorkerListener listener, ExitResults exitResults) {}

    private Worker(Position position, Pool pool, Consumer<Worker> spent) {
        this.position = position;
        this.name = pool.config().name() + "-worker-" + position.number();
        this.mostTasks = pool.config().tenure().tasks();
        this.spent = spent;
        this.errorsRead = pool.config().jvm().errorOutput().kind() == ProcessOutput.Kind.FORWARDED;
        this.ladder = new Ladder(pool.config().graceNanos());
        this.process = new WorkerProcess(name, pool.config().graceNanos());
        WorkerMemory memory = process.createMemory();
        this.window = new Window(memory.board());
        this.link = new WorkerLink(this, process, pool.listener(), new Lane(memory), pool.exitResults());
    }

    /**
     * Starts a worker and returns without waiting for it.
     *
     * @param spent told when the worker has got the last task that it may have; with the dispatcher's lock held
     */
    public static Worker start(Position position, Pool pool, Consumer<Worker> spent) {
        Worker worker = new Worker(position, pool, spent);
        worker.process.launch(pool.config(), pool.hooks(), position, worker.link);
        return worker;
    }

    public int number() {
        return position.number();
    }

    public int place() {
        return position.place();
    }

    /** How long ago it was started, when the clock says {@code now}. */
    public long ageNanos(long now) {
        return process.ageNanos(now);
    }

    public boolean isReady() {
        return process.start().isReady();
    }

    /** How much of its heap was in use after a collection, when it answered last; it is asked again. */
    public long heapInUse() {
        CompletableFuture<byte[]> before = heapAsked;
        if (before == null || before.isDone()) {
            heapInUse = before == null ? 0 : WorkerNumbers.heapInUse(before.join());
            heapAsked = report();
        }
        return heapInUse;
    }

    public String name() {
        return name;
    }

    public long pid() {
        return process.pid();
    }

    /** Whether what it writes to its standard error is read here. */
    public boolean areErrorsRead() {
        return errorsRead;
    }

    public Window window() {
        return window;
    }

    /** What is between the pool and it. */
    public Lane lane() {
        return link.lane();
    }

    /** Completed when it can take tasks, or with what kept it from starting. */
    public CompletableFuture<Void> ready() {
        return process.start().ready();
    }

    /** Completed when the process has ended and all that it sent has been taken. */
    public CompletableFuture<ExitStatus> gone() {
        return process.gone();
    }

    /** How long it took until it was ready. */
    public Duration startTime() {
        return process.startTime();
    }

    /** Asks it what it has done; the answer is empty if it has died, and may never come if it is stopped. */
    public CompletableFuture<byte[]> report() {
        return link.report();
    }

    /** What it had done when it told last, which it also does as it leaves; empty if it never has. */
    public byte[] lastReport() {
        return link.lastReport();
    }

    /** Sends a task, and its function first if the worker does not have it. */
    public void send(Task task) {
        SharedFunction function = task.function();
        if (function != null && functions.add(function.id())) {
            link.send(function.frame());
        }
        link.send(task.frame(window.add(task)));
        handed++;
        if (handed == mostTasks) {
            succeeded = true;
            spent.accept(this);
        }
    }

    /** Takes back the newest task that it has not begun; null if it has begun all. */
    @Nullable
    public Task takeNewest() {
        Task task = window.revokeNewest();
        if (task != null) {
            handed--;
        }
        return task;
    }

    /** Takes back such tasks as it has not begun. */
    public List<Task> takeAll(Predicate<Task> which) {
        List<Task> taken = window.revokeAll(which);
        handed -= taken.size();
        return taken;
    }

    /** Whether it gets no more tasks: it has got all that it may have, or is to be ended. */
    public boolean isSpent() {
        return retired || window.isDoomed() || (mostTasks > 0 && handed >= mostTasks);
    }

    /** Whether it may get another task now. */
    public boolean takesTasks() {
        return !isSpent() && !alertness.isAsleep();
    }

    /**
     * Looks whether it is awake, from time to time. With the dispatcher's lock held.
     *
     * @param sleeps if it turns out now that it sleeps: takes back what it has, and gets what is completed when it
     *     wakes up
     * @return asks it, without a lock; null if there is nothing to ask
     */
    @Nullable
    public Runnable lookIfAwake(Consumer<CompletableFuture<Void>> sleeps) {
        Alertness.Step step = alertness.look(window.unbegun());
        if (step == Alertness.Step.NOTHING) {
            return null;
        }
        CompletableFuture<Void> question = alertness.question();
        if (step == Alertness.Step.TAKE_BACK) {
            sleeps.accept(question);
            return null;
        }
        return () -> {
            CompletableFuture<Void> unused = report().thenAccept(report -> {
                if (report.length > 0) { // else it is dead
                    question.complete(null);
                }
            });
        };
    }

    /** Whether it does not answer. With the dispatcher's lock held. */
    public boolean isAsleep() {
        return alertness.isAsleep();
    }

    /** It does not sleep any more. */
    public void wakeUp() {
        alertness.wakeUp();
    }

    /** Takes back all that it has not begun. */
    public List<Task> takeAll() {
        return takeAll(task -> true);
    }

    /** Whether it had all that it may have once, though some may have been taken back: it has got a successor. */
    public boolean isSucceeded() {
        return succeeded;
    }

    /** It gets no more tasks. */
    public void retire() {
        retired = true;
    }

    /** How many tasks it has got until now, without those that were taken back. */
    public int handed() {
        return handed;
    }

    /**
     * What is to be done because its task runs too long, or for nobody any more. With the dispatcher's lock held.
     *
     * @return takes this step, without a lock, since it looks for processes; null if there is nothing to do
     */
    @Nullable
    public Runnable look(long now) {
        long item = window.running();
        int number = TaskBoard.taskOf(item);
        Task task = item == TaskBoard.NOTHING ? null : window.get(number);
        if (task == null || window.isDoomed()) {
            return null;
        }
        boolean givenUp = task.isSettled();
        long any = TaskBoard.key(number, TaskBoard.ANY);
        long timed = TaskBoard.timed(item, task.from());
        Ladder.Step step = givenUp
                ? ladder.look(any, TimeLimits.OVER, 0, now)
                : ladder.look(timed, task.sink().limits(), window.progressed(), now);
        RuntimeException reason = task.givenUpFor();
        if (step != Ladder.Step.NOTHING && reason != null) {
            disowned = new Disowned(number, task.form(), reason);
        }
        if (step == Ladder.Step.END) { // if it ends in this moment, the next one is not to suffer for it
            return window.doom(givenUp ? any : item) ? process::end : null;
        }
        long stalledNanos = ladder.stalledNanos();
        return step == Ladder.Step.NOTHING
                ? null
                : () -> process.order(TaskMessage.interrupt(timed, givenUp, stalledNanos));
    }

    /** What is known of an item that had run too long, or null if it had not. With the dispatcher's lock held. */
    @Nullable
    public Overdue overdue(long item) {
        return ladder.isOver(item) ? ladder.overdue() : null;
    }

    /** Where it is with what it was to be interrupted at. With the dispatcher's lock held. */
    public void told(byte[] message) {
        long item = TaskMessage.stackItem(message);
        String stack = TaskMessage.stackText(message);
        ladder.told(item, stack);
        Disowned told = disowned;
        if (told != null && told.number() == TaskBoard.taskOf(item)) {
            told.reason().addSuppressed(whereItWas(told.form(), TaskBoard.itemOf(item), stack));
        }
    }

    private TaskCancelledException whereItWas(TaskForm form, int item, String stack) {
        boolean known = item >= 0;
        return new TaskCancelledException(
                (known ? form.label(item) : form.label()) + " was there in " + name + " (pid " + pid() + "):\n" + stack,
                new TaskPlace(known ? form.itemOfMap(item) : TaskPlace.NO_ITEM, name, pid()),
                stack);
    }

    public void countDone() {
        done++;
    }

    public WorkerInsights insights() {
        return new WorkerInsights(name, pid(), done, window.count());
    }

    public void forget(SharedFunction function) {
        if (functions.remove(function.id())) {
            link.send(TaskMessage.forget(function.id()));
        }
    }

    /**
     * Asks it to end; it does when it has done what it was sent before. One that is not ready yet has nothing to do.
     */
    public void stop() {
        if (isReady()) {
            link.send(TaskMessage.stop());
            process.isToEnd();
        } else {
            kill();
        }
    }

    /** Ends it and all processes below it at once. */
    public void kill() {
        process.kill();
    }
}
