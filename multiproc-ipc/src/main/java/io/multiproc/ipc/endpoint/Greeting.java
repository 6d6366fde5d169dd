package io.multiproc.ipc.endpoint;

import io.multiproc.ipc.frame.Frame;
import io.multiproc.ipc.frame.FrameDescriptor;
import io.multiproc.ipc.frame.FrameType;
import io.multiproc.ipc.handshake.Handshake;
import io.multiproc.ipc.handshake.HandshakeException;
import io.multiproc.ipc.handshake.LinkKind;
import io.multiproc.ipc.handshake.LinkTicket;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What two ends of a new link say to each other first: both prove that they know the key. */
final class Greeting {

    private Greeting() {}

    /** Proves the key to who is asked for the link, and has it prove the key too. */
    static void shakeHands(Endpoint link, LinkTicket ticket, LinkKind kind, @Nullable Patience patience)
            throws IOException {
        String asked = kind.asked();
        byte[] challenge = expect(link, FrameType.CHALLENGE, asked, patience);
        byte[] answer = Handshake.answer(challenge, ticket, kind);
        byte[] frame = FrameDescriptor.frame(FrameType.ANSWER, 0, answer);
        link.send(frame, frame.length, patience);
        Handshake.checkWelcome(expect(link, FrameType.WELCOME, asked, patience), answer, ticket);
    }

    /** The other side of it: has who asks for the link prove the key, and says why if it cannot. */
    static void letIn(Endpoint link, LinkTicket ticket, LinkKind kind) throws IOException {
        link.limit(Handshake.MAX_PAYLOAD_BYTES);
        Handshake.Challenger challenger = new Handshake.Challenger();
        link.send(FrameDescriptor.frame(FrameType.CHALLENGE, 0, challenger.challenge()));
        byte[] payload = expect(link, FrameType.ANSWER, "client", null);
        try {
            Handshake.Answer answer = Handshake.Answer.read(payload);
            if (answer.kind() != kind || answer.childId() != ticket.childId() || !challenger.accepts(answer, ticket)) {
                throw new HandshakeException(
                        "not the key of this " + kind.name().toLowerCase(Locale.ROOT));
            }
            link.limit(FrameDescriptor.MAX_PAYLOAD_BYTES);
            link.send(FrameDescriptor.frame(FrameType.WELCOME, 0, challenger.welcome(answer, ticket)));
        } catch (HandshakeException e) {
            byte[] reason = String.valueOf(e.getMessage()).getBytes(StandardCharsets.UTF_8);
            link.send(FrameDescriptor.frame(FrameType.REFUSED, 0, reason));
            throw e;
        }
    }

    private static byte[] expect(Endpoint link, FrameType type, String peer, @Nullable Patience patience)
            throws IOException {
        Frame frame = link.receive(patience);
        if (frame == null) {
            throw new HandshakeException("the " + peer + " closed the link during the handshake");
        }
        if (frame.type() == FrameType.REFUSED) {
            throw new HandshakeException(
                    "the " + peer + " refused the link: " + new String(frame.payload(), StandardCharsets.UTF_8));
        }
        if (frame.type() != type) {
            throw new HandshakeException("expected " + type + " in the handshake, got " + frame.type());
        }
        return frame.payload();
    }
}
