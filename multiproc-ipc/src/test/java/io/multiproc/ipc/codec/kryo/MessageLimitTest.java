package io.multiproc.ipc.codec.kryo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multiproc.reduction.NotSendableException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Messages that do not fit an array; the limit is lowered, since the true one takes gigabytes. */
class MessageLimitTest {

    private final KryoCodec codec = new KryoCodec(null, List.of(), 50_000);

    static Stream<Object> tooLarge() {
        return Stream.of(
                new byte[50_000],
                new long[10_000],
                "x".repeat(50_000),
                "\u20ac".repeat(25_000),
                Collections.nCopies(50_000, null).stream().toList(),
                List.of(new byte[20_000], new byte[20_000], new byte[20_000]),
                List.of(new byte[49_900], "x".repeat(200)),
                Stream.iterate(0L, n -> n + 1_000_000_000_000L).limit(10_000).toList());
    }

    @ParameterizedTest
    @MethodSource("tooLarge")
    void areRefused(Object value) {
        assertThatThrownBy(() -> codec.encode(value, 10))
                .isInstanceOf(NotSendableException.class)
                .hasMessageStartingWith("cannot send ")
                .hasMessageContaining(": the message takes at least ")
                .hasMessageContaining(" bytes, more than the limit of 50000")
                .hasMessageContaining("(send it in pieces");
    }

    @Test
    void mayReachTheLimit() {
        byte[] most = new byte[50_000 - 5 - 10];
        Arrays.fill(most, (byte) 7);
        byte[] message = codec.encode(most, 10);
        assertThat(message).hasSize(50_000);
        assertThat(codec.decode(message, 10, message.length - 10)).isEqualTo(most);
    }

    @Test
    void leaveTheCodecUsable() {
        assertThatThrownBy(() -> codec.encode(new byte[50_000], 0)).isInstanceOf(NotSendableException.class);
        assertThat(codec.encode("x", 0)).hasSize(3);
    }
}
