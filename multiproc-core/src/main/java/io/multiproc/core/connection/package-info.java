/**
 * Pipes and their ends: the counterpart of the first half of Python's {@code connection.py}.
 *
 * <p>{@code PipeConnection} is what programs hold. It has an {@code Inbox} and an {@code Outbox}, which move messages,
 * and an {@code End}, which knows where the other end is: in this process, on its way, or attached by a socket.
 * {@code EndForm} is what travels when an end is handed over, {@code Handover} follows it, and a {@code Meeting} brings
 * two ends together that have both left.
 */
package io.multiproc.core.connection;
