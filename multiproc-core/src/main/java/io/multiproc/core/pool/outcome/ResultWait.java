package io.multiproc.core.pool.outcome;

import io.multiproc.ipc.time.Deadline;
import io.multiproc.pool.AsyncResult;
import io.multiproc.pool.DoneAndNotDone;
import io.multiproc.pool.ReturnWhen;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Waits for some or all of many outcomes; nothing polls. May be used by any thread. */
public final class ResultWait {

    private ResultWait() {}

    /**
     * Waits until there is what is asked for, or the time is over.
     *
     * @param timeout null: wait for ever
     */
    public static <R extends AsyncResult<?>> DoneAndNotDone<R> await(
            Collection<R> results, ReturnWhen returnWhen, @Nullable Duration timeout) throws InterruptedException {
        Objects.requireNonNull(returnWhen, "returnWhen");
        List<R> all = List.copyOf(results);
        long deadline = timeout == null ? Deadline.NEVER : Deadline.after(timeout);
        try (Completions<R> completions = new Completions<>(all)) {
            boolean enough = false;
            while (!enough && completions.hasLeft()) {
                R next = completions.take(deadline);
                enough = next == null || isEnough(next, returnWhen);
            }
        }
        Map<Boolean, List<R>> parts = all.stream().collect(Collectors.partitioningBy(AsyncResult::isReady));
        return new DoneAndNotDone<>(
                Objects.requireNonNull(parts.get(true), "done"), Objects.requireNonNull(parts.get(false), "not done"));
    }

    private static boolean isEnough(AsyncResult<?> done, ReturnWhen returnWhen) {
        return switch (returnWhen) {
            case FIRST_COMPLETED -> true;
            case FIRST_EXCEPTION -> !done.isSuccessful() && !done.isCancelled(); // as Python: who cancels knows
            case ALL_COMPLETED -> false;
        };
    }
}
