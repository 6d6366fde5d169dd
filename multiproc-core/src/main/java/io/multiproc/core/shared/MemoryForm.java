package io.multiproc.core.shared;

/**
 * What travels in the place of a block.
 *
 * @param name how the receiver finds it
 */
record MemoryForm(String name) {}
