/**
 * Pipes between processes and what is said over them: the counterpart of Python's {@code multiprocessing.connection}.
 * {@code Multiprocessing.pipe()} makes a {@link io.multiproc.connection.Pipe}, whose two ends are
 * {@link io.multiproc.connection.Connection}s.
 */
package io.multiproc.connection;
