package io.multiproc.core.queue;

/** An encoded element, somewhere in an array that does not change there any more. */
@SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
record Element(byte[] bytes, int offset, int length) {}
