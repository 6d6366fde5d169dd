package io.multiproc.core.process;

import io.multiproc.core.child.Child;
import io.multiproc.core.current.AtExit;
import io.multiproc.core.current.CurrentProcess;
import io.multiproc.process.ChildProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The processes started here that still run. At the end of this process daemonic ones are terminated, the others waited
 * for, as in Python.
 */
@SuppressWarnings("FutureReturnValueIgnored") // the exit of a child cannot fail
public final class ProcessTable {

    private static final Duration TERMINATION = Duration.ofSeconds(2);

    private static final Object LOCK = new Object();

    /** Not by process: a program's subclass may say that two are equal. */
    private static final Map<Child, Row> ROWS = new LinkedHashMap<>();

    static {
        AtExit.register(AtExit.CHILDREN, ProcessTable::endChildren);
    }

    private ProcessTable() {}

    /** The children of the current process that still run, in the order of their starts. */
    public static List<ChildProcess> active() {
        CurrentProcess self = CurrentProcess.get();
        List<ChildProcess> active = new ArrayList<>();
        synchronized (LOCK) {
            ROWS.forEach((child, row) -> {
                if (row.parent() == self && !child.exited().isDone()) {
                    active.add(row.process());
                }
            });
        }
        return active;
    }

    static void add(ChildProcess process, Child child, boolean daemon) {
        synchronized (LOCK) {
            ROWS.put(child, new Row(process, child, daemon, CurrentProcess.get()));
        }
        child.exited().thenRun(() -> {
            synchronized (LOCK) {
                ROWS.remove(child);
            }
        });
    }

    private static void endChildren() {
        List<Row> rows;
        synchronized (LOCK) {
            rows = new ArrayList<>(ROWS.values());
        }
        List<Child> daemons = rows.stream().filter(Row::daemon).map(Row::child).toList();
        daemons.forEach(Child::endWithParent);
        if (!AtExit.isSignalled()) {
            rows.stream()
                    .filter(row -> !row.daemon())
                    .forEach(row -> row.child().exited().join());
        }
        awaitOrKill(daemons);
    }

    private static void awaitOrKill(List<Child> children) {
        try {
            CompletableFuture.allOf(children.stream().map(Child::exited).toArray(CompletableFuture[]::new))
                    .get(TERMINATION.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            children.forEach(Child::kill);
        } catch (InterruptedException e) {
            children.forEach(Child::kill);
            Thread.currentThread().interrupt();
        } catch (java.util.concurrent.ExecutionException e) {
            throw new IllegalStateException("a child's exit cannot fail", e);
        }
    }

    private record Row(ChildProcess process, Child child, boolean daemon, CurrentProcess parent) {}
}
