package io.multiproc.ipc.handshake;

import java.security.SecureRandom;

/**
 * What a child needs to be let in.
 *
 * @param childId number of the child within its parent
 * @param key 32 random bytes, for this child only
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, and must not be printed
public record LinkTicket(long childId, byte[] key) {

    /** Length of a key. */
    public static final int KEY_BYTES = 32;

    /** A ticket with a fresh key. */
    public static LinkTicket issue(long childId) {
        byte[] key = new byte[KEY_BYTES];
        Random.SOURCE.nextBytes(key);
        return new LinkTicket(childId, key);
    }

    /** A fresh challenge. */
    static byte[] nonce() {
        byte[] nonce = new byte[KEY_BYTES];
        Random.SOURCE.nextBytes(nonce);
        return nonce;
    }

    /** The number only: keys do not belong in logs. */
    @Override
    public String toString() {
        return "LinkTicket[childId=" + childId + "]";
    }

    /** Loaded in parents only: a child answers, it does not challenge. */
    private static final class Random {
        static final SecureRandom SOURCE = new SecureRandom();
    }
}
