/**
 * Data in memory that processes share: the counterpart of Python's {@code multiprocessing.shared_memory} and
 * {@code multiprocessing.sharedctypes}. {@link io.multiproc.shared.SharedInt} is the place to start for a number,
 * {@link io.multiproc.shared.SharedIntArray} for many, {@link io.multiproc.shared.SharedMemory} for bytes that other
 * programs find by name.
 *
 * <p><b id="visibility">Visibility.</b> These objects are not copied when they are sent: all processes have the same
 * memory. A value is read and written as a volatile variable; an element of an array is read with acquire and written
 * with release semantics; bulk operations, and all that goes through a {@link java.nio.ByteBuffer}, are plain. Whoever
 * needs more holds a lock. A process that is killed leaves the memory as it last wrote it.
 */
package io.multiproc.shared;
