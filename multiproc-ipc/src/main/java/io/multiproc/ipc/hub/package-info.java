/**
 * The port to the side of the wire that accepts: one hub in each process that has children.
 *
 * <p>Listeners are called on the hub's one event loop. They must not block and must not run code of the program's: what
 * arrives is bytes, and stays bytes until a thread asks for it.
 */
package io.multiproc.ipc.hub;
