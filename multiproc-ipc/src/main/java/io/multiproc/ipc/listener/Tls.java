package io.multiproc.ipc.listener;

import io.multiproc.ipc.pipe.Wire;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.channels.SocketChannel;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/**
 * How to encrypt.
 *
 * @param context has certificates and whom to trust
 * @param parameters null: the context's own; a client then compares the certificate with the host name
 */
public record Tls(SSLContext context, @Nullable SSLParameters parameters) {

    /** What is thrown if it is asked for at a Unix socket. */
    public static IllegalArgumentException notFor(String unixSocket) {
        return new IllegalArgumentException("TLS is for TCP only: address=" + unixSocket
                + " (what crosses a Unix socket does not leave the machine)");
    }

    /** For a client that was accepted. */
    public Wire accepted(SocketChannel socket) throws IOException {
        return new TlsWire(socket, server());
    }

    /** For a client that has connected to the address. */
    public Wire connected(SocketChannel socket, SocketAddress address) throws IOException {
        return new TlsWire(socket, client(address));
    }

    private SSLEngine server() {
        SSLEngine engine = context.createSSLEngine();
        if (parameters != null) {
            engine.setSSLParameters(parameters);
        }
        engine.setUseClientMode(false);
        return engine;
    }

    private SSLEngine client(SocketAddress address) {
        SSLEngine engine = address instanceof InetSocketAddress host
                ? context.createSSLEngine(host.getHostString(), host.getPort())
                : context.createSSLEngine();
        SSLParameters chosen = parameters;
        if (chosen == null) {
            chosen = engine.getSSLParameters();
            chosen.setEndpointIdentificationAlgorithm("HTTPS");
        }
        engine.setUseClientMode(true);
        engine.setSSLParameters(chosen);
        return engine;
    }
}
