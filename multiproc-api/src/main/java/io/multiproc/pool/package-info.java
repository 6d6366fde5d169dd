/**
 * Pools of child processes that work on tasks: the counterpart of Python's {@code multiprocessing.pool}.
 * {@link io.multiproc.pool.ProcessPool} is the place to start.
 *
 * <p>A function, a callback, an input or a setting that is null is refused at once, with a
 * {@link java.lang.NullPointerException}; items, arguments and results may be null.
 */
package io.multiproc.pool;
