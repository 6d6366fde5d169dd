/**
 * Where the ends of pipes find each other. A file descriptor cannot be handed to another process in plain Java, so an
 * end that is sent elsewhere calls the process of the other end, which keeps an
 * {@link io.multiproc.ipc.meeting.Appointment} for it. Callers and called prove to each other that they know its key.
 *
 * <p>One daemon thread for each JVM, started on first use, does the answering; it also writes what a thread of the
 * program does not stay for, and watches sockets for threads that wait for many.
 */
package io.multiproc.ipc.meeting;
