/**
 * Pools of workers: the counterpart of Python's {@code pool.py}.
 *
 * <p>In the parent a {@code Dispatcher} gives tasks to {@code Worker}s and takes their outcomes, {@code WorkerPool} starts,
 * replaces and ends them. In the child {@code WorkerLoop} runs the tasks. Both look at one {@code TaskBoard} in shared
 * memory, which tells after a death what had begun.
 */
package io.multiproc.core.pool;
