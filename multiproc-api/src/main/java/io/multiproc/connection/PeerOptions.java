package io.multiproc.connection;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/**
 * What a listener and its client agree on, and what either believes of the other.
 *
 * <p><b>Classes.</b> Over a Unix socket only processes of the same user connect: from them, objects of any class are
 * received. Over TCP anybody may be at the other end, so only objects of the JDK's value types, collections and
 * exceptions are, until others are named with {@link #allow}: the classes of {@code java.lang}, {@code java.math},
 * {@code java.util}, {@code java.util.concurrent} and its {@code atomic}, and {@code java.time} with its subpackages,
 * and what is called an exception or error in {@code java.io}, {@code java.net}, {@code java.nio}, {@code java.sql} and
 * theirs. A message with any other class fails in {@code recv} with an
 * {@link io.multiproc.reduction.UnreadableMessageException} that names it; the connection stays usable. Bytes
 * ({@code recvBytes}) are not concerned.
 *
 * @param <B> the builder itself
 */
public interface PeerOptions<B extends PeerOptions<B>> {

    /**
     * A key that both sides prove to have, without sending it, before either sends anything else. Without this call
     * nothing is asked for or proved.
     *
     * @param authkey copied; may be empty, which is a key too. At least 16 random bytes are advisable: whoever records
     *     a handshake can try keys against it
     */
    B authkey(byte[] authkey);

    /**
     * Encrypts; for TCP only. A listener shows the context's certificate, and a client checks it, and that it was made
     * for the host name of the address.
     */
    B tls(SSLContext context);

    /**
     * Encrypts; for TCP only.
     *
     * @param parameters for instance {@code setNeedClientAuth(true)} for a listener; a client that does not set an
     *     endpoint identification algorithm does not compare the certificate with the host name
     */
    B tls(SSLContext context, SSLParameters parameters);

    /**
     * Also objects of these classes are received: records, enums, exceptions or other classes, but not their
     * subclasses. Their superclasses are part of them, and so objects of those are received, too.
     * From then on all classes but those named here and the JDK's are refused, over Unix sockets too. A lambda is
     * received if the class that it was written in is named.
     */
    B allow(Class<?>... types);

    /**
     * Objects of any class are received, as from a child. Only for peers that are trusted like this program itself:
     * whoever chooses the classes of a message can have their code run.
     */
    B allowAll();

    /**
     * The longest message that is received; a longer one ends the connection.
     *
     * @param bytes at least 1; 2,147,483,583 unless it is set
     * @throws IllegalArgumentException if it is less than 1
     */
    B maxMessageLength(int bytes);
}
