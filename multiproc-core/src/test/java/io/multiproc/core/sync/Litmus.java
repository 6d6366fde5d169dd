package io.multiproc.core.sync;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.FutureTask;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Two threads at once on each of many states, to see every outcome that the memory model of the machine and the compiler
 * really lead to: a small jcstress.
 *
 * @param <S> what the threads share
 */
final class Litmus<S extends Litmus.State> {

    private static final int BATCH = 200;

    private final Supplier<S> fresh;
    private final Function<S, String> outcome;

    /**
     * A test of states.
     *
     * @param outcome what came of a state, when both have acted
     */
    Litmus(Supplier<S> fresh, Function<S, String> outcome) {
        this.fresh = fresh;
        this.outcome = outcome;
    }

    /** What two threads share, and what each does with it. */
    interface State {
        void first() throws Exception;

        void second() throws Exception;
    }

    /** How often there was which outcome. */
    Map<String, Integer> run(int batches) throws Exception {
        Map<String, Integer> outcomes = new TreeMap<>();
        CyclicBarrier together = new CyclicBarrier(2);
        for (int batch = 0; batch < batches; batch++) {
            Object[] states = new Object[BATCH];
            for (int i = 0; i < BATCH; i++) {
                states[i] = fresh.get();
            }
            FutureTask<Void> other = SyncContract.inThread(() -> {
                together.await();
                for (Object state : states) {
                    ((State) state).second();
                }
            });
            together.await();
            for (Object state : states) {
                ((State) state).first();
            }
            other.get();
            for (Object state : states) {
                @SuppressWarnings("unchecked") // all are fresh ones
                S done = (S) state;
                outcomes.merge(outcome.apply(done), 1, Integer::sum);
            }
        }
        return outcomes;
    }
}
