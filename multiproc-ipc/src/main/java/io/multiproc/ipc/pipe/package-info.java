/**
 * Messages over a socket between two processes, with nobody in between: framed, never merged or split, read and written
 * by the threads that use them. A waiting thread spins for some microseconds and then sleeps in a selector. The bytes
 * of long messages go through memory beside the socket, which still says when, in which order and how many.
 */
package io.multiproc.ipc.pipe;
