package io.multiproc.core.manager;

import io.multiproc.ipc.handshake.LinkTicket;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.util.UUID;

/**
 * A server, as all who may use it know it.
 *
 * @param id tells it from all others
 * @param name for messages
 * @param pid for messages
 * @param address the path of its socket, or {@code host:port}
 * @param key who has it, may use the server's objects
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, and must not be printed
record ServerIdentity(UUID id, String name, long pid, String address, byte[] key) {

    private static final String PATH_START = "/";

    /** What its links prove; every link of a server has the same key. */
    LinkTicket ticket() {
        return new LinkTicket(0, key);
    }

    SocketAddress socketAddress() {
        if (address.startsWith(PATH_START)) {
            return UnixDomainSocketAddress.of(address);
        }
        int colon = address.lastIndexOf(':');
        return new InetSocketAddress(address.substring(0, colon), Integer.parseInt(address.substring(colon + 1)));
    }

    /** How an address is written. */
    static String text(SocketAddress address) {
        if (address instanceof InetSocketAddress port) {
            return port.getHostString() + ":" + port.getPort();
        }
        if (address instanceof UnixDomainSocketAddress unix) {
            return unix.getPath().toAbsolutePath().toString();
        }
        throw new IllegalArgumentException(
                "not an address for a manager: " + address + " (use InetSocketAddress or UnixDomainSocketAddress)");
    }

    /** The same server at the port that it got. */
    ServerIdentity at(SocketAddress bound) {
        if (!(bound instanceof InetSocketAddress port)) {
            return this;
        }
        String host = address.substring(0, address.lastIndexOf(':'));
        return new ServerIdentity(id, name, pid, host + ":" + port.getPort(), key);
    }

    /** Name and process id. */
    String inWords() {
        return "manager '" + name + "' (pid " + pid + ")";
    }

    /** Without the key: it does not belong in logs. */
    @Override
    public String toString() {
        return "ServerIdentity[name=" + name + ", pid=" + pid + ", address=" + address + "]";
    }
}
