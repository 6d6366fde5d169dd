package io.multiproc.core.pool.flight;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

/** A worker of a pool of this process that has ended. Loaded only where somebody records. */
@Name("io.multiproc.WorkerEnd")
@Label("Worker End")
@Description("A worker of a pool has ended")
@Category("multiproc")
@StackTrace(false)
final class WorkerEndEvent extends Event {

    @Label("Pool")
    @Nullable
    String pool;

    @Label("Worker")
    @Nullable
    String worker;

    @Label("Process")
    long pid;

    @Label("Exit Code")
    int exitCode;

    @Label("Cause")
    @Nullable
    String cause;
}
