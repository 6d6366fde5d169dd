package io.multiproc.pool;

/**
 * Is told how far a map is.
 *
 * <pre>{@code
 * List<Path> thumbnails = pool.withProgress(at -> System.out.println(at.done() + " done"))
 *         .map(Pictures::shrink, pictures);
 * }</pre>
 *
 * <p>The module {@code multiproc-progress} has a bar for terminals and plain lines for logs, {@code ProgressBars}.
 *
 * @see ProcessPool#withProgress(ProgressListener)
 */
@FunctionalInterface
public interface ProgressListener {

    /**
     * The call got on.
     *
     * <p>Called by one thread of the pool: when the call begins, then at most ten times a second if something was done
     * meanwhile, and when it is over. It may take its time: workers and results do not wait for it, only the end of the
     * call does. It must not wait for the call itself. When it throws, that is logged, and it is not called again.
     */
    void progress(PoolProgress progress);
}
