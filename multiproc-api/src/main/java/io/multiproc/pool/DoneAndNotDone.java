package io.multiproc.pool;

import java.util.List;

/**
 * What {@code awaitResults} found: which outcomes are there and which are not yet, each in the order given. Immutable.
 *
 * @param done those that have their outcome, a result or an exception
 * @param notDone the others
 * @param <R> type of the outcomes
 * @python futures.wait
 */
public record DoneAndNotDone<R extends AsyncResult<?>>(List<R> done, List<R> notDone) {

    /** Copies the lists. */
    public DoneAndNotDone {
        done = List.copyOf(done);
        notDone = List.copyOf(notDone);
    }
}
