package io.multiproc.core.pool.outcome;

import io.multiproc.core.pool.blame.ItemFailure;
import io.multiproc.core.pool.dispatch.PoolCore;
import io.multiproc.core.pool.task.Reply;
import io.multiproc.core.pool.task.Task;
import io.multiproc.core.pool.task.TaskSink;
import io.multiproc.core.pool.task.TimeLimits;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of one task: bytes when it arrives, an object when a thread asks for it.
 *
 * <p>{@code decoding} guards {@code decoded}, {@code value} and {@code failure}; it is held while user code decodes,
 * and taken with no other lock held.
 */
public final class TaskOutcome<T extends @Nullable Object> extends PendingResult<T> implements TaskSink {

    private final PoolCore pool;
    private final long number;
    private final TimeLimits limits;
    private final Object decoding = new Object();
    private volatile @Nullable Task task;
    private boolean decoded;
    private @Nullable Object value;

    public TaskOutcome(PoolCore pool, long number, TimeLimits limits) {
        super(pool.dispatcher().lookout());
        this.pool = pool;
        this.number = number;
        this.limits = limits;
    }

    @Override
    public void done(Task replied) {
        task = replied;
        arrive(pool.callbacks());
    }

    @Override
    public TimeLimits limits() {
        return limits;
    }

    @Override
    String label() {
        return "task " + number;
    }

    @Override
    boolean isResult() {
        return replied().reply() instanceof Reply.Answer answer && !answer.failed() && !(item() instanceof ItemFailure);
    }

    @Override
    boolean isGivenUp() {
        return replied().reply() instanceof Reply.Lost lost && lost.reason() instanceof CancellationException;
    }

    @Override
    @SuppressWarnings({"unchecked", "NullAway"}) // the worker ran a function with this result type, null or not
    T outcome() {
        Object item = item();
        if (item instanceof ItemFailure failure) {
            throw failure.thrown();
        }
        return (T) item;
    }

    private @Nullable Object item() {
        synchronized (decoding) {
            if (!decoded) {
                value = Items.of(pool, replied())[0];
                decoded = true;
            }
            return value;
        }
    }

    @Override
    public boolean isRunning() {
        return pool.dispatcher().isRunning(this);
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        String when = mayInterruptIfRunning ? " was cancelled" : " was cancelled before it had begun";
        return pool.dispatcher().cancel(this, new CancellationException(label() + when), mayInterruptIfRunning);
    }

    private Task replied() {
        Task known = task;
        if (known == null) {
            throw new IllegalStateException(label() + " has no reply yet");
        }
        return known;
    }
}
