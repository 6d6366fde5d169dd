package io.multiproc.bench;

import io.multiproc.Multiprocessing;
import io.multiproc.bench.Spec.Rounds;
import io.multiproc.bench.Spec.Versus;
import io.multiproc.core.spawn.ForkserverStarter;
import io.multiproc.process.ChildProcess;
import io.multiproc.process.StartMethod;
import java.util.List;
import java.util.Map;

/** What a single process costs. */
final class ProcessScenarios {

    /** The row whose starts are taken apart into phases. */
    static final String SPAWN = "process.start.spawn";

    private static final int FIRST_WITH_CACHE = 25;

    private ProcessScenarios() {}

    static List<Scenario> all() {
        return List.of(spawn(), forkserver());
    }

    private static Scenario spawn() {
        return new Scenario(
                new Spec(
                        SPAWN,
                        Area.PROCESS,
                        "ms",
                        Better.LOWER,
                        Runtime.version().feature() >= FIRST_WITH_CACHE ? 1.7 : 2.0,
                        Versus.CPYTHON,
                        "start and join an empty process",
                        new Rounds(5, 3, 15)),
                () -> () -> startAndJoin(StartMethod.SPAWN),
                Map.of("ProcessBuilder", () -> ProcessScenarios::bareJvm),
                Map.of("CPython fork", "process.start.fork"));
    }

    private static Scenario forkserver() {
        return new Scenario(
                new Spec(
                        "process.start.forkserver",
                        Area.PROCESS,
                        "ms",
                        Better.LOWER,
                        0.6,
                        Versus.CPYTHON,
                        "start and join an empty process, a spare at hand",
                        new Rounds(10, 3, 25)),
                () -> ProcessScenarios::startAndJoinSpare,
                Map.of("the end alone of an idle JVM", () -> EmptyMain::endOfIdleJvm),
                Map.of());
    }

    private static double startAndJoinSpare() throws Exception {
        ForkserverStarter.sparesStandBy().get();
        return startAndJoin(StartMethod.FORKSERVER);
    }

    private static double startAndJoin(StartMethod method) throws InterruptedException {
        Stopwatch watch = Stopwatch.start();
        try (ChildProcess process = Multiprocessing.context(method).process(EmptyTask::run)) {
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
