package io.multiproc.bench;

import com.hazelcast.core.IExecutorService;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;

/** The same work by a grid's executor: other processes too, found over TCP. */
final class GridSides {

    private static final List<Integer> CHUNK1_ITEMS = Sizes.items(Sizes.CHUNK1_TASKS);

    private GridSides() {}

    /** A side that keeps a grid of two members. */
    static Side.Opener grid(KeptOpen.Work<IExecutorService> work) {
        return KeptOpen.of(Grid::start, grid -> work.sample(grid.executor()), Grid::close);
    }

    static double apply(IExecutorService grid) throws Exception {
        int result = 0;
        Stopwatch watch = Stopwatch.start();
        for (int number = 0; number < Sizes.APPLY_CALLS; number++) {
            result = grid.submit(new Identity(number)).get();
        }
        double micros = watch.micros();
        Expect.equal(result, Sizes.APPLY_CALLS - 1);
        return micros / Sizes.APPLY_CALLS;
    }

    static double submitAll(IExecutorService grid) throws Exception {
        Stopwatch watch = Stopwatch.start();
        List<Future<Integer>> futures = new ArrayList<>();
        for (int item : CHUNK1_ITEMS) {
            futures.add(grid.submit(new Identity(item)));
        }
        List<Integer> results = new ArrayList<>();
        for (Future<Integer> future : futures) {
            results.add(future.get());
        }
        double micros = watch.micros();
        Expect.equal(results, CHUNK1_ITEMS);
        return micros / Sizes.CHUNK1_TASKS;
    }

    /** The task. */
    private record Identity(int item) implements Callable<Integer>, Serializable {

        @Override
        public Integer call() {
            return Tasks.identity(item);
        }
    }
}
