package io.multiproc.core.pool.flight;

import io.multiproc.core.child.ExitStatus;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Whether Java Flight Recorder records in this process. May be used by any thread; asking costs a nanosecond.
 *
 * <p>Nothing of the recorder is loaded before {@link #arm}: a worker does that after its first task, unless its options
 * ask for a recording.
 */
public final class Flight {

    private static volatile boolean armed;

    private Flight() {}

    /** From now on, the recorder is asked. */
    public static void arm() {
        if (!armed) {
            armed = true;
        }
    }

    public static boolean isOn() {
        return armed && Recorder.PRESENT && jdk.jfr.FlightRecorder.isInitialized();
    }

    /** Loaded when it is asked for the first time. */
    private static final class Recorder {
        static final boolean PRESENT = ModuleLayer.boot().findModule("jdk.jfr").isPresent();
    }

    /** A worker begins a task; gives what {@link #taskEnded} wants, or null if nobody records. */
    public static @Nullable Object taskBegins(long bytesWritten) {
        return isOn() ? FlightEvents.taskBegins(bytesWritten) : null;
    }

    /** A worker has sent the outcome of a task. */
    public static void taskEnded(@Nullable Object begun, byte[] payload, long bytesWritten) {
        if (begun != null) {
            FlightEvents.taskEnded(begun, payload, bytesWritten);
        }
        arm();
    }

    /** A worker has become ready. */
    public static void workerStarted(String pool, String worker, long pid, Duration startTime) {
        if (isOn()) {
            FlightEvents.workerStarted(pool, worker, pid, startTime);
        }
    }

    /** A worker is gone. */
    public static void workerEnded(String pool, String worker, long pid, ExitStatus status) {
        if (isOn()) {
            FlightEvents.workerEnded(pool, worker, pid, status);
        }
    }
}
