package io.multiproc.pool;

/**
 * What {@code awaitResults} waits for.
 *
 * @python futures.wait(return_when)
 */
public enum ReturnWhen {
    /**
     * At least one outcome is there, whatever it is.
     *
     * @python futures.FIRST_COMPLETED
     */
    FIRST_COMPLETED,
    /**
     * An outcome is there that is an exception, or all outcomes are.
     *
     * @python futures.FIRST_EXCEPTION
     */
    FIRST_EXCEPTION,
    /**
     * All outcomes are there.
     *
     * @python futures.ALL_COMPLETED
     */
    ALL_COMPLETED
}
