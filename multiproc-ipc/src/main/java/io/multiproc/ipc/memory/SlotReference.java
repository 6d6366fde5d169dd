package io.multiproc.ipc.memory;

/**
 * What travels in the place of an object in shared memory.
 *
 * @param file the segment's file, in the run directory of the process that made the object
 * @param word where it begins there
 * @param header what it begins with, which tells it from what is there later
 */
public record SlotReference(String file, int word, long header) {}
