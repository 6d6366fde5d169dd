/**
 * The front door: {@link io.multiproc.Multiprocessing} for programs, {@link io.multiproc.ProcessContext} for libraries.
 *
 * <p><b id="visibility">Visibility.</b> Processes share no objects. What is sent is copied when it is sent; the copy is
 * complete when it is received, and what happened in the sender before the sending happened before the receiving.
 *
 * <p><b id="timeouts">Time-outs</b> are a {@link java.time.Duration}; zero or negative means do not wait. A method may
 * return a little later than its time-out, never earlier.
 */
package io.multiproc;
