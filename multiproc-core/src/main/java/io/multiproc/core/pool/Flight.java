package io.multiproc.core.pool;

import io.multiproc.core.child.ExitStatus;
import org.jspecify.annotations.Nullable;

/**
 * Whether Java Flight Recorder records in this process. May be used by any thread; asking costs a nanosecond.
 *
 * <p>Nothing of the recorder is loaded before {@link #arm}: a worker does that after its first task, unless its options ask
 * for a recording.
 */
final class Flight {

    private static volatile boolean armed;

    private Flight() {}

    /** From now on, the recorder is asked. */
    static void arm() {
        if (!armed) {
            armed = true;
        }
    }

    static boolean isOn() {
        return armed && Recorder.PRESENT && jdk.jfr.FlightRecorder.isInitialized();
    }

    /** Loaded when it is asked for the first time. */
    private static final class Recorder {
        static final boolean PRESENT = ModuleLayer.boot().findModule("jdk.jfr").isPresent();
    }

    /** A worker begins a task; gives what {@link #taskEnded} wants, or null if nobody records. */
    static @Nullable Object taskBegins(WorkMeter meter) {
        return isOn() ? FlightEvents.taskBegins(meter) : null;
    }

    /** A worker has sent the outcome of a task. */
    static void taskEnded(@Nullable Object begun, byte[] payload, WorkMeter meter) {
        if (begun != null) {
            FlightEvents.taskEnded(begun, payload, meter);
        }
        arm();
    }

    /** A task of the pool has its outcome. */
    static void taskDone(Task task, Reply reply) {
        if (isOn()) {
            FlightEvents.taskDone(task, reply);
        }
    }

    static void workerStarted(String pool, Worker worker) {
        if (isOn()) {
            FlightEvents.workerStarted(pool, worker);
        }
    }

    static void workerEnded(String pool, Worker worker, ExitStatus status) {
        if (isOn()) {
            FlightEvents.workerEnded(pool, worker, status);
        }
    }
}
