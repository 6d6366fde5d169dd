package io.multiproc.core.pool;

import io.multiproc.core.child.ExitStatus;
import java.util.List;

/**
 * What becomes of the tasks of a worker that has died: the item that it ran is to blame, what it had not begun goes to
 * others. Guarded by the dispatcher's lock.
 */
final class Inquest {

    private final int retries;
    private final Ledger ledger;
    private final Backlog backlog;

    /**
     * One for all deaths in a pool.
     *
     * @param retries how often a task that died with its worker is run again
     */
    Inquest(int retries, Ledger ledger, Backlog backlog) {
        this.retries = retries;
        this.ledger = ledger;
        this.backlog = backlog;
    }

    void lost(Worker worker, ExitStatus status) {
        List<Task> untouched = worker.window().removeNotBegun();
        backlog.addFirst(untouched);
        for (Window.Begun begun = worker.window().removeBegun();
                begun != null;
                begun = worker.window().removeBegun()) {
            Overdue overdue = worker.overdue(begun.key());
            LastMoments last = new LastMoments(worker.name(), worker.pid(), status, untouched.size(), overdue);
            if (worker.window().isDoomed()) {
                ended(begun, last);
            } else {
                lost(begun, last);
            }
        }
    }

    /** The worker was ended for what it ran: it had begun nothing after that. */
    private void ended(Window.Begun begun, LastMoments worker) {
        Task task = begun.task();
        if (task.isSettled() || begun.item() >= task.from()) {
            lost(begun, worker);
        } else {
            backlog.addFirst(List.of(task));
        }
    }

    private void lost(Window.Begun begun, LastMoments worker) {
        Task task = begun.task();
        int item = begun.item();
        if (task.isSettled()) { // it was given up while it ran
            ledger.close(task);
            return;
        }
        if (item < task.from()) { // not the fault of one item: results that were sent, or a task that was only claimed
            ledger.finish(task, new Reply.Died(ledger.nextReply(), task.from(), task.open(), 1, worker));
            return;
        }
        int deaths = task.died(item);
        if (deaths <= retries && worker.overdue() == null) {
            backlog.addFirst(List.of(task));
            return;
        }
        Reply reply = new Reply.Died(ledger.nextReply(), item, 1, deaths, worker);
        if (task.isEach()) {
            List<Task> others = task.around(item, reply);
            others.forEach(ledger::open);
            backlog.addFirst(others);
            ledger.close(task);
        } else {
            ledger.finish(task, reply);
        }
    }
}
