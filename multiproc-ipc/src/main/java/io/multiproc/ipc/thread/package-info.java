/** Threads of the library, which all have names that begin with {@code multiproc-}. */
package io.multiproc.ipc.thread;
