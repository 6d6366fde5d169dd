package io.multiproc.core.process;

import io.multiproc.core.child.Child;
import io.multiproc.core.current.AtExit;
import io.multiproc.core.current.CurrentProcess;
import io.multiproc.core.waiting.Futures;
import io.multiproc.process.ChildProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;

/**
 * The processes started here that still run. At the end of this process daemonic ones are terminated, the others waited
 * for, as in Python.
 */
@SuppressWarnings("FutureReturnValueIgnored") // the exit of a child cannot fail
public final class ProcessTable {

    private static final Duration TERMINATION = Duration.ofSeconds(2);
    private static final Duration LOOK = Duration.ofMillis(100);

    private static final Object LOCK = new Object();

    /** Not by process: a program's subclass may say that two are equal. */
    private static final Map<Child, Row> ROWS = new LinkedHashMap<>();

    static {
        AtExit.register(AtExit.CHILDREN, ProcessTable::endChildren);
        CurrentProcess.afterPlay(ProcessTable::endChildrenOf);
        CurrentProcess.afterLoss(ProcessTable::tellChildrenOf);
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
        CurrentProcess parent = CurrentProcess.get();
        synchronized (LOCK) {
            ROWS.put(child, new Row(process, child, daemon, parent));
        }
        if (parent.isLost()) { // meanwhile
            child.parentEnded();
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
        end(rows, AtExit::isSignalled);
    }

    /** Those that a thread has started which plays a process. */
    private static void endChildrenOf(CurrentProcess played, BooleanSupplier isTold) {
        end(rowsOf(played), isTold);
    }

    private static void tellChildrenOf(CurrentProcess played) {
        rowsOf(played).forEach(row -> row.child().parentEnded());
    }

    private static List<Row> rowsOf(CurrentProcess parent) {
        synchronized (LOCK) {
            return ROWS.values().stream().filter(row -> row.parent() == parent).toList();
        }
    }

    /** Daemonic ones are terminated, the others waited for, unless this process was told to end. */
    private static void end(List<Row> rows, BooleanSupplier isTold) {
        List<Child> daemons = rows.stream().filter(Row::daemon).map(Row::child).toList();
        daemons.forEach(Child::endWithParent);
        rows.stream().filter(row -> !row.daemon()).forEach(row -> await(row.child(), isTold));
        awaitOrKill(daemons);
    }

    /** Looks around now and then: a signal that comes meanwhile wakes nobody. */
    private static void await(Child child, BooleanSupplier isTold) {
        try {
            boolean ended = false;
            while (!ended && !isTold.getAsBoolean() && !child.isEndingAll()) {
                ended = Futures.await(child.exited(), LOOK);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // it was told to end, too
        }
    }

    private static void awaitOrKill(List<Child> children) {
        try {
            CompletableFuture<Void> ended =
                    CompletableFuture.allOf(children.stream().map(Child::exited).toArray(CompletableFuture[]::new));
            if (!Futures.await(ended, TERMINATION)) {
                children.forEach(Child::kill);
            }
        } catch (InterruptedException e) {
            children.forEach(Child::kill);
            Thread.currentThread().interrupt();
        }
    }

    private record Row(ChildProcess process, Child child, boolean daemon, CurrentProcess parent) {}
}
