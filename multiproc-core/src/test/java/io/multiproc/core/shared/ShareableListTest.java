package io.multiproc.core.shared;

import static io.multiproc.Multiprocessing.attachShareableList;
import static io.multiproc.Multiprocessing.createSharedMemory;
import static io.multiproc.Multiprocessing.shareableList;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multiproc.ipc.Ipc;
import io.multiproc.shared.ShareableList;
import io.multiproc.shared.SharedMemory;
import io.multiproc.testkit.CleanExit;
import io.multiproc.testkit.Conforms;
import java.math.BigInteger;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(CleanExit.class)
class ShareableListTest {

    private final ShareableList list =
            shareableList("howdy", new byte[] {1, 2}, -273.154, 100, null, true, 42, (byte) 3, 1.5f);

    @AfterEach
    void unlink() {
        list.memory().unlink();
    }

    @Test
    void holdsWhatItWasMadeOf() {
        assertThat(list.size()).isEqualTo(9);
        assertThat(list.get(0)).isEqualTo("howdy");
        assertThat(list.get(1)).isEqualTo(new byte[] {1, 2});
        assertThat(list).element(2).isEqualTo(-273.154);
        assertThat(list).endsWith(100L, null, true, 42L, 3L, 1.5);
        assertThat(list.format()).isEqualTo("8s8sdqxxxxxx?xxxxxxxx?qqd");
        assertThat(list)
                .hasToString("ShareableList([howdy, 2 bytes, -273.154, 100, null, true, 42, 3, 1.5], name='"
                        + list.memory().name() + "')");
    }

    @Test
    void changesValueAndTypeWithinItsPlace() {
        list.set(0, 1L << 40);
        assertThat(list.get(0)).isEqualTo(1L << 40);
        assertThat(list.format()).startsWith("q8s");
        list.set(0, "12345678");
        assertThat(list.get(0)).isEqualTo("12345678");
        list.set(3, "ends\0");
        assertThat(list.get(3)).isEqualTo("ends\0");
        list.set(2, null);
        assertThat(list.get(2)).isNull();
        list.set(4, false);
        assertThat(list.get(4)).isEqualTo(false);
    }

    @Test
    void refusesWhatDoesNotFitAndStaysAsItWas() {
        assertThatThrownBy(() -> list.set(0, "ninechars"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("value does not fit into element 0: bytes=9, limit=8 (a place cannot grow)");
        assertThatThrownBy(() -> list.set(0, "ööööö"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("bytes=10, limit=8");
        assertThatThrownBy(() -> list.set(3, BigInteger.ONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a shareable list cannot hold a java.math.BigInteger");
        assertThatThrownBy(() -> shareableList(List.of(List.of()))).isInstanceOf(IllegalArgumentException.class);
        assertThat(list.get(0)).isEqualTo("howdy");
        assertThat(list.get(3)).isEqualTo(100L);
    }

    @Test
    void keepsTextOfAllLanguages() {
        String text = "naïve 日本語 🙂".repeat(20);
        ShareableList other = shareableList(Collections.nCopies(3, text));
        assertThat(other).containsExactly(text, text, text);
        other.memory().unlink();
    }

    @Test
    void countsAndFinds() {
        list.set(3, 42);
        assertThat(list.count(42)).isEqualTo(2);
        assertThat(list.count(42L)).isEqualTo(2);
        assertThat(list.count("42")).isZero();
        assertThat(list.count(null)).isEqualTo(1);
        assertThat(list.indexOf(42)).isEqualTo(3);
        assertThat(list.indexOf(new byte[] {1, 2})).isEqualTo(1);
        assertThat(list.indexOf("none")).isEqualTo(-1);
        for (Object other : List.of(BigInteger.valueOf(42), 'x', List.of(), "half \ud83d", new int[0])) {
            assertThat(list.count(other)).isZero();
            assertThat(list.indexOf(other)).isEqualTo(-1);
        }
    }

    @Test
    void refusesTextThatWouldNotComeBackAsItWas() {
        list.set(0, "a\ud83d\ude42");
        for (String half : List.of("a\ud83d", "a\ude42\ud83d", "a\ud83dxyz")) {
            assertThatThrownBy(() -> list.set(0, half))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("a shareable list cannot hold a text with half of a surrogate pair, which is no"
                            + " character: index=1, length=" + half.length());
        }
        assertThatThrownBy(() -> shareableList("\ude42")).isInstanceOf(IllegalArgumentException.class);
        assertThat(list.get(0)).isEqualTo("a\ud83d\ude42");
    }

    @Test
    void hasNoElementsBeyondItsEnds() {
        assertThatThrownBy(() -> list.get(9)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> list.get(-1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> list.set(-1, 0)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    @Conforms("_TestSharedMemory.test_shared_memory_ShareableList_pickling")
    void travelsByName() {
        ShareableList copy = (ShareableList) SharedMemoryTest.sent(list);
        assertThat(copy).isNotSameAs(list);
        copy.set(3, 7);
        assertThat(list.get(3)).isEqualTo(7L);
        list.set(6, 8);
        assertThat(copy.get(6)).isEqualTo(8L);
        copy.close();
        assertThatThrownBy(() -> copy.get(0)).isInstanceOf(IllegalStateException.class);
        assertThat(copy).asString().contains("closed");

        ShareableList shorter = shareableList(SharedMemoryTest.ownName("test-list-10"), Collections.nCopies(10, 1));
        ShareableList longer = shareableList(SharedMemoryTest.ownName("test-list-11"), Collections.nCopies(400, 1));
        assertThat(Ipc.codec().encode(longer, 0)).hasSameSizeAs(Ipc.codec().encode(shorter, 0));
        shorter.memory().unlink();
        longer.memory().unlink();
    }

    @Test
    void isNotFoundInAnotherBlock() {
        SharedMemory block = createSharedMemory(64);
        assertThatThrownBy(() -> attachShareableList(block.name()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there is no shareable list in block '" + block.name() + "': size=64");
        block.unlink();
    }
}
