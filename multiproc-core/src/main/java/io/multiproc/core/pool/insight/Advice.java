package io.multiproc.core.pool.insight;

import io.multiproc.pool.WorkerReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What would make a pool quicker, concluded from what its workers have told. */
final class Advice {

    private static final long MANY_TASKS = 1000;
    private static final long SHORT_TASK_NANOS = 50_000;
    private static final long GOOD_TASK_NANOS = 1_000_000;
    private static final double MUCH_CODING = 0.3;
    private static final long LARGE_BYTES = 64 * 1024;
    private static final double MUCH_COLLECTING = 0.1;
    private static final long WORTH_IT_NANOS = 200_000_000;
    private static final double MIB = 1 << 20;

    private Advice() {}

    /**
     * For a pool with these workers.
     *
     * @param left what others have done that have left
     */
    static List<String> of(Totals left, List<WorkerReport> workers) {
        List<String> advice = new ArrayList<>();
        Totals all = left.plus(workers);
        if (all.tasks() >= MANY_TASKS && all.busy() / all.tasks() < SHORT_TASK_NANOS) {
            advice.add(smallChunks(all));
        }
        if (all.tasks() > 0
                && all.coding() > WORTH_IT_NANOS
                && all.coding() > MUCH_CODING * all.busy()
                && all.bytes() / all.tasks() > LARGE_BYTES) {
            advice.add(largeArguments(all));
        }
        for (WorkerReport worker : workers) {
            Totals one = Totals.NONE.plus(worker);
            if (collectsMuch(one)) {
                advice.add(tightHeap("worker " + worker.name(), "it", one));
            }
        }
        if (collectsMuch(left)) {
            advice.add(tightHeap("workers that have left", "they", left));
        }
        return advice;
    }

    private static boolean collectsMuch(Totals those) {
        return those.collecting() > WORTH_IT_NANOS && those.collecting() > MUCH_COLLECTING * those.busy();
    }

    private static String smallChunks(Totals all) {
        long perItem = Math.max(1, all.busy() / Math.max(1, all.items()));
        return text(
                "%d tasks took their workers %.1f us each, about what it costs to hand one over: with a chunk size of %d a"
                        + " task would take a millisecond",
                all.tasks(), all.busy() / 1e3 / all.tasks(), Math.max(2, GOOD_TASK_NANOS / perItem));
    }

    private static String largeArguments(Totals all) {
        return text(
                "%.0f %% of the workers' time, %.1f s, went into reading arguments and writing results: %.1f MiB, %.2f MiB a"
                        + " task (send a name or a place instead, or put the data into shared memory)",
                100.0 * all.coding() / all.busy(),
                all.coding() / 1e9,
                all.bytes() / MIB,
                all.bytes() / MIB / all.tasks());
    }

    private static String tightHeap(String who, String again, Totals those) {
        return text(
                "%s collected garbage for %.1f s while %s worked for %.1f s, in a heap of %.0f MiB (give the workers"
                        + " more: jvmOptions(\"-Xmx%dm\"))",
                who,
                those.collecting() / 1e9,
                again,
                those.busy() / 1e9,
                those.heapMax() / MIB,
                Math.max(1, (2 * those.heapMax()) >> 20));
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
