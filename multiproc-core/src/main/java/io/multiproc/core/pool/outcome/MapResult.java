package io.multiproc.core.pool.outcome;

import io.multiproc.core.pool.dispatch.PoolCore;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of a map that nobody waits for yet. May be used by any thread.
 *
 * @param <R> type of the results
 */
public final class MapResult<R extends @Nullable Object> extends PendingResult<List<R>> {

    private final PoolCore pool;
    private final String label;
    private final BiConsumer<CancellationException, Boolean> canceller;
    private final BooleanSupplier running;
    private final AtomicReference<@Nullable Outcome<R>> outcome = new AtomicReference<>();

    /**
     * An outcome to come.
     *
     * @param canceller gives up what has not begun, for that reason; of {@code true} also what has
     * @param running whether any of its items runs
     */
    public MapResult(PoolCore pool, BiConsumer<CancellationException, Boolean> canceller, BooleanSupplier running) {
        super(pool.dispatcher().lookout());
        this.pool = pool;
        this.running = running;
        this.label = "a map of pool '" + pool.config().name() + "'";
        this.canceller = canceller;
    }

    /** One of the two is there; a failure may be that it was given up. */
    private record Outcome<R extends @Nullable Object>(
            @Nullable List<R> results, @Nullable Throwable failure, boolean givenUp) {}

    /** Callbacks are told on that executor. */
    public void succeed(List<R> results, Executor teller) {
        boolean unused = settle(new Outcome<>(results, null, false), teller);
    }

    /** Callbacks are told on that executor. */
    public void fail(Throwable failure, Executor teller) {
        boolean unused = settle(new Outcome<>(null, failure, false), teller);
    }

    private boolean settle(Outcome<R> known, Executor teller) {
        boolean first = outcome.compareAndSet(null, known);
        if (first) {
            arrive(teller);
        }
        return first;
    }

    @Override
    String label() {
        return label;
    }

    @Override
    boolean isResult() {
        return known().failure() == null;
    }

    @Override
    boolean isGivenUp() {
        return known().givenUp();
    }

    @Override
    List<R> outcome() {
        Outcome<R> known = known();
        if (known.failure() instanceof Error error) {
            throw error;
        }
        if (known.failure() instanceof RuntimeException failure) {
            throw failure;
        }
        if (known.results() == null) {
            throw new IllegalStateException(label + " was interrupted", known.failure());
        }
        return known.results();
    }

    @Override
    public boolean isRunning() {
        return outcome.get() == null && running.getAsBoolean();
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        CancellationException reason = new CancellationException(label + " was cancelled");
        boolean first = settle(new Outcome<>(null, reason, true), pool.callbacks()::executeOrRun);
        if (first) {
            canceller.accept(reason, mayInterruptIfRunning);
        }
        return first;
    }

    private Outcome<R> known() {
        Outcome<R> known = outcome.get();
        if (known == null) {
            throw new IllegalStateException(label + " has no outcome yet");
        }
        return known;
    }
}
