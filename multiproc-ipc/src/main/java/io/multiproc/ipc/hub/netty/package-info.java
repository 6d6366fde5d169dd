/** The hub on Netty: epoll where there is one, NIO elsewhere or with {@code -Dmultiproc.native=false}. */
package io.multiproc.ipc.hub.netty;
