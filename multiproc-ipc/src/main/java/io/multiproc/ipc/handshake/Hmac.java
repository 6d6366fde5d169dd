package io.multiproc.ipc.handshake;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * HMAC-SHA-256 (RFC 2104) on {@link MessageDigest}: {@code javax.crypto} would cost every child tens of milliseconds of
 * class loading for this one digest.
 */
final class Hmac {

    private static final int BLOCK_BYTES = 64;

    private Hmac() {}

    /** The digest over the parts, one after the other. */
    static byte[] over(byte[] key, String purpose, byte[]... parts) {
        MessageDigest digest = sha256();
        byte[] padded = Arrays.copyOf(key.length > BLOCK_BYTES ? digest.digest(key) : key, BLOCK_BYTES);
        digest.update(xor(padded, 0x36));
        digest.update(purpose.getBytes(StandardCharsets.US_ASCII));
        for (byte[] part : parts) {
            digest.update(part);
        }
        byte[] inner = digest.digest();
        digest.update(xor(padded, 0x5c));
        return digest.digest(inner);
    }

    /** Whether they are the same, in a time that does not depend on where they differ. */
    static boolean matches(byte[] expected, byte[] actual) {
        return MessageDigest.isEqual(expected, actual);
    }

    private static byte[] xor(byte[] bytes, int mask) {
        byte[] result = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            result[i] = (byte) (bytes[i] ^ mask);
        }
        return result;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }
}
