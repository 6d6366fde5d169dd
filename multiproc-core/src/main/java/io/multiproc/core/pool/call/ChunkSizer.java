package io.multiproc.core.pool.call;

import java.util.concurrent.TimeUnit;

/**
 * How many items make a chunk. Used by the thread that reads the input.
 *
 * <p>Where it adapts, it begins with one, and looks now and then at what has come back: how long an item takes a
 * worker, if all were busy meanwhile, and how large it is. A chunk is to take its worker two milliseconds, beside which
 * its two messages do not count, and to be no larger than half of what a worker reads ahead. If the workers were not
 * busy, because input or caller is slow, the chunks get smaller than they could be, and nobody waits for them.
 */
final class ChunkSizer {

    private static final long UNKNOWN = -1;
    private static final long CHUNK_NANOS = TimeUnit.MILLISECONDS.toNanos(2);
    private static final long CHUNK_BYTES = 128 * 1024;
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final int MOST_GROWTH = 4;
    private static final int MOST_ITEMS = 1 << 16;

    private final boolean adapts;
    private final int workers;
    private long left;
    private int size;
    private long since;
    private long items;
    private long bytes;

    /** Begins its measurement now. */
    private ChunkSizer(int size, boolean adapts, int workers, long total) {
        this.size = size;
        this.adapts = adapts;
        this.workers = workers;
        this.left = total;
        this.since = System.nanoTime();
    }

    /** Always the same. */
    static ChunkSizer fixed(int size) {
        return new ChunkSizer(size, false, 1, UNKNOWN);
    }

    /** By what is measured, for an input of which nobody knows how long it is. */
    static ChunkSizer adaptive(int workers) {
        return new ChunkSizer(1, true, workers, UNKNOWN);
    }

    /** By what is measured; towards the end of the input, chunks get small enough for all workers to have one. */
    static ChunkSizer adaptive(int workers, long total) {
        return new ChunkSizer(1, true, workers, total);
    }

    /** Number of items in the next chunk. */
    int next() {
        return left == UNKNOWN ? size : (int) Math.max(1, Math.min(size, left / (2L * workers)));
    }

    /** A chunk of so many items was read. */
    void read(int count) {
        if (left != UNKNOWN) {
            left = Math.max(0, left - count);
        }
    }

    /** A chunk of so many items has come back, and was that large in both directions together. */
    void taken(int count, long itsBytes) {
        if (adapts) {
            taken(count, itsBytes, System.nanoTime());
        }
    }

    /** The same, at that time. */
    void taken(int count, long itsBytes, long now) {
        items += count;
        bytes += itsBytes;
        if (now - since >= LOOK_NANOS) {
            size = ideal((now - since) * workers / items, bytes / items);
            since = now;
            items = 0;
            bytes = 0;
        }
    }

    private int ideal(long nanosOfItem, long bytesOfItem) {
        long byTime = CHUNK_NANOS / Math.max(1, nanosOfItem);
        long bySize = CHUNK_BYTES / Math.max(1, bytesOfItem);
        long most = Math.min((long) MOST_GROWTH * size, MOST_ITEMS);
        long least = Math.max(1, size / MOST_GROWTH); // a moment without the processor must not mean so much
        return (int) Math.max(least, Math.min(most, Math.min(byTime, bySize)));
    }
}
