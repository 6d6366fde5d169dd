/**
 * Queues: the counterpart of {@code queues.py}.
 *
 * <p>{@link io.multiproc.core.queue.OwnedQueue} holds the elements, in the process that made the queue; an {@link
 * io.multiproc.core.queue.AttachedQueue} is how another process uses it, through a link whose owner's end is an {@link
 * io.multiproc.core.queue.Attachment}. Both are {@link io.multiproc.core.queue.QueueEnd}s, which the queues of the api
 * are thin covers of. Who may take which element, and who may still put one, is settled on a {@link
 * io.multiproc.core.queue.Board}, which outlives a process that is killed.
 */
package io.multiproc.core.queue;
