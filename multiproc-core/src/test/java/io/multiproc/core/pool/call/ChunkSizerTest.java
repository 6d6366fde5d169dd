package io.multiproc.core.pool.call;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ChunkSizerTest {

    private static final long SECOND = 1_000_000_000;

    /** Far enough from the clock's now that the time since its making does not count. */
    private static final long START = System.nanoTime() + 3600 * SECOND;

    private static ChunkSizer measured(ChunkSizer sizer, int looks, long nanosOfItem, long bytesOfItem) {
        long now = START;
        sizer.taken(1, bytesOfItem, now); // an hour for an item: one by one
        assertThat(sizer.next()).isEqualTo(1);
        for (int i = 0; i < looks; i++) {
            int items = sizer.next();
            long rounds = Math.max(1, 2_000_000 / (items * nanosOfItem));
            now += rounds * items * nanosOfItem;
            sizer.taken((int) rounds * items, rounds * items * bytesOfItem, now);
        }
        return sizer;
    }

    @Test
    void chunksOfShortItemsGrowUntilTheyTakeTwoMilliseconds() {
        assertThat(measured(ChunkSizer.adaptive(1), 1, 1000, 8).next()).isEqualTo(4);
        assertThat(measured(ChunkSizer.adaptive(1), 20, 1000, 8).next()).isEqualTo(2000);
        assertThat(measured(ChunkSizer.adaptive(4), 20, 1000, 8).next()).isEqualTo(500);
    }

    @Test
    void longItemsAndLargeOnesGoOneByOne() {
        assertThat(measured(ChunkSizer.adaptive(1), 20, 3_000_000, 8).next()).isEqualTo(1);
        assertThat(measured(ChunkSizer.adaptive(1), 20, 1000, 1 << 20).next()).isEqualTo(1);
        assertThat(measured(ChunkSizer.adaptive(1), 20, 1000, 1 << 10).next()).isEqualTo(128);
    }

    @Test
    void towardsTheEndThereIsAChunkForEachWorker() {
        ChunkSizer sizer = measured(ChunkSizer.adaptive(1, 10_000), 20, 1000, 8);
        assertThat(sizer.next()).isEqualTo(2000);
        sizer.read(9_000);
        assertThat(sizer.next()).isEqualTo(500);
        sizer.read(999);
        assertThat(sizer.next()).isEqualTo(1);
        sizer.read(5);
        assertThat(sizer.next()).isEqualTo(1);
    }

    @Test
    void whatTheProgramSaysStays() {
        ChunkSizer sizer = ChunkSizer.fixed(7);
        sizer.taken(1000, 8);
        sizer.read(7);
        assertThat(sizer.next()).isEqualTo(7);
    }
}
