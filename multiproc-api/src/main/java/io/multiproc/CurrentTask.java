package io.multiproc;

import java.util.Optional;

/**
 * What a pool's worker runs at the moment, for the code that it runs.
 *
 * <pre>{@code
 * static long checksum(Path file) throws IOException {
 *     CRC32 sum = new CRC32();
 *     try (InputStream in = Files.newInputStream(file)) {
 *         for (byte[] part = in.readNBytes(SIZE); part.length > 0; part = in.readNBytes(SIZE)) {
 *             sum.update(part);
 *             CurrentTask.progress();
 *         }
 *     }
 *     return sum.getValue();
 * }
 * }</pre>
 *
 * <p>May be used by any thread.
 */
public final class CurrentTask {

    private CurrentTask() {}

    /**
     * Says that the task gets on: it is not {@linkplain io.multiproc.pool.ProcessPool.Builder#stallTimeout stalled}.
     *
     * <p>Counts for the item that the worker runs, if this thread is the worker's or was started by it, directly or
     * not; anywhere else it does nothing. It writes a word of shared memory and sends nothing, so it may be called
     * often: some nanoseconds each time, some milliseconds the first time in a process.
     *
     * @throws IllegalStateException if there is no implementation of this library on the class path
     */
    public static void progress() {
        Multiprocessing.Provider.get().progressOfTask();
    }

    /**
     * Which task it is, such as {@code task 17 (item 35)}, as the pool's messages name it.
     *
     * @return empty if this thread is neither a worker's nor was started by it, or if that has nothing to do
     * @throws IllegalStateException if there is no implementation of this library on the class path
     */
    public static Optional<String> label() {
        return Optional.ofNullable(Multiprocessing.Provider.get().labelOfTask());
    }
}
