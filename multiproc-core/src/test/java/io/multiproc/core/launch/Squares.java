package io.multiproc.core.launch;

import static io.multiproc.Multiprocessing.pool;
import static io.multiproc.Multiprocessing.setStartMethod;

import io.multiproc.pool.ProcessPool;
import io.multiproc.process.StartMethod;
import java.util.List;

/** A program that chooses the start method given to it and squares three numbers in a pool of five. */
public final class Squares {

    private Squares() {}

    public static void main(String[] args) throws Exception {
        setStartMethod(StartMethod.of(args[0]));
        try (ProcessPool pool = pool(2)) {
            pool.mapAsync(
                            SquareFunction::square,
                            List.of(1, 2, 3),
                            1,
                            results -> System.out.println(args[0] + " -> " + results),
                            Throwable::printStackTrace)
                    .await();
        }
    }
}
