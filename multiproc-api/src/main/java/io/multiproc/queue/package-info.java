/**
 * Queues between processes: the counterpart of Python's {@code multiprocessing.queues}.
 * {@link io.multiproc.queue.ProcessQueue} is the place to start; it says what all of them promise.
 */
package io.multiproc.queue;
