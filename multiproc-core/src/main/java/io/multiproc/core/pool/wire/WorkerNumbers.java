package io.multiproc.core.pool.wire;

import io.multiproc.pool.SlowTask;
import io.multiproc.pool.WorkerReport;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What a worker tells of itself: the payload of a REPORT.
 *
 * <pre>
 * tasks:8 items:8 waiting:8 busy:8 sampled:8 coding:8 bytesIn:8 bytesOut:8 collecting:8 heapUsed:8 heapMax:8 heapInUse:8
 * then, of each slow task: task:8 firstItem:4 items:4 nanos:8
 * </pre>
 *
 * <p>Times are nanoseconds; {@code coding} is the part of {@code sampled} that was coding, which is a part of
 * {@code busy}. {@code heapInUse} is that after the last collection of each part of the heap.
 *
 * @param report the worker's line
 * @param slow its slowest tasks
 */
public record WorkerNumbers(WorkerReport report, List<SlowTask> slow) {

    /** So many slow tasks are told. */
    public static final int MOST_SLOW = 10;

    // the counters at the beginning, by their place
    public static final int TASKS = 0;
    public static final int ITEMS = 1;
    public static final int WAITING = 2;
    public static final int BUSY = 3;
    public static final int SAMPLED = 4;
    public static final int CODING = 5;
    public static final int BYTES_IN = 6;
    public static final int BYTES_OUT = 7;
    public static final int COUNTERS = 8;

    private static final int FIXED_BYTES = (COUNTERS + 4) * Long.BYTES;
    private static final int SLOW_BYTES = 24;

    public static int bytes(int slowTasks) {
        return FIXED_BYTES + slowTasks * SLOW_BYTES;
    }

    /** Of a REPORT, which is empty of a worker that has died: how much of its heap was in use after a collection. */
    public static long heapInUse(byte[] payload) {
        return payload.length < FIXED_BYTES ? 0 : ByteBuffer.wrap(payload).getLong(FIXED_BYTES - Long.BYTES);
    }

    public static WorkerNumbers read(String name, long pid, Duration start, byte[] payload) {
        ByteBuffer in = ByteBuffer.wrap(payload);
        long[] count = new long[COUNTERS];
        for (int i = 0; i < count.length; i++) {
            count[i] = in.getLong();
        }
        long busy = count[BUSY];
        long sampled = count[SAMPLED];
        double share = sampled <= 0 ? 0 : Math.min(1, (double) count[CODING] / sampled);
        long coding = (long) (busy * share);
        WorkerReport report = new WorkerReport(
                name,
                pid,
                start,
                count[TASKS],
                count[ITEMS],
                Duration.ofNanos(count[WAITING]),
                Duration.ofNanos(busy - coding),
                Duration.ofNanos(coding),
                Duration.ofNanos(in.getLong()),
                count[BYTES_IN],
                count[BYTES_OUT],
                in.getLong(),
                in.getLong());
        in.position(FIXED_BYTES);
        List<SlowTask> slow = new ArrayList<>();
        while (in.remaining() >= SLOW_BYTES) {
            slow.add(new SlowTask(in.getLong(), in.getInt(), in.getInt(), name, Duration.ofNanos(in.getLong())));
        }
        return new WorkerNumbers(report, slow);
    }
}
