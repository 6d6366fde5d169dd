package io.multiproc.ipc.frame;

/**
 * A message as it arrived.
 *
 * @param type what it says
 * @param flags eight bits whose meaning depends on the type
 * @param payload the rest, an array of its own
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier between reader and handler, never compared
public record Frame(FrameType type, int flags, byte[] payload) {}
