package io.multiproc.core.manager;

/**
 * What travels in a proxy's place between a server and one of its clients, who know each other.
 *
 * @param object its number in the server
 */
record SessionHandle(long object, Form form) {}
