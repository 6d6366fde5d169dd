package io.multiproc.ipc.handshake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multiproc.ipc.handshake.PeerHandshake.Challenger;
import io.multiproc.ipc.handshake.PeerHandshake.Responder;
import io.multiproc.testkit.Conforms;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The handshake of listeners and clients, message by message. */
class PeerHandshakeTest {

    private static final byte[] KEY = bytes("key");

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** The answer to a challenge verifies against key and challenge; there is one digest, SHA-256. */
    @ParameterizedTest
    @NullSource
    @Conforms("ChallengeResponseTest.test_challengeresponse")
    @ValueSource(strings = {"", "key", "a key that is longer than the block of the digest, which has sixty-four bytes"})
    void bothSidesProveTheSameKey(@Nullable String text) throws Exception {
        byte[] key = text == null ? null : bytes(text);
        Challenger challenger = new Challenger(key);
        Responder responder = new Responder(key);
        byte[] challenge = challenger.challenge();
        byte[] answer = responder.answer(challenge);
        responder.check(challenger.welcome(answer));
        for (byte[] crossed : new byte[][] {challenge, answer}) {
            assertThat(crossed.length).isLessThanOrEqualTo(PeerHandshake.MAX_PAYLOAD_BYTES);
        }
    }

    @Test
    void theKeyDoesNotCross() throws Exception {
        byte[] key = bytes("a key to be looked for");
        Challenger challenger = new Challenger(key);
        byte[] challenge = challenger.challenge();
        byte[] answer = new Responder(key).answer(challenge);
        for (byte[] crossed : new byte[][] {challenge, answer, challenger.welcome(answer)}) {
            assertThat(new String(crossed, StandardCharsets.ISO_8859_1)).doesNotContain("a key to be looked for");
        }
    }

    @Test
    @Conforms("OtherTest.test_deliver_challenge_auth_failure")
    void theListenerRefusesAnotherKey() throws Exception {
        Challenger challenger = new Challenger(KEY);
        byte[] answer = new Responder(bytes("other")).answer(challenger.challenge());
        assertThatThrownBy(() -> challenger.welcome(answer))
                .isInstanceOf(HandshakeException.class)
                .hasMessage("the client has another authkey");
    }

    @Test
    @Conforms("OtherTest.test_answer_challenge_auth_failure")
    void theClientRefusesAWelcomeThatIsNotTheListeners() throws Exception {
        Challenger challenger = new Challenger(KEY);
        Responder responder = new Responder(KEY);
        byte[] answer = responder.answer(challenger.challenge());
        byte[] welcome = challenger.welcome(answer);
        responder.check(welcome);
        welcome[0] ^= 1;
        assertThatThrownBy(() -> responder.check(welcome)).isInstanceOf(HandshakeException.class);
        assertThatThrownBy(() -> responder.check(bytes("something bogus"))).isInstanceOf(HandshakeException.class);
        assertThatThrownBy(() -> new Responder(KEY).check(new byte[0]))
                .as("before there was an answer")
                .isInstanceOf(HandshakeException.class);
    }

    @Test
    void whatWasRecordedCannotBeUsedAgain() throws Exception {
        Challenger recorded = new Challenger(KEY);
        Responder client = new Responder(KEY);
        byte[] challenge = recorded.challenge();
        byte[] answer = client.answer(challenge);
        byte[] welcome = recorded.welcome(answer);

        assertThatThrownBy(() -> new Challenger(KEY).welcome(answer))
                .as("an answer to another challenge")
                .isInstanceOf(HandshakeException.class);
        Responder again = new Responder(KEY);
        again.answer(challenge);
        assertThatThrownBy(() -> again.check(welcome)).as("a recorded listener").isInstanceOf(HandshakeException.class);
    }

    @Test
    void aProofSentBackProvesNothing() throws Exception {
        Challenger challenger = new Challenger(KEY);
        Responder client = new Responder(KEY);
        byte[] answer = client.answer(challenger.challenge());
        byte[] proof = Arrays.copyOfRange(answer, 39, 71);
        assertThatThrownBy(() -> client.check(proof)).isInstanceOf(HandshakeException.class);
    }

    @Test
    void oneSideWithoutAKeyIsTold() throws Exception {
        assertThatThrownBy(() -> new Responder(null).answer(new Challenger(KEY).challenge()))
                .hasMessageContaining("asks for an authkey");
        assertThatThrownBy(() -> new Responder(KEY).answer(new Challenger(null).challenge()))
                .hasMessageContaining("the listener has no authkey");
        Challenger challenger = new Challenger(KEY);
        byte[] keyless = new Responder(null).answer(new Challenger(null).challenge());
        assertThatThrownBy(() -> challenger.welcome(keyless)).hasMessage("the client has no authkey");
    }

    @Test
    void anotherVersionOrProgramIsTold() {
        byte[] challenge = new Challenger(null).challenge();
        challenge[5] = 7;
        assertThatThrownBy(() -> new Responder(null).answer(challenge))
                .hasMessageContaining("the listener speaks protocol 7")
                .hasMessageContaining("use one version");
        byte[] ofChild = new Handshake.Challenger().challenge();
        assertThatThrownBy(() -> new Responder(null).answer(ofChild)).hasMessageContaining("not one of multiproc");
    }

    @Test
    void garbageIsRefusedAndNothingElseIsThrown() throws Exception {
        Random random = new Random(11);
        byte[] good = new Responder(KEY).answer(new Challenger(KEY).challenge());
        for (int round = 0; round < 20_000; round++) {
            byte[] bad;
            if (random.nextBoolean()) {
                bad = new byte[random.nextInt(100)];
                random.nextBytes(bad);
            } else {
                bad = Arrays.copyOf(good, random.nextInt(good.length + 10));
                if (bad.length > 0) {
                    bad[random.nextInt(bad.length)] ^= (byte) (1 + random.nextInt(255));
                }
            }
            assertThatThrownBy(() -> new Challenger(KEY).welcome(bad)).isInstanceOf(HandshakeException.class);
            assertThatThrownBy(() -> {
                        Responder responder = new Responder(KEY);
                        responder.check(responder.answer(bad));
                    })
                    .isInstanceOf(HandshakeException.class);
        }
    }
}
