package io.multiproc.ipc.codec;

import static io.multiproc.ipc.codec.Breakable.BROKEN;
import static io.multiproc.ipc.codec.Breakable.CODEC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multiproc.ipc.codec.Breakable.Made;
import io.multiproc.ipc.codec.Breakable.Resolved;
import io.multiproc.ipc.codec.Breakable.Streamed;
import io.multiproc.reduction.UnreadableMessageException;
import io.multiproc.testkit.SameWithoutNative;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Damaged messages of several items, and indexes that lie. */
@SameWithoutNative
class EachItemDamageTest {

    @AfterEach
    void mend() {
        BROKEN.clear();
    }

    /** Such as would take gigabytes if it were believed. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8})
    void noNumberOfAnIndexIsBelievedThatItsItemsCannotHold(int which) {
        List<Object> shared = new ArrayList<>(List.of("shared"));
        Object[] sent = {Arrays.asList(new Made(1, "x", "y"), shared), Arrays.asList(shared, "b")};
        byte[] message = CODEC.encodeEach(sent, 0);
        BROKEN.add(1);
        assertThat(CODEC.decodeEach(message, 0, message.length)[1]).isEqualTo(sent[1]);
        int end = message.length - Integer.BYTES;
        int length = ByteBuffer.wrap(message).getInt(end);
        int start = end - length;
        assertThat(message[start]).isEqualTo((byte) 1); // descriptor
        assertThat(message[start + 6]).isEqualTo((byte) 1); // object that is referred to
        assertThat(length).isEqualTo(9);
        ByteBuffer damaged = ByteBuffer.allocate(message.length + 4);
        damaged.put(message, 0, start + which).put(new byte[] {-1, -1, -1, -1, 7}); // the greatest of all
        damaged.put(message, start + which + 1, Math.max(0, length - which - 1)).putInt(length + 4);
        assertThatThrownBy(() -> CODEC.decodeEach(damaged.array(), 0, damaged.position()))
                .isInstanceOf(UnreadableMessageException.class)
                .hasMessageMatching("(?s).*(a length of|an index with|bytes follow|no index|ends too early).*")
                .hasNoCause();
    }

    @Test
    void numbersOfAnIndexDoNotGoBackwards() {
        Object[] sent = {"a", new Made(1, "x", "y"), Arrays.asList("b", "c"), "d"};
        byte[] message = CODEC.encodeEach(sent, 0);
        BROKEN.add(1);
        assertThat(CODEC.decodeEach(message, 0, message.length)[3]).isEqualTo("d");
        int end = message.length - Integer.BYTES;
        int length = ByteBuffer.wrap(message).getInt(end);
        int firstObject = end - length + 3; // of the first item, after a descriptor and the item's place
        byte[] late = message.clone();
        late[firstObject]++;
        assertThatThrownBy(() -> CODEC.decodeEach(late, 0, late.length))
                .isInstanceOf(UnreadableMessageException.class)
                .hasMessageContaining("an index with object 1 as the first of all");
        int place = firstObject + 5; // of the last item
        ByteBuffer back = ByteBuffer.allocate(message.length + 4);
        back.put(message, 0, place).put(new byte[] {-1, -1, -1, -1, 15}); // one back
        back.put(message, place + 1, end - place - 1).putInt(length + 4);
        assertThatThrownBy(() -> CODEC.decodeEach(back.array(), 0, back.position()))
                .isInstanceOf(UnreadableMessageException.class)
                .hasMessageContaining("an index with ");
    }

    static Stream<Long> seeds() {
        return Stream.of(1L, 2L, 3L, System.nanoTime());
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void survivesDamage(long seed) {
        Random random = new Random(seed);
        List<Object> shared = new ArrayList<>(List.of("shared"));
        byte[] message = CODEC.encodeEach(
                new Object[] {new Made(1, shared, "a"), new Resolved(2, shared, "b"), new Streamed(3, "c", shared), "d"
                },
                0);
        for (int i = 0; i < 5000; i++) {
            byte[] damaged = message.clone();
            for (int n = random.nextInt(3); n >= 0; n--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            }
            int length = random.nextInt(4) == 0 ? random.nextInt(damaged.length) : damaged.length;
            try {
                int from = random.nextInt(5);
                CODEC.decodeEach(damaged, 0, length, from, from + random.nextInt(5), (index, unread) -> unread);
            } catch (UnreadableMessageException e) {
                assertThat(e).as("seed %s", seed).hasMessageStartingWith("cannot read a message of");
            }
        }
    }
}
