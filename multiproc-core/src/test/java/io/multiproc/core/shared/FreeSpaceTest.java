package io.multiproc.core.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FreeSpaceTest {

    private static final int SIZE = 4096;

    private record Taken(int offset, int length) {}

    /** Against a model: one bit for each byte. */
    @Test
    void givesEachByteToOneAtATime() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        FreeSpace space = new FreeSpace(SIZE);
        BitSet used = new BitSet(SIZE);
        List<Taken> taken = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            if (random.nextInt(100) < 55) {
                int length = 1 + random.nextInt(200);
                int offset = space.take(length);
                if (offset >= 0) {
                    assertThat(used.get(offset, offset + length).isEmpty())
                            .as("seed %d", seed)
                            .isTrue();
                    used.set(offset, offset + length);
                    taken.add(new Taken(offset, length));
                }
            } else if (!taken.isEmpty()) {
                Taken given = taken.remove(random.nextInt(taken.size()));
                space.give(given.offset, given.length);
                used.clear(given.offset, given.offset + given.length);
            }
            assertThat(space.total()).as("seed %d", seed).isEqualTo(SIZE - used.cardinality());
        }
        taken.forEach(given -> space.give(given.offset, given.length));
        assertThat(space.isAllFree()).as("seed %d: %s", seed, space).isTrue();
    }

    @Test
    void noticesWhatIsGivenTwice() {
        FreeSpace space = new FreeSpace(SIZE);
        int offset = space.take(64);
        space.take(64);
        space.give(offset, 64);
        assertThatThrownBy(() -> space.give(offset, 64))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("freed twice");
    }
}
