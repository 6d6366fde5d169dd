package io.multiproc.ipc.handshake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HandshakeTest {

    private static final int PROTOCOL_OFFSET = 4;
    private static final int NONCE_OFFSET = 6;
    private static final int CHILD_OFFSET = 6;
    private static final int KIND_OFFSET = 14;
    private static final int PROOF_OFFSET = 39;
    private static final int FIXED_ANSWER_BYTES = 71;
    private static final int FIXED_CHALLENGE_BYTES = 38;

    private final LinkTicket ticket = LinkTicket.issue(7);
    private final Handshake.Challenger challenger = new Handshake.Challenger();

    @Nested
    class TheHub {

        @ParameterizedTest
        @EnumSource(LinkKind.class)
        void acceptsTheRightKey(LinkKind kind) throws HandshakeException {
            Handshake.Answer answer = answer(ticket, kind);
            assertThat(answer.childId()).isEqualTo(7);
            assertThat(answer.kind()).isEqualTo(kind);
            assertThat(challenger.accepts(answer, ticket)).isTrue();
        }

        @Test
        void refusesAnotherKey() throws HandshakeException {
            Handshake.Answer answer = answer(LinkTicket.issue(7), LinkKind.CONTROL);
            assertThat(challenger.accepts(answer, ticket)).isFalse();
        }

        @Test
        void refusesTheRightKeyUnderAnotherChildsNumber() throws HandshakeException {
            byte[] payload = Handshake.answer(challenger.challenge(), ticket, LinkKind.CONTROL);
            ByteBuffer.wrap(payload).putLong(CHILD_OFFSET, 8);
            Handshake.Answer answer = Handshake.Answer.read(payload);
            assertThat(challenger.accepts(answer, new LinkTicket(8, ticket.key())))
                    .isFalse();
        }

        @Test
        void refusesAProofForAnotherKindOfLink() throws HandshakeException {
            byte[] payload = Handshake.answer(challenger.challenge(), ticket, LinkKind.CONTROL);
            payload[KIND_OFFSET] = LinkKind.TASKS.code();
            assertThat(challenger.accepts(Handshake.Answer.read(payload), ticket))
                    .isFalse();
        }

        @Test
        void refusesAnAnswerToATamperedNonce() throws HandshakeException {
            byte[] challenge = challenger.challenge();
            challenge[NONCE_OFFSET + 31] ^= 1;
            byte[] payload = Handshake.answer(challenge, ticket, LinkKind.CONTROL);
            assertThat(challenger.accepts(Handshake.Answer.read(payload), ticket))
                    .isFalse();
        }

        @Test
        void refusesAProofWithOneBitChanged() throws HandshakeException {
            byte[] payload = Handshake.answer(challenger.challenge(), ticket, LinkKind.CONTROL);
            payload[PROOF_OFFSET] ^= 1;
            assertThat(challenger.accepts(Handshake.Answer.read(payload), ticket))
                    .isFalse();
        }

        @Test
        void refusesAnAnswerThatWasGivenToAnEarlierChallenge() throws HandshakeException {
            Handshake.Answer replayed = answer(ticket, LinkKind.CONTROL);
            assertThat(challenger.accepts(replayed, ticket)).isTrue();
            assertThat(new Handshake.Challenger().accepts(replayed, ticket)).isFalse();
        }

        @Test
        void challengesEachLinkAnew() {
            assertThat(challenger.challenge()).isEqualTo(challenger.challenge());
            assertThat(new Handshake.Challenger().challenge()).isNotEqualTo(challenger.challenge());
        }

        @Test
        void refusesAnAnswerOfAnotherProgram() throws HandshakeException {
            byte[] payload = Handshake.answer(challenger.challenge(), ticket, LinkKind.CONTROL);
            payload[0] = 'G';
            assertThatThrownBy(() -> Handshake.Answer.read(payload))
                    .isInstanceOf(HandshakeException.class)
                    .hasMessage("the other end is not multiproc: magic=47505243");
        }

        @Test
        void saysWhichVersionsDoNotFit() throws HandshakeException {
            byte[] payload = Handshake.answer(challenger.challenge(), ticket, LinkKind.CONTROL);
            ByteBuffer.wrap(payload).putShort(PROTOCOL_OFFSET, (short) 99);
            assertThatThrownBy(() -> Handshake.Answer.read(payload))
                    .isInstanceOf(HandshakeException.class)
                    .hasMessageStartingWith("child speaks protocol 99, this process 1: child multiproc ")
                    .hasMessageContaining(", here multiproc ")
                    .hasMessageEndingWith("(use one version of multiproc on both class paths)");
        }

        @Test
        void refusesAKindOfLinkThatDoesNotExist() throws HandshakeException {
            byte[] payload = Handshake.answer(challenger.challenge(), ticket, LinkKind.CONTROL);
            payload[KIND_OFFSET] = 77;
            assertThatThrownBy(() -> Handshake.Answer.read(payload))
                    .isInstanceOf(HandshakeException.class)
                    .hasMessage("unknown kind of link: kind=77");
        }

        @Test
        void refusesEveryAnswerThatIsTooShort() throws HandshakeException {
            byte[] payload = Handshake.answer(challenger.challenge(), ticket, LinkKind.CONTROL);
            for (int length = 0; length < FIXED_ANSWER_BYTES; length++) {
                byte[] cut = Arrays.copyOf(payload, length);
                assertThatThrownBy(() -> Handshake.Answer.read(cut))
                        .isInstanceOf(HandshakeException.class)
                        .hasMessage("handshake message is too short: length=" + cut.length);
            }
            assertThatCode(() -> Handshake.Answer.read(Arrays.copyOf(payload, FIXED_ANSWER_BYTES)))
                    .doesNotThrowAnyException();
        }
    }

    @Nested
    class TheChild {

        @Test
        void acceptsAHubThatHasItsKey() throws HandshakeException {
            byte[] answer = Handshake.answer(challenger.challenge(), ticket, LinkKind.TASKS);
            byte[] welcome = challenger.welcome(Handshake.Answer.read(answer), ticket);
            assertThatCode(() -> Handshake.checkWelcome(welcome, answer, ticket))
                    .doesNotThrowAnyException();
        }

        @Test
        void refusesAHubThatHasAnotherKey() throws HandshakeException {
            byte[] answer = Handshake.answer(challenger.challenge(), ticket, LinkKind.TASKS);
            byte[] welcome = challenger.welcome(Handshake.Answer.read(answer), LinkTicket.issue(7));
            assertThatThrownBy(() -> Handshake.checkWelcome(welcome, answer, ticket))
                    .isInstanceOf(HandshakeException.class)
                    .hasMessage("the hub does not have this process's key: child=7, link=TASKS");
        }

        @Test
        void refusesItsOwnProofSentBack() throws HandshakeException {
            byte[] answer = Handshake.answer(challenger.challenge(), ticket, LinkKind.TASKS);
            byte[] echo = Handshake.Answer.read(answer).proof();
            assertThatThrownBy(() -> Handshake.checkWelcome(echo, answer, ticket))
                    .isInstanceOf(HandshakeException.class);
        }

        @Test
        void refusesAHubThatRepeatsWhatItHasRecorded() throws HandshakeException {
            byte[] challenge = challenger.challenge();
            byte[] recorded = Handshake.answer(challenge, ticket, LinkKind.QUEUE);
            byte[] welcome = challenger.welcome(Handshake.Answer.read(recorded), ticket);
            byte[] answer = Handshake.answer(challenge, ticket, LinkKind.QUEUE);
            assertThatThrownBy(() -> Handshake.checkWelcome(welcome, answer, ticket))
                    .isInstanceOf(HandshakeException.class);
        }

        @Test
        void refusesAWelcomeOfTheWrongLength() throws HandshakeException {
            byte[] answer = Handshake.answer(challenger.challenge(), ticket, LinkKind.TASKS);
            byte[] welcome = challenger.welcome(Handshake.Answer.read(answer), ticket);
            for (int length : new int[] {0, 31, 33}) {
                assertThatThrownBy(() -> Handshake.checkWelcome(Arrays.copyOf(welcome, length), answer, ticket))
                        .isInstanceOf(HandshakeException.class);
            }
        }

        @Test
        void refusesAChallengeOfAnotherProgram() {
            byte[] challenge = challenger.challenge();
            challenge[3] = 0;
            assertThatThrownBy(() -> Handshake.answer(challenge, ticket, LinkKind.CONTROL))
                    .isInstanceOf(HandshakeException.class)
                    .hasMessage("the other end is not multiproc: magic=4d505200");
        }

        @Test
        void saysWhichVersionsDoNotFit() {
            byte[] challenge = challenger.challenge();
            ByteBuffer.wrap(challenge).putShort(PROTOCOL_OFFSET, (short) 2);
            assertThatThrownBy(() -> Handshake.answer(challenge, ticket, LinkKind.CONTROL))
                    .isInstanceOf(HandshakeException.class)
                    .hasMessageStartingWith("parent speaks protocol 2, this process 1: parent multiproc ");
        }

        @Test
        void namesTheManagerWhereItTalksToOne() throws HandshakeException {
            byte[] challenge = challenger.challenge();
            byte[] answer = Handshake.answer(challenge, ticket, LinkKind.MANAGER);
            byte[] welcome = challenger.welcome(Handshake.Answer.read(answer), LinkTicket.issue(7));
            assertThatThrownBy(() -> Handshake.checkWelcome(welcome, answer, ticket))
                    .hasMessage("the manager does not have this process's key: child=7, link=MANAGER");
            ByteBuffer.wrap(challenge).putShort(PROTOCOL_OFFSET, (short) 2);
            assertThatThrownBy(() -> Handshake.answer(challenge, ticket, LinkKind.MANAGER))
                    .hasMessageStartingWith("manager speaks protocol 2, this process 1: manager multiproc ");
            ByteBuffer.wrap(answer).putShort(PROTOCOL_OFFSET, (short) 2);
            assertThatThrownBy(() -> Handshake.Answer.read(answer))
                    .hasMessageStartingWith("client speaks protocol 2, this process 1: client multiproc ");
        }

        @Test
        void refusesEveryChallengeThatIsTooShort() {
            byte[] challenge = challenger.challenge();
            for (int length = 0; length < FIXED_CHALLENGE_BYTES; length++) {
                byte[] cut = Arrays.copyOf(challenge, length);
                assertThatThrownBy(() -> Handshake.answer(cut, ticket, LinkKind.CONTROL))
                        .isInstanceOf(HandshakeException.class)
                        .hasMessage("handshake message is too short: length=" + cut.length);
            }
        }
    }

    @Nested
    class ATicket {

        @Test
        void hasAKeyOfItsOwnWhichIsNotPrinted() {
            assertThat(ticket.key())
                    .hasSize(LinkTicket.KEY_BYTES)
                    .isNotEqualTo(LinkTicket.issue(7).key());
            assertThat(ticket).hasToString("LinkTicket[childId=7]");
        }
    }

    private Handshake.Answer answer(LinkTicket presented, LinkKind kind) throws HandshakeException {
        return Handshake.Answer.read(Handshake.answer(challenger.challenge(), presented, kind));
    }
}
