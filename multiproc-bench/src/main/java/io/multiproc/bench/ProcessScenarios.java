package io.multiproc.bench;

import io.multiproc.Multiprocessing;
import io.multiproc.bench.Spec.Rounds;
import io.multiproc.bench.Spec.Versus;
import io.multiproc.process.ChildProcess;
import java.util.List;
import java.util.Map;

/** What a single process costs. */
final class ProcessScenarios {

    private static final int FIRST_WITH_CACHE = 25;

    private ProcessScenarios() {}

    static List<Scenario> all() {
        return List.of(new Scenario(
                new Spec(
                        "process.start.spawn",
                        Area.PROCESS,
                        "ms",
                        Better.LOWER,
                        Runtime.version().feature() >= FIRST_WITH_CACHE ? 1.7 : 2.0,
                        Versus.CPYTHON,
                        "start and join an empty process",
                        new Rounds(5, 3, 15)),
                () -> ProcessScenarios::startAndJoin,
                Map.of("ProcessBuilder", () -> ProcessScenarios::bareJvm),
                Map.of("CPython fork", "process.start.fork")));
    }

    private static double startAndJoin() throws InterruptedException {
        Stopwatch watch = Stopwatch.start();
        try (ChildProcess process = Multiprocessing.process(Tasks.NOTHING)) {
            process.start();
            process.join();
            double millis = watch.millis();
            Expect.equal(process.exitCode().orElseThrow(), 0);
            return millis;
        }
    }

    private static double bareJvm() throws Exception {
        Stopwatch watch = Stopwatch.start();
        EmptyMain.runInFreshJvm();
        return watch.millis();
    }
}
