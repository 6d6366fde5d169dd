package io.multiproc.ipc.pipe;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ArrayAheadTest {

    private static final int LONG = 100_000;

    private final ArrayAhead ahead = new ArrayAhead();

    private byte[] next(int length) {
        ahead.prepare();
        return ahead.take(length);
    }

    private void follow(int length) {
        for (int i = 0; i < 4; i++) {
            assertThat(next(length)).isNull();
        }
    }

    @Test
    void isThereWhenMessagesOfOneLengthFollowEachOther() {
        follow(LONG);
        byte[] first = next(LONG);
        assertThat(first).hasSize(LONG);
        assertThat(next(LONG)).hasSize(LONG).isNotSameAs(first);
        assertThat(ahead.take(LONG)).isNull(); // not prepared
    }

    @Test
    void isNotThereForOneOfAnotherLength() {
        follow(LONG);
        assertThat(next(LONG + 1)).isNull();
        follow(LONG);
    }

    @Test
    void isNotMadeForShortOnesNorForHugeOnes() {
        follow(1000);
        assertThat(next(1000)).isNull();
        follow(5 << 20);
        assertThat(next(5 << 20)).isNull();
    }
}
