/**
 * Child processes, and what a process knows of itself and its parent: the counterpart of Python's
 * {@code multiprocessing.process}. {@link io.multiproc.process.ChildProcess} is the place to start.
 */
package io.multiproc.process;
