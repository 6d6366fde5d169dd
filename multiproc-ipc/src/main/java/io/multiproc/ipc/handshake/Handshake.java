package io.multiproc.ipc.handshake;

import io.multiproc.ipc.frame.FrameDescriptor;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The payloads of the handshake.
 *
 * <pre>
 * CHALLENGE  magic:4  protocol:2  nonce:32                     implementation: UTF-8 to the end
 * ANSWER     magic:4  protocol:2  child:8  kind:1  nonce:24  proof:32    implementation: UTF-8 to the end
 * WELCOME    proof:32
 *
 * proof of the child = HMAC(key, "child", nonce of the hub, nonce of the child, child, kind)
 * proof of the hub   = HMAC(key, "hub", proof of the child)
 * </pre>
 *
 * <p>The child's nonce makes each welcome good for one answer, also where many processes have the same key. It need not
 * be random, only new: randomness would cost a child some of its start.
 */
public final class Handshake {

    /** The longest payload of a handshake; more is refused before it is read. */
    public static final int MAX_PAYLOAD_BYTES = 1024;

    private static final int MAGIC = 0x4D505243; // "MPRC"
    private static final int PROOF_BYTES = 32;
    private static final int CHILD_NONCE_BYTES = 24;
    private static final AtomicLong ANSWERS = new AtomicLong();
    static final String IMPLEMENTATION = implementation();

    private Handshake() {}

    /** The hub's side of one handshake. */
    public static final class Challenger {

        private final byte[] nonce = LinkTicket.nonce();

        /** The payload of the CHALLENGE. */
        public byte[] challenge() {
            byte[] version = IMPLEMENTATION.getBytes(StandardCharsets.UTF_8);
            return ByteBuffer.allocate(4 + 2 + nonce.length + version.length)
                    .putInt(MAGIC)
                    .putShort(FrameDescriptor.PROTOCOL_VERSION)
                    .put(nonce)
                    .put(version)
                    .array();
        }

        /** Whether the answer proves the key of the ticket. */
        public boolean accepts(Answer answer, LinkTicket ticket) {
            byte[] expected = childProof(ticket, answer.kind(), nonce, answer.nonce());
            return Hmac.matches(expected, answer.proof());
        }

        /** The payload of the WELCOME. */
        public byte[] welcome(Answer answer, LinkTicket ticket) {
            return Hmac.over(ticket.key(), "hub", answer.proof());
        }
    }

    /**
     * What a child answered.
     *
     * @param childId the child it says it is
     * @param kind what the link is for
     * @param nonce what it has never said before
     * @param proof the keyed digest
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared as a record
    public record Answer(long childId, LinkKind kind, byte[] nonce, byte[] proof) {

        /** Reads the payload of an ANSWER. */
        public static Answer read(byte[] payload) throws HandshakeException {
            try {
                ByteBuffer in = ByteBuffer.wrap(payload);
                int magic = in.getInt();
                short protocol = in.getShort();
                long childId = in.getLong();
                int kind = in.get();
                byte[] nonce = take(in, CHILD_NONCE_BYTES);
                byte[] proof = take(in, PROOF_BYTES);
                check(LinkKind.askingProgram(kind), magic, protocol, rest(in));
                return new Answer(childId, LinkKind.of(kind), nonce, proof);
            } catch (BufferUnderflowException e) {
                throw new HandshakeException("handshake message is too short: length=" + payload.length);
            }
        }
    }

    /** The payload of the ANSWER to a challenge. */
    public static byte[] answer(byte[] challenge, LinkTicket ticket, LinkKind kind) throws HandshakeException {
        try {
            ByteBuffer in = ByteBuffer.wrap(challenge);
            int magic = in.getInt();
            short protocol = in.getShort();
            byte[] nonce = take(in, LinkTicket.KEY_BYTES);
            check(kind.askedProgram(), magic, protocol, rest(in));
            byte[] own = newNonce();
            byte[] version = IMPLEMENTATION.getBytes(StandardCharsets.UTF_8);
            return ByteBuffer.allocate(4 + 2 + 8 + 1 + own.length + PROOF_BYTES + version.length)
                    .putInt(MAGIC)
                    .putShort(FrameDescriptor.PROTOCOL_VERSION)
                    .putLong(ticket.childId())
                    .put(kind.code())
                    .put(own)
                    .put(childProof(ticket, kind, nonce, own))
                    .put(version)
                    .array();
        } catch (BufferUnderflowException e) {
            throw new HandshakeException("handshake message is too short: length=" + challenge.length);
        }
    }

    /** Checks that the payload of a WELCOME proves the key. */
    public static void checkWelcome(byte[] welcome, byte[] answer, LinkTicket ticket) throws HandshakeException {
        Answer own = Answer.read(answer);
        if (!Hmac.matches(Hmac.over(ticket.key(), "hub", own.proof()), welcome)) {
            throw new HandshakeException("the " + own.kind().asked() + " does not have this process's key: child="
                    + ticket.childId() + ", link=" + own.kind());
        }
    }

    private static byte[] childProof(LinkTicket ticket, LinkKind kind, byte[] ofHub, byte[] ofChild) {
        byte[] identity = ByteBuffer.allocate(9)
                .putLong(ticket.childId())
                .put(kind.code())
                .array();
        return Hmac.over(ticket.key(), "child", ofHub, ofChild, identity);
    }

    /** The time, which does not come again, so that no recorded answer has the same. */
    private static byte[] newNonce() {
        return ByteBuffer.allocate(CHILD_NONCE_BYTES)
                .putLong(System.currentTimeMillis())
                .putLong(System.nanoTime())
                .putLong(ANSWERS.incrementAndGet())
                .array();
    }

    private static void check(String peer, int magic, short protocol, String implementation) throws HandshakeException {
        if (magic != MAGIC) {
            throw new HandshakeException("the other end is not multiproc: magic=" + Integer.toHexString(magic));
        }
        if (protocol != FrameDescriptor.PROTOCOL_VERSION) {
            throw new HandshakeException(peer + " speaks protocol " + protocol + ", this process "
                    + FrameDescriptor.PROTOCOL_VERSION + ": " + peer + " " + implementation + ", here " + IMPLEMENTATION
                    + " (use one version of multiproc on both class paths)");
        }
    }

    private static byte[] take(ByteBuffer in, int count) {
        byte[] bytes = new byte[count];
        in.get(bytes);
        return bytes;
    }

    private static String rest(ByteBuffer in) {
        return new String(take(in, in.remaining()), StandardCharsets.UTF_8);
    }

    private static String implementation() {
        String version = Handshake.class.getPackage().getImplementationVersion();
        return "multiproc " + (version == null ? "(not from a jar)" : version);
    }
}
