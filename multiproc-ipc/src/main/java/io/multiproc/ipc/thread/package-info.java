/**
 * Threads of the library, which all have names that begin with {@code multiproc-}, and what kinds of others call it.
 */
package io.multiproc.ipc.thread;
