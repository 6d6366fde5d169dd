package io.multiproc.pool;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A task that failed, as it was sent: it can be run again, with fresh copies of its function and arguments.
 *
 * <pre>{@code
 * try {
 *     pool.map(Import::file, files);
 * } catch (RuntimeException e) {
 *     FailedTask task = FailedTask.of(e).orElseThrow();
 *     System.err.println(task.label() + " failed");
 *     task.replayInWorker(true); // prints the port at which it waits for a debugger
 * }
 * }</pre>
 *
 * <p>Of a map it is the one item that failed; if several were lost together, the first of them. It does not need its
 * pool, which may be closed. It is not sent with its exception. May be used by any thread, also several times.
 */
public interface FailedTask {

    /** Which task it is, such as {@code task 17 (item 35)}. */
    String label();

    /**
     * Runs the task in this process, on the calling thread. What ended a worker will end this program:
     * {@link #replayInWorker} does not.
     *
     * @return the task's result, which no codec has copied
     * @throws Exception what the task throws, as it is
     */
    @Nullable
    Object replayHere() throws Exception;

    /**
     * Runs the task in a fresh worker JVM with the pool's options and initializer, but without its time-out and
     * retries, and waits for it.
     *
     * <p>With a debugger the JVM listens on a free port of this machine's loopback address and waits, without limit,
     * until one attaches. It has no other debugger that the pool's options name. The JVM prints the port, where the
     * output of the pool's workers goes: <i>Listening for transport dt_socket at address: 41233</i>. If that is a file
     * or nowhere, {@code System.err} of this process says it too. A breakpoint in the task's function can be set before
     * it begins.
     *
     * @param debug whether it waits for a debugger
     * @return the task's result
     * @throws WorkerTerminatedException if the worker dies under it again
     * @throws RemoteTaskException if the task throws a checked exception; an unchecked one is thrown as it is
     * @throws PoolBrokenException if the worker cannot be started
     * @throws InterruptedException if the calling thread is interrupted; the worker is ended
     */
    @Nullable
    Object replayInWorker(boolean debug) throws InterruptedException;

    /** The task that the exception tells of: it, its causes and what they have suppressed are looked through. */
    static Optional<FailedTask> of(Throwable failure) {
        Throwable current = failure;
        for (int depth = 0; current != null && depth < 100; depth++) { // causes may go in a circle
            Optional<FailedTask> found = Stream.concat(Stream.of(current), Arrays.stream(current.getSuppressed()))
                    .filter(TaskFailedException.class::isInstance)
                    .flatMap(one -> ((TaskFailedException) one).failedTask().stream())
                    .findFirst();
            if (found.isPresent()) {
                return found;
            }
            current = current.getCause();
        }
        return Optional.empty();
    }
}
