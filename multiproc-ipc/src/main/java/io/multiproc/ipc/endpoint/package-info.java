/**
 * The child's side of a link: a plain JDK channel and one reading thread.
 *
 * <p>No class of Netty is loaded here: a child reaches the program's own code without it.
 */
package io.multiproc.ipc.endpoint;
