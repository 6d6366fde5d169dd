package io.multiproc.ipc.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.multiproc.ipc.rundir.ProcessIdentity;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SharedHeapTest {

    private final SharedHeap heap = SharedHeap.local();

    @Test
    void objectsAreZeroAndShareNoCacheLine() {
        Set<String> places = new HashSet<>();
        List<Slot> slots = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            Slot slot = heap.allocate(1 + i % 40, 0);
            slots.add(slot);
            for (int word = 0; word < 1 + i % 40; word++) {
                assertThat(slot.memory().getVolatile(slot.word(word))).isZero();
                slot.memory().setVolatile(slot.word(word), -1);
                assertThat(places.add(slot.reference().file() + " " + slot.word(word)))
                        .isTrue();
            }
            assertThat(slot.reference().word() % SegmentDescriptor.UNIT_WORDS).isZero();
        }
        assertThat(slots).hasSize(2_000);
    }

    @Test
    void aReferenceLeadsToTheSamePlace() {
        Slot slot = heap.allocate(3, 0);
        slot.memory().setVolatile(slot.word(2), 42);
        Slot same = heap.attach(slot.share());
        assertThat(same.memory().getVolatile(same.word(2))).isEqualTo(42);
        assertThat(same.segment()).isSameAs(slot.segment());
        assertThat(same.reference()).isEqualTo(slot.reference());
    }

    @Test
    void sizesAreChecked() {
        assertThatThrownBy(() -> heap.allocate(0, 0)).hasMessage("words must be between 1 and 255: words=0");
        assertThatThrownBy(() -> heap.allocate(256, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatIsGoneOrWasNeverThereIsNotAttached() {
        SlotReference there = heap.allocate(1, 0).share();
        assertThatThrownBy(() -> heap.attach(new SlotReference(there.file(), there.word(), there.header() + 1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("there is no such shared object");
        assertThatThrownBy(() -> heap.attach(new SlotReference(there.file(), 3, there.header())))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> heap.attach(new SlotReference(there.file() + "x", there.word(), 1)))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("the process that made it has ended");
    }

    @Test
    void garbageIsUsedAgainButNotWhatWasSent() {
        Slot sent = heap.allocate(200, 0);
        SlotReference reference = sent.share();
        sent.memory().setVolatile(sent.word(0), 7);
        Slot unsent = heap.allocate(200, 0);
        unsent.memory().setVolatile(unsent.word(0), 8);
        int word = unsent.reference().word();
        sent = null;
        unsent = null;
        await().until(() -> {
            System.gc();
            Slot next = heap.allocate(200, 0);
            assertThat(next.memory().getVolatile(next.word(0))).isZero();
            assertThat(next.reference().word()).isNotEqualTo(reference.word());
            return next.reference().word() == word;
        });
        Slot still = heap.attach(reference);
        assertThat(still.memory().getVolatile(still.word(0))).isEqualTo(7);
    }

    @Test
    void aSegmentTellsWhichObjectsItHas() {
        Slot slot = heap.allocate(40, 5);
        Segment own = slot.segment();
        int object = slot.reference().word();
        assertThat(own.objectAt(slot.word(30))).isEqualTo(object);
        assertThat(own.kind(object)).isEqualTo(5);
        Slot next = heap.allocate(40, 6);
        assertThat(own.number(next.reference().word())).isEqualTo(own.number(object) + 1);
        List<Integer> all = new ArrayList<>();
        for (int each = own.nextObject(-1); each >= 0; each = own.nextObject(each)) {
            all.add(each);
        }
        assertThat(all).contains(object, next.reference().word()).doesNotHaveDuplicates();
    }

    @Test
    void aProcessHasItsNewNameInWhatItHasMapped() {
        Slot slot = heap.allocate(1, 0);
        ProcessName.set("renamed");
        try {
            assertThat(slot.segment().processNames()).containsEntry(ProcessIdentity.current(), "renamed");
        } finally {
            ProcessName.set("MainProcess");
        }
    }

    @Test
    void segmentsAreForThisUserOnly() throws Exception {
        Path file = heap.allocate(1, 0).segment().path();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }
}
