package io.multiproc.ipc.listener;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What one side wants of a connection.
 *
 * @param authkey to be proved by both; null: nothing is
 * @param tls how to encrypt; null: not
 * @param patience how long the handshake may take
 * @param limit the longest message that is received, in bytes
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, and must not be printed
public record PeerSettings(
        byte @Nullable [] authkey, @Nullable Tls tls, Duration patience, int limit) {

    /** Without the key, which does not belong in logs. */
    @Override
    public String toString() {
        return "PeerSettings[keyed=" + (authkey != null) + ", tls=" + (tls != null) + ", patience=" + patience
                + ", limit=" + limit + "]";
    }
}
