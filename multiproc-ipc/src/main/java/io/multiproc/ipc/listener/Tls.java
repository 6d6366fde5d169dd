package io.multiproc.ipc.listener;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
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

    SSLEngine server() {
        SSLEngine engine = context.createSSLEngine();
        if (parameters != null) {
            engine.setSSLParameters(parameters);
        }
        engine.setUseClientMode(false);
        return engine;
    }

    SSLEngine client(SocketAddress address) {
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
