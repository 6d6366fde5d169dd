package io.multiproc.core.conventions;

import static io.multiproc.Multiprocessing.*;

import io.multiproc.pool.AsyncResult;
import io.multiproc.pool.ProcessPool;
import io.multiproc.process.ChildProcess;
import java.time.Duration;
import java.util.stream.IntStream;

/** The README's second program, the one that stands beside Python's. */
final class SideBySide {

    private SideBySide() {}

    public static void main(String[] args) throws Exception {
        ChildProcess p = process(Main::greet, "bob");
        p.start();
        p.join();
        System.out.println(p.exitCode());

        try (ProcessPool pool = pool(4)) {
            AsyncResult<Integer> result = pool.applyAsync(Main::square, 7);
            System.out.println(result.get(Duration.ofSeconds(10)));
            System.out.println(
                    pool.map(Main::square, IntStream.range(0, 10).boxed().toList()));
        }
    }
}
