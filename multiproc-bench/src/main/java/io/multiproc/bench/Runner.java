package io.multiproc.bench;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/** Turns scenarios into rows. A scenario that hangs is given up, so that the others still get their turn. */
final class Runner {

    private final CPython cpython;
    private final Duration patience;
    private final PrintWriter progress;

    Runner(CPython cpython, Duration patience, PrintWriter progress) {
        this.cpython = cpython;
        this.patience = patience;
        this.progress = progress;
    }

    /**
     * Measures one row.
     *
     * @throws TimeoutException if it takes longer than the patience; the message says where it stands
     * @throws Exception whatever a side throws
     */
    Row run(Scenario scenario) throws Exception {
        FutureTask<Row> task = new FutureTask<>(() -> measure(scenario));
        Thread thread = new Thread(task, "bench " + scenario.spec().id());
        thread.setDaemon(true);
        thread.start();
        try {
            return task.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            StackTraceElement[] stack = thread.getStackTrace();
            task.cancel(true);
            throw new TimeoutException("no end after " + patience.toSeconds() + " s, stands at:\n" + lines(stack));
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    private Row measure(Scenario scenario) throws Exception {
        Spec spec = scenario.spec();
        try (Contest contest = Contest.open(scenario, cpython, progress)) {
            contest.run();
            return Row.of(
                    spec,
                    Objects.requireNonNull(contest.summary(Contest.OURS), "our summary"),
                    contest.summary(Contest.CPYTHON),
                    contest.peers(),
                    System.getProperty("java.version"),
                    Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        }
    }

    private static String lines(StackTraceElement[] stack) {
        return Arrays.stream(stack).map(frame -> "    at " + frame).collect(Collectors.joining("\n"));
    }
}
