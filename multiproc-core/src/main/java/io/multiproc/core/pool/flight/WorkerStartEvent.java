package io.multiproc.core.pool.flight;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

/** A worker of a pool of this process that is ready for tasks. Loaded only where somebody records. */
@Name("io.multiproc.WorkerStart")
@Label("Worker Start")
@Description("A worker of a pool is ready for tasks")
@Category("multiproc")
@StackTrace(false)
final class WorkerStartEvent extends Event {

    @Label("Pool")
    @Nullable
    String pool;

    @Label("Worker")
    @Nullable
    String worker;

    @Label("Process")
    long pid;

    @Label("Start Time in ms")
    long startMillis;
}
