package io.multiproc.ipc.handshake;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The handshake of a public listener and its client, who share a key or nothing.
 *
 * <pre>
 * CHALLENGE  magic:4  protocol:2  keyed:1  nonce:32              implementation: UTF-8 to the end
 * ANSWER     magic:4  protocol:2  keyed:1  nonce:32  proof:32    implementation: UTF-8 to the end
 * WELCOME    proof:32
 *
 * proof of the client   = HMAC(key, "multiproc client",   nonce of the listener, nonce of the client)
 * proof of the listener = HMAC(key, "multiproc listener", nonce of the listener, nonce of the client)
 * </pre>
 *
 * <p>Without a key, {@code keyed} is 0 and the proofs are zeros. Both nonces are in both proofs, so that neither can be
 * used again, and each names its role, so that neither side can be made to prove what the other should.
 */
public final class PeerHandshake {

    /** The longest payload of a handshake; more is refused before it is read. */
    public static final int MAX_PAYLOAD_BYTES = 1024;

    /** Changes with the meaning of the handshake, or of what follows it. */
    static final short PROTOCOL_VERSION = 1;

    private static final int MAGIC = 0x4D50524C; // "MPRL"
    private static final int NONCE_BYTES = LinkTicket.KEY_BYTES;
    private static final int PROOF_BYTES = 32;
    private static final int LONGEST_VERSION = 256;

    private PeerHandshake() {}

    /** The listener's side of one handshake. */
    public static final class Challenger {

        private final byte @Nullable [] key;
        private final byte[] nonce = LinkTicket.nonce();

        /** For a listener with that key; null: without one. */
        public Challenger(byte @Nullable [] key) {
            this.key = key;
        }

        /** The payload of the CHALLENGE. */
        public byte[] challenge() {
            return message(key, nonce, new byte[0]);
        }

        /**
         * The payload of the WELCOME.
         *
         * @throws HandshakeException if the answer does not prove the key
         */
        public byte[] welcome(byte[] answer) throws HandshakeException {
            Part part = Part.read("client", answer, true);
            byte[] secret = key;
            if (secret == null) {
                // a client with a key goes away by itself: it has seen that none is asked for
                return new byte[PROOF_BYTES];
            }
            if (!part.keyed || !Hmac.matches(clientProof(secret, nonce, part.nonce), part.proof)) {
                throw new HandshakeException(
                        part.keyed ? "the client has another authkey" : "the client has no authkey");
            }
            return listenerProof(secret, nonce, part.nonce);
        }
    }

    /** The client's side of one handshake. */
    public static final class Responder {

        private final byte @Nullable [] key;
        private final byte[] nonce = LinkTicket.nonce();
        private byte[] expected = {};

        /** For a client with that key; null: without one. */
        public Responder(byte @Nullable [] key) {
            this.key = key;
        }

        /**
         * The payload of the ANSWER.
         *
         * @throws HandshakeException if only one side has a key
         */
        public byte[] answer(byte[] challenge) throws HandshakeException {
            Part part = Part.read("listener", challenge, false);
            byte[] secret = key;
            if (secret == null) {
                if (part.keyed) {
                    throw new HandshakeException("the listener asks for an authkey, and this client has none");
                }
                expected = new byte[PROOF_BYTES];
                return message(null, nonce, expected);
            }
            if (!part.keyed) {
                throw new HandshakeException("the listener has no authkey, so it cannot prove the one of this client");
            }
            expected = listenerProof(secret, part.nonce, nonce);
            return message(secret, nonce, clientProof(secret, part.nonce, nonce));
        }

        /** Checks the payload of the WELCOME. */
        public void check(byte[] welcome) throws HandshakeException {
            if (expected.length == 0 || !Hmac.matches(expected, welcome)) {
                throw new HandshakeException("the listener does not have the authkey of this client");
            }
        }
    }

    private static byte[] clientProof(byte[] key, byte[] ofListener, byte[] ofClient) {
        return Hmac.over(key, "multiproc client", ofListener, ofClient);
    }

    private static byte[] listenerProof(byte[] key, byte[] ofListener, byte[] ofClient) {
        return Hmac.over(key, "multiproc listener", ofListener, ofClient);
    }

    private static byte[] message(byte @Nullable [] key, byte[] nonce, byte[] proof) {
        byte[] version = Handshake.IMPLEMENTATION.getBytes(StandardCharsets.UTF_8);
        int length = Math.min(version.length, LONGEST_VERSION);
        return ByteBuffer.allocate(4 + 2 + 1 + NONCE_BYTES + proof.length + length)
                .putInt(MAGIC)
                .putShort(PROTOCOL_VERSION)
                .put((byte) (key == null ? 0 : 1))
                .put(nonce)
                .put(proof)
                .put(version, 0, length)
                .array();
    }

    /** What both messages consist of. */
    @SuppressWarnings("ArrayRecordComponent") // never compared as a record
    private record Part(boolean keyed, byte[] nonce, byte[] proof) {

        static Part read(String peer, byte[] payload, boolean withProof) throws HandshakeException {
            try {
                ByteBuffer in = ByteBuffer.wrap(payload);
                int magic = in.getInt();
                short protocol = in.getShort();
                if (magic != MAGIC) {
                    throw new HandshakeException("the " + peer + " is not one of multiproc: magic="
                            + Integer.toHexString(magic) + " (the socket of a process's own has another one)");
                }
                boolean keyed = in.get() != 0;
                byte[] nonce = take(in, NONCE_BYTES);
                byte[] proof = take(in, withProof ? PROOF_BYTES : 0);
                if (protocol != PROTOCOL_VERSION) {
                    throw new HandshakeException("the " + peer + " speaks protocol " + protocol + ", this process "
                            + PROTOCOL_VERSION + ": " + peer + " " + rest(in) + ", here " + Handshake.IMPLEMENTATION
                            + " (use one version of multiproc on both sides)");
                }
                return new Part(keyed, nonce, proof);
            } catch (BufferUnderflowException e) {
                throw new HandshakeException(
                        "the " + peer + " sent a handshake that is too short: length=" + payload.length);
            }
        }

        private static byte[] take(ByteBuffer in, int count) {
            byte[] bytes = new byte[count];
            in.get(bytes);
            return bytes;
        }

        private static String rest(ByteBuffer in) {
            byte[] bytes = take(in, in.remaining());
            return new String(bytes, StandardCharsets.UTF_8).replaceAll("\\p{Cntrl}", "?");
        }
    }
}
