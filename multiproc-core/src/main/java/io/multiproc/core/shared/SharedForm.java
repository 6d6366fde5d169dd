package io.multiproc.core.shared;

import io.multiproc.sync.ProcessLock;

/**
 * What travels in the place of a value or an array: where it is.
 *
 * @param kind what it is
 * @param file the mapped file
 * @param offset in the file
 * @param bytes its length
 * @param lock that goes with it
 */
record SharedForm(Kind kind, String file, int offset, int bytes, ProcessLock lock) {}
