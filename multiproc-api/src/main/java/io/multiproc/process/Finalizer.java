package io.multiproc.process;

/**
 * An action that is run once: when an object is garbage, when the process ends, or when it is asked for, whichever
 * comes first. Made by {@code finalizer(...)} of {@code Multiprocessing} or a context.
 *
 * <pre>{@code
 * Finalizer f = finalizer(cache, () -> delete(folder), 10);   // at the end of the process at the latest
 * }</pre>
 *
 * <p>May be used by any thread; cannot be sent to another process. A process that is killed runs none.
 *
 * @python multiprocessing.util.Finalize
 */
public interface Finalizer {

    /**
     * Runs the action now, unless it has been run or cancelled.
     *
     * @return whether it was run
     */
    boolean run();

    /**
     * Gives the action up.
     *
     * @return whether it had neither been run nor cancelled
     * @python multiprocessing.util.Finalize.cancel
     */
    boolean cancel();

    /**
     * Whether the action has neither been run nor cancelled.
     *
     * @python multiprocessing.util.Finalize.still_active
     */
    boolean isActive();
}
