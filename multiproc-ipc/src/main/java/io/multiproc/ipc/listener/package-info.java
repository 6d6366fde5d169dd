/**
 * Public listeners and their clients, up to the first message: sockets, encryption and the handshake of strangers.
 *
 * <p>An {@code Acceptor} is the one thread of a listener; each client that has not proved its key yet is a
 * {@code Guest}. A {@code PeerDialer} is the client's side. What either leads to is a {@code Peer}. Nothing here
 * decodes an object, and nothing here is of Netty: children listen and connect too, and load none.
 */
package io.multiproc.ipc.listener;
