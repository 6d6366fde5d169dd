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
 * A task that this process has run, from its arrival until its outcome was sent. Loaded only where somebody records.
 */
@Name("io.multiproc.Task")
@Label("Task")
@Description("What a worker has run, in the process of the worker")
@Category("multiproc")
@StackTrace(false)
final class TaskEvent extends Event {

    @Label("Worker")
    @Nullable
    String worker;

    @Label("Task")
    long task;

    @Label("First Item")
    int firstItem;

    @Label("Items")
    int items;

    @Label("Arguments")
    @DataAmount
    long bytesIn;

    @Label("Results")
    @DataAmount
    long bytesOut;
}
