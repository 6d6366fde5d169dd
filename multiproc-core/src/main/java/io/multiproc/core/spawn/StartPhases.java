package io.multiproc.core.spawn;

import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * When a child reached each {@link StartPhase}; for measurements only. May be used by any thread.
 *
 * <p>Parent and child read the same clock: {@link System#nanoTime} is the system's monotonic clock on Linux. Elsewhere
 * the times of a child mean nothing to its parent.
 *
 * <p>The child's times come with its {@link ExitNotice}, as
 *
 * <pre>
 * layout:1 (1)   times:8 each, 0 for none, of MAIN_ENTERED to EXIT_ANNOUNCED
 * </pre>
 *
 * A payload of another layout or length is ignored.
 */
public final class StartPhases {

    private static final byte LAYOUT = 1;
    private static final int FIRST = StartPhase.MAIN_ENTERED.index();
    private static final int LAST = StartPhase.EXIT_ANNOUNCED.index();
    private static final int PAYLOAD_BYTES = 1 + (LAST - FIRST + 1) * Long.BYTES;

    /** Those of this process, if it is a child. */
    private static final StartPhases OWN = new StartPhases();

    private static volatile @Nullable Consumer<StartPhases> observer;

    /**
     * Guarded by this object; not an AtomicLongArray, whose handles would cost every child's start some milliseconds.
     */
    private final long[] times = new long[StartPhase.ENDED.index() + 1];

    StartPhases() {}

    /** Has the phases of each child of this process shown to the observer when the child has ended. */
    public static void observe(Consumer<StartPhases> newObserver) {
        observer = newObserver;
    }

    /** Nanoseconds from the call of {@code start()} to that phase; negative if the child did not reach it. */
    public synchronized long nanosTo(StartPhase phase) {
        long time = times[phase.index()];
        return time == 0 ? -1 : time - times[StartPhase.CALLED.index()];
    }

    static StartPhases own() {
        return OWN;
    }

    void mark(StartPhase phase) {
        mark(phase, System.nanoTime());
    }

    /** The first one counts. */
    public synchronized void mark(StartPhase phase, long time) {
        if (times[phase.index()] == 0) {
            times[phase.index()] = time;
        }
    }

    void ended() {
        mark(StartPhase.ENDED);
        Consumer<StartPhases> current = observer;
        if (current != null) {
            current.accept(this);
        }
    }

    synchronized byte[] toPayload() {
        ByteBuffer payload = ByteBuffer.allocate(PAYLOAD_BYTES).put(LAYOUT);
        for (int phase = FIRST; phase <= LAST; phase++) {
            payload.putLong(times[phase]);
        }
        return payload.array();
    }

    synchronized void read(byte[] payload) {
        ByteBuffer in = ByteBuffer.wrap(payload);
        if (payload.length == PAYLOAD_BYTES && in.get() == LAYOUT) {
            for (int phase = FIRST; phase <= LAST; phase++) {
                times[phase] = in.getLong();
            }
        }
    }
}
