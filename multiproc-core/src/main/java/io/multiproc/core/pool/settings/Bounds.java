package io.multiproc.core.pool.settings;

/**
 * How much of one call may be in flight: read from its input and not yet asked for.
 *
 * @param mostOfMap number of chunks of a {@code map}
 * @param mostOfImap number of chunks of an {@code imap}
 * @param mostBytes of chunks on their way to workers and, of an {@code imap}, of results that were not asked for
 */
public record Bounds(int mostOfMap, int mostOfImap, long mostBytes) {

    /** What suits most. */
    public static final Bounds DEFAULT = new Bounds(4096, 256, 64L << 20);

    /** As the program wants it. */
    public static Bounds of(int tasks, long bytes) {
        if (tasks < 1 || bytes < 1) {
            throw new IllegalArgumentException(
                    "tasks and bytes in flight must be >= 1: tasks=" + tasks + ", bytes=" + bytes);
        }
        return new Bounds(tasks, tasks, bytes);
    }
}
