package io.multiproc.core.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Leases that cannot be given. */
class GivenLeasesTest {

    /** No array has room for it with what comes before it in a message. */
    private static final int TOO_LONG = Integer.MAX_VALUE - 25;

    @TempDir
    private Path folder;

    @Test
    void keepWhatThereIsNoMemoryToSend() throws Exception {
        GivenLeases leases = new GivenLeases(Board.create(folder.resolve("board")));
        ElementStore store = new ElementStore();
        // the element itself is never looked at
        byte[] head = ByteBuffer.allocate(Chunk.LENGTH_BYTES).putInt(TOO_LONG).array();
        store.add(head, 0, Chunk.LENGTH_BYTES + TOO_LONG, 1);
        assertThatThrownBy(() -> leases.begin(store, 1, true, false)).isInstanceOf(OutOfMemoryError.class);
        assertThat(store.count()).isEqualTo(1);
        assertThat(store.countTogether()).isEqualTo(1);
        assertThat(leases.occupied()).isZero();
        assertThat(leases.occupiedBytes()).isZero();
        leases.endInto(store);
        assertThat(store.count()).isEqualTo(1);
    }
}
