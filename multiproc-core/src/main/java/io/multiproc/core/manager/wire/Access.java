package io.multiproc.core.manager.wire;

import io.multiproc.function.SerializableCallable;
import io.multiproc.ipc.Ipc;
import io.multiproc.ipc.handshake.LinkTicket;
import io.multiproc.ipc.listener.Tls;
import io.multiproc.process.ProcessException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.util.List;
import java.util.Objects;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * How a server is reached, and what it and its clients believe of each other.
 *
 * @param address the path of its socket, or {@code host:port}
 * @param key who has it, may use the server's objects
 * @param allowed names of the classes, beside the JDK's values, whose objects are received; null: all are
 * @param tls the encoded function that makes what to encrypt with; null: nothing is encrypted
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, and must not be printed
public record Access(String address, byte[] key, @Nullable List<String> allowed, byte @Nullable [] tls) {

    private static final String PATH_START = "/";

    /** What links prove; every link of a server has the same key. */
    public LinkTicket ticket() {
        return new LinkTicket(0, key);
    }

    public SocketAddress socketAddress() {
        if (!isInternet()) {
            return UnixDomainSocketAddress.of(address);
        }
        int colon = address.lastIndexOf(':');
        return new InetSocketAddress(address.substring(0, colon), Integer.parseInt(address.substring(colon + 1)));
    }

    /** Whether other machines may be at the other end. */
    public boolean isInternet() {
        return isInternet(address);
    }

    /** The same of an address as {@link #text} writes it. */
    public static boolean isInternet(String address) {
        return !address.startsWith(PATH_START);
    }

    /** How an address is written. */
    public static String text(SocketAddress address) {
        if (address instanceof InetSocketAddress port) {
            return port.getHostString() + ":" + port.getPort();
        }
        if (address instanceof UnixDomainSocketAddress unix) {
            return unix.getPath().toAbsolutePath().toString();
        }
        throw new IllegalArgumentException(
                "not an address for a manager: " + address + " (use InetSocketAddress or UnixDomainSocketAddress)");
    }

    /** The same at the port that a server got. */
    public Access at(SocketAddress bound) {
        return bound instanceof InetSocketAddress port
                ? at(address.substring(0, address.lastIndexOf(':')) + ":" + port.getPort())
                : this;
    }

    /** The same at another address. */
    public Access at(String other) {
        return new Access(other, key, allowed, tls);
    }

    /** Makes what to encrypt with, which runs code of the program; null: nothing is encrypted. */
    @Nullable
    public Tls encryption() {
        if (tls == null) {
            return null;
        }
        try {
            Object function = Objects.requireNonNull(Ipc.codec().decode(tls, 0, tls.length), "tls");
            return new Tls((SSLContext) ((SerializableCallable<?>) function).call(), null);
        } catch (Exception e) {
            throw new ProcessException("the TLS context for the manager at " + address + " cannot be made: " + e, e);
        }
    }

    /** Without the key: it does not belong in logs. */
    @Override
    public String toString() {
        return "Access[address=" + address + ", encrypted=" + (tls != null) + "]";
    }
}
