/**
 * Pools of child processes that work on tasks: the counterpart of Python's {@code multiprocessing.pool}.
 * {@link io.multiproc.pool.ProcessPool} is the place to start.
 */
package io.multiproc.pool;
