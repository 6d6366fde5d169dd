package io.multiproc.core.manager.wire;

/**
 * What travels in a proxy's place to whoever may not know its server yet.
 *
 * @param server where it is
 * @param object its number there
 * @param pin what keeps the object until the receiver has a reference of its own; 0: nothing does
 */
public record ProxyHandle(ServerIdentity server, long object, Form form, long pin) {}
