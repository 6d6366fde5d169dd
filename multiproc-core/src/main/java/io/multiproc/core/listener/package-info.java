/**
 * Listeners and clients as programs use them: the counterpart of the second half of Python's {@code connection.py}.
 * What they connect is a connection of the package for pipes.
 */
package io.multiproc.core.listener;
