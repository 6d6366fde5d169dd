package io.multiproc.core.conventions;

import static io.multiproc.Multiprocessing.*;

import io.multiproc.pool.AsyncResult;
import io.multiproc.pool.ProcessPool;
import io.multiproc.process.ChildProcess;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/** The Java code of the README, so that it is compiled; {@link DocumentsTest} compares the lines. */
final class ReadmeExamples {

    private ReadmeExamples() {}

    static void sideBySide() throws Exception {
        ChildProcess p = process(Main::greet, "bob");
        p.start();
        p.join();
        System.out.println(p.exitCode());

        try (ProcessPool pool = pool(4)) {
            AsyncResult<Integer> result = pool.applyAsync(Main::square, 7);
            System.out.println(result.get(Duration.ofSeconds(1)));
            System.out.println(
                    pool.map(Main::square, IntStream.range(0, 10).boxed().toList()));
        }
    }
}

class Main {
    static int square(int n) {
        return n * n;
    }

    static void greet(String name) {
        System.out.println("hello " + name);
    }

    public static void main(String[] args) throws InterruptedException {
        try (ProcessPool pool = pool(4)) {
            System.out.println(pool.map(Main::square, List.of(1, 2, 3)));
        }
    }
}
