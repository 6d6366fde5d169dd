/** Threads of this JVM that play processes: the counterpart of Python's {@code multiprocessing.dummy}. */
package io.multiproc.core.thread;
