/**
 * How the two ends of a link prove to each other that they have the same key, before the first frame that matters.
 *
 * <p>The key of a child is made for it alone and reaches it over its standard input. The hub sends a random challenge,
 * the child answers with a keyed digest over it, the hub proves the same over the answer. Neither the key nor anything
 * that could be used again crosses.
 */
package io.multiproc.ipc.handshake;
