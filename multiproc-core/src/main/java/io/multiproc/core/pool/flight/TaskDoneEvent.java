package io.multiproc.core.pool.flight;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

/**
 * A task of a pool of this process that has its outcome: one event, also of a chunk that fell apart, whose worst part
 * says how it ended. Loaded only where somebody records.
 */
@Name("io.multiproc.TaskDone")
@Label("Task Done")
@Description("A task of a pool has its outcome, in the process of the pool")
@Category("multiproc")
@StackTrace(false)
final class TaskDoneEvent extends Event {

    @Label("Worker")
    @Nullable
    String worker;

    @Label("Task")
    long task;

    @Label("First Item")
    int firstItem;

    @Label("Items")
    int items;

    @Label("Outcome")
    @Nullable
    String outcome;

    @Label("Arguments")
    @DataAmount
    long bytesIn;

    @Label("Results")
    @DataAmount
    long bytesOut;
}
