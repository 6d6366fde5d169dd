package io.multiproc.examples;

import static io.multiproc.Multiprocessing.*;

import io.multiproc.pool.ProcessPool;
import io.multiproc.pool.ResultIterator;
import io.multiproc.pool.TaskTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A task that hangs is ended, also if it does not heed its interruption; the others go on. Python has nothing like it:
 * {@code get(timeout)} gives up waiting, and the worker hangs on.
 */
public final class PoolDeadline {

    private static final Duration LIMIT = Duration.ofSeconds(2);

    private PoolDeadline() {}

    static String work(String task) throws InterruptedException {
        if (task.equals("sleepy")) {
            Thread.sleep(Long.MAX_VALUE);
        }
        while (task.equals("stubborn")) {
            Thread.onSpinWait();
        }
        return task;
    }

    public static void main(String[] args) {
        List<String> good = new ArrayList<>();
        try (ProcessPool pool = poolBuilder().processes(2).taskTimeout(LIMIT).build();
                ResultIterator<String> results =
                        pool.imap(PoolDeadline::work, List.of("first", "sleepy", "stubborn", "last"))) {
            while (results.hasNext()) {
                try {
                    good.add(results.next());
                } catch (TaskTimeoutException e) {
                    System.out.println(e.getMessage());
                }
            }
        }
        System.out.println("Done: " + good);
    }
}
