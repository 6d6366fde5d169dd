package io.multiproc.ipc.codec.kryo;

import static org.assertj.core.api.Assertions.assertThat;

import com.esotericsoftware.kryo.kryo5.util.Util;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A Kryo made without its constructor is as good as one made with it. */
class KryoMakerTest {

    private final CodecKryo lean = KryoMaker.make(List.of());
    private final CodecKryo full = KryoMaker.full(new MessageClasses(List.of()));

    @Test
    void writesTheSameMessages() {
        for (Object value : values()) {
            byte[] message = encode(lean, value);
            assertThat(message).isEqualTo(encode(full, value));
            assertThat(decode(full, message)).isEqualTo(decode(lean, message)).isEqualTo(value);
        }
    }

    private static List<Object> values() {
        List<Object> shared = new ArrayList<>(List.of("shared"));
        return List.of(
                1,
                "text",
                List.of(1f, 2d, 3L, (short) 4, (byte) 5, 'c', true),
                new ArrayList<>(List.of(shared, shared)),
                Map.of("key", List.of(Thread.State.NEW, Mark.class)),
                new Mark(1, "two", shared));
    }

    record Mark(int number, String text, Object part) {}

    private static byte[] encode(CodecKryo kryo, Object value) {
        byte[] message = kryo.encode(value, 3, 10_000);
        kryo.end();
        return message;
    }

    private static @Nullable Object decode(CodecKryo kryo, byte[] message) {
        return kryo.decode(message, 3, message.length - 3, KryoMakerTest.class.getClassLoader());
    }

    @Test
    void usesNoUnsafeAndLeavesThePropertyAlone() {
        assertThat(lean).isNotNull();
        assertThat(Util.isUnsafeAvailable()).isFalse();
        assertThat(System.getProperty("kryo.unsafe")).isNull();
    }
}
