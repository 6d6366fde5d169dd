/**
 * Inside a worker: its loop takes tasks, runs them and sends what they come to.
 *
 * <p>Knows nothing of pools. What it shares with them is in {@code wire}.
 */
package io.multiproc.core.pool.worker;
