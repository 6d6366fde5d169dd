package io.multiproc.core.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.multiproc.core.queue.Board.Waiting;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BoardTest {

    @TempDir
    Path folder;

    private Board owner;
    private Board user;

    @BeforeEach
    void mapTwice() throws Exception {
        owner = Board.create(folder.resolve("board"));
        user = Board.open(folder.resolve("board"));
    }

    @Test
    void slotsAreTakenUpToTheirLimit() {
        assertThat(user.takeSlot()).isFalse();
        owner.setSlotLimit(2);
        assertThat(user.takeSlot()).isTrue();
        assertThat(user.takeSlot()).isTrue();
        assertThat(user.takeSlot()).isFalse();
        assertThat(owner.usedSlots()).isEqualTo(2);
    }

    @Test
    void slotsThatAreNotUsedAreCutButForThePromisedOnes() {
        owner.setSlotLimit(10);
        assertThat(user.takeSlot()).isTrue();
        assertThat(owner.cutSlots(4)).isEqualTo(4);
        assertThat(owner.cutSlots(0)).isEqualTo(1);
        assertThat(user.takeSlot()).isFalse();
    }

    @Test
    void slotNumbersWrapAround() {
        owner.setSlotLimit(Integer.MAX_VALUE);
        for (int i = 0; i < 3; i++) {
            user.countPut();
        }
        owner.setSlotLimit(3);
        assertThat(user.takeSlot()).isFalse();
        assertThat(owner.cutSlots(-5)).isEqualTo(3);
    }

    @Test
    void aWaitingThreadIsClaimedOrLeaves() {
        assertThat(user.enter(Waiting.GETTERS)).isTrue();
        assertThat(user.enter(Waiting.GETTERS)).isFalse();
        assertThat(user.leave(Waiting.GETTERS)).isTrue();
        assertThat(owner.claim(Waiting.GETTERS, 5)).isEqualTo(1);
        assertThat(user.leave(Waiting.GETTERS)).isFalse();
        assertThat(owner.hasWaiting(Waiting.GETTERS)).isFalse();
        assertThat(owner.hasWaiting(Waiting.PUTTERS)).isFalse();
    }

    @Test
    void aLeaseIsTakenUntilItIsCut() {
        owner.lease(7, 3);
        assertThat(user.take(7)).isZero();
        assertThat(owner.taken(7)).isEqualTo(1);
        assertThat(owner.cut(7, 2)).isEqualTo(2);
        assertThat(user.take(7)).isOne();
        assertThat(user.take(7)).isEqualTo(Board.NONE);
        assertThat(owner.cut(7, 0)).isEqualTo(2);
    }

    @Test
    void aLeaseInTheSameWordAsAnOlderOneIsAnother() {
        owner.lease(1, 1);
        owner.lease(1 + Board.LEASES, Board.LARGEST_LEASE);
        assertThat(user.take(1)).isEqualTo(Board.NONE);
        assertThat(user.take(1 + Board.LEASES)).isZero();
    }
}
