package io.multiproc.bench;

import io.multiproc.Multiprocessing;
import io.multiproc.core.spawn.StartPhases;
import io.multiproc.core.spawn.cache.ClassCache;
import io.multiproc.process.ChildProcess;
import java.util.concurrent.Callable;

/** How children start in this run: with a warm class cache, and where the time goes. */
final class Starts {

    private final PhaseLog phases = new PhaseLog();
    private String cache = "not in use";

    /**
     * Has the class cache made, if it is not there, before anything is measured.
     *
     * @return whether it is in use, in words
     */
    String warmUp() {
        try {
            startAndJoin();
            ClassCache.awaitTraining();
            startAndJoin();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        cache = ClassCache.state();
        return cache;
    }

    /** Measures a row, and takes the phases down if it is the one for that. */
    Row watch(Spec spec, Callable<Row> measurement) throws Exception {
        if (!isTakenApart(spec)) {
            return measurement.call();
        }
        StartPhases.observe(phases::add);
        try {
            return measurement.call();
        } finally {
            StartPhases.observe(ended -> {});
        }
    }

    /** The phases of the measured starts; empty for other rows. */
    String table(Spec spec) {
        return isTakenApart(spec) ? phases.table(spec.rounds().runs()) : "";
    }

    /** A section of the report. */
    String section() {
        String table = phases.table(Integer.MAX_VALUE);
        String text = "\nThe class cache of children was " + cache + ".\n";
        return table.isEmpty()
                ? text
                : text + "\n## Where a start goes\n\nMedians over the starts of `" + ProcessScenarios.SPAWN
                        + "`, in milliseconds.\n\n" + table;
    }

    private static boolean isTakenApart(Spec spec) {
        return spec.id().equals(ProcessScenarios.SPAWN);
    }

    private static void startAndJoin() throws InterruptedException {
        try (ChildProcess process = Multiprocessing.process(EmptyTask::run)) {
            process.start();
            process.join();
        }
    }
}
