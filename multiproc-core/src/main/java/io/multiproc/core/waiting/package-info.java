/** Waiting for any of many objects: the counterpart of Python's {@code connection.wait}. */
package io.multiproc.core.waiting;
