package io.multiproc.ipc.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multiproc.ipc.rundir.ProcessIdentity;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who has mapped a segment, and who waits there. Dead processes are made of entries that no process could have. */
class SegmentTest {

    private static final long READY = 1L << 63;
    private static final int OBJECT = SegmentDescriptor.FIRST_OBJECT;

    @TempDir
    Path folder;

    private Segment segment;
    private MappedSegment memory;

    @BeforeEach
    void create() throws IOException {
        segment = Segment.create(folder.resolve("segment"));
        memory = segment.memory();
    }

    /** Enters a process with this one's number, but another start time, and gives its mark. */
    private long enterDead(int index, int generation) {
        int word = SegmentDescriptor.FIRST_PROCESS + index * SegmentDescriptor.PROCESS_WORDS;
        long pid = ProcessHandle.current().pid();
        memory.setVolatile(word + 1, 1);
        memory.setVolatile(word, READY | ((long) generation << 32) | pid);
        return (7L << 32) | ((((long) generation << 10) | index) << 1);
    }

    @Test
    void isNotOpenedIfItIsSomethingElse() throws Exception {
        Path other = folder.resolve("other");
        MappedSegment.create(other, 10);
        assertThatThrownBy(() -> Segment.open(other))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("not a segment of this version of multiproc")
                .hasMessageContaining("size=80 bytes");
    }

    @Test
    void knowsItsOwnerAndItself() throws Exception {
        assertThat(segment.owner()).isEqualTo(ProcessIdentity.current());
        long mark = segment.mark();
        assertThat(segment.isOwn(mark)).isTrue();
        assertThat(segment.isAlive(mark)).isTrue();
        assertThat(segment.pid(mark)).isEqualTo(ProcessHandle.current().pid());
        assertThat(Segment.thread(mark)).isEqualTo((int) Thread.currentThread().getId());
        // mapped again, the same process is the same
        assertThat(Segment.open(segment.path()).mark()).isEqualTo(mark);
    }

    @Test
    void knowsTheNamesOfThoseWhoHaveMappedIt() {
        ProcessIdentity self = ProcessIdentity.current();
        assertThat(segment.processNames()).containsExactly(Map.entry(self, "MainProcess"));
        ProcessIdentity other = new ProcessIdentity(self.pid(), 1);
        long dead = enterDead(1, 3); // had the same number, and had no name
        assertThat(segment.processNames()).containsOnly(Map.entry(self, "MainProcess"), Map.entry(other, ""));
        assertThat(segment.process(segment.mark())).hasValue(self);
        assertThat(segment.process(dead)).hasValue(other);
        enterDead(1, 4);
        assertThat(segment.process(dead)).isEmpty();
    }

    @Test
    void aProcessHasItsNewNameWhenItMapsItAgain() throws Exception {
        ProcessName.set("renamed");
        try {
            assertThat(Segment.open(segment.path()).processNames())
                    .containsExactly(Map.entry(ProcessIdentity.current(), "renamed"));
        } finally {
            ProcessName.set("MainProcess");
        }
    }

    @Test
    void aProcessIsEnteredOnceThoughItsThreadsMapItAtTheSameTime() throws Exception {
        int threads = 4;
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        CyclicBarrier together = new CyclicBarrier(threads);
        try {
            for (int i = 0; i < 20; i++) {
                Path file = folder.resolve("segment-" + i);
                MappedSegment forgotten = Segment.create(file).memory();
                forgotten.setVolatile(SegmentDescriptor.FIRST_PROCESS + 1, 2); // its entry is another's now
                Set<Long> marks = new HashSet<>();
                Callable<Segment> open = () -> {
                    together.await();
                    return Segment.open(file);
                };
                for (Future<Segment> each : executor.invokeAll(Collections.nCopies(threads, open))) {
                    marks.add(each.get().mark());
                }
                assertThat(marks).hasSize(1);
            }
        } finally {
            executor.shutdown();
        }
    }

    @Test
    void aProcessOfTheSameNumberIsNotTakenForADeadOne() {
        long dead = enterDead(5, 3);
        assertThat(segment.isOwn(dead)).isFalse();
        assertThat(segment.isAlive(dead)).isFalse();
        assertThat(segment.pid(dead)).isEqualTo(ProcessHandle.current().pid());
    }

    @Test
    void theEntryOfADeadProcessIsUsedAgainWhenThereIsNoOther() throws Exception {
        Set<Long> dead = new HashSet<>();
        for (int i = 1; i < SegmentDescriptor.PROCESSES; i++) {
            dead.add(enterDead(i, 9));
        }
        int own = SegmentDescriptor.FIRST_PROCESS;
        memory.setVolatile(own + 1, 2); // this process's entry is another's now
        Segment again = Segment.open(segment.path());
        assertThat(again.isAlive(again.mark())).isTrue();
        assertThat(dead).doesNotContain(again.mark());
        for (long mark : dead) {
            assertThat(again.isAlive(mark)).isFalse();
        }
        assertThat(dead.stream().filter(mark -> again.pid(mark) == 0).count()).isLessThanOrEqualTo(1);
    }

    @Test
    void tooManyLivingProcessesAreRefused() {
        int own = SegmentDescriptor.FIRST_PROCESS;
        for (int i = 0; i < SegmentDescriptor.PROCESSES; i++) {
            int word = own + i * SegmentDescriptor.PROCESS_WORDS;
            memory.setVolatile(word, (1L << 32) | ProcessHandle.current().pid()); // being entered for ever
        }
        assertThatThrownBy(() -> Segment.open(segment.path()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("more than 1024 at once");
    }

    @Test
    void cellsTellWhoWaitsForWhat() {
        WaitCells cells = segment.cells();
        int first = cells.claim(segment.mark(), OBJECT, 1, 10);
        int second = cells.claim(segment.mark(), OBJECT + 16, 0, 11);
        int third = cells.claim(segment.mark(), OBJECT, 0, 12);
        assertThat(cells.next(-1, OBJECT)).isEqualTo(first);
        assertThat(cells.next(first, OBJECT)).isEqualTo(third);
        assertThat(cells.next(third, OBJECT)).isEqualTo(-1);
        assertThat(cells.next(first)).isEqualTo(second);
        assertThat(cells.number(third)).isEqualTo(12);
        assertThat(cells.object(second)).isEqualTo(OBJECT + 16);
        assertThat(cells.mark(first)).isEqualTo(segment.mark());
        assertThat(cells.since(first))
                .isBetween(System.currentTimeMillis() - 60_000, System.currentTimeMillis() + 60_000);
        String name = Thread.currentThread().getName();
        assertThat(cells.threadName(first)).isEqualTo(name.substring(0, Math.min(24, name.length())));
        assertThat(WaitCells.state(cells.fullState(first))).isEqualTo(1);
        cells.free(first);
        assertThat(cells.next(-1, OBJECT)).isEqualTo(third);
    }

    @Test
    void theStateOfACellIsNotChangedForItsNextClaimer() {
        WaitCells cells = segment.cells();
        int cell = cells.claim(segment.mark(), OBJECT, 0, 1);
        long before = cells.fullState(cell);
        cells.free(cell);
        assertThat(cells.claim(segment.mark(), OBJECT, 0, 2)).isEqualTo(cell);
        assertThat(cells.changeState(cell, before, 1, 5)).isFalse();
        assertThat(cells.changeState(cell, cells.fullState(cell), 1, -5)).isTrue();
        assertThat(WaitCells.state(cells.fullState(cell))).isEqualTo(1);
        assertThat(WaitCells.stamp(cells.fullState(cell))).isEqualTo(-5);
    }

    @Test
    void cellsOfTheDeadAreUsedAgainWhenThereIsNoOther() {
        WaitCells cells = segment.cells();
        long dead = enterDead(5, 3);
        for (int i = 0; i < SegmentDescriptor.CELLS; i++) {
            assertThat(cells.claim(i == 100 ? dead : segment.mark(), OBJECT, 0, i))
                    .isPositive();
        }
        int again = cells.claim(segment.mark(), OBJECT, 0, -1);
        assertThat(again).isEqualTo(SegmentDescriptor.FIRST_CELL + 100 * SegmentDescriptor.CELL_WORDS);
        assertThat(cells.mark(again)).isEqualTo(segment.mark());
        assertThat(cells.claim(segment.mark(), OBJECT, 0, -1)).isEqualTo(-1);
    }

    @Test
    void whoWaitsIsSeenAgainWhereTheDeadWereSeen() throws Exception {
        WaitCells cells = segment.cells();
        long dead = enterDead(5, 3);
        int party = cells.claim(dead, OBJECT + 16, 0, 0); // others see by it that it died
        for (int i = 1; i < SegmentDescriptor.CELLS_TO_BE_SEEN; i++) {
            assertThat(cells.claimToBeSeen(i < 100 ? segment.mark() : dead, OBJECT))
                    .isPositive();
        }
        for (int i = 100; i < SegmentDescriptor.CELLS_TO_BE_SEEN; i++) {
            assertThat(cells.claimToBeSeen(segment.mark(), OBJECT)).isPositive();
        }
        assertThat(cells.claimToBeSeen(segment.mark(), OBJECT)).isEqualTo(-1);
        assertThat(cells.mark(party)).isEqualTo(dead);
    }

    @Test
    void whatADeadThreadWasGivenStaysAsLongAsAnotherMayTakeIt() {
        WaitCells cells = segment.cells();
        long dead = enterDead(5, 3);
        int[] all = new int[SegmentDescriptor.CELLS];
        for (int i = 0; i < all.length; i++) {
            all[i] = cells.claim(i == 100 ? dead : segment.mark(), OBJECT, 0, i);
        }
        assertThat(cells.changeState(all[100], cells.fullState(all[100]), WaitCells.GIVEN, 1))
                .isTrue();
        assertThat(cells.claim(segment.mark(), OBJECT, 0, -1))
                .as("the first two waited when it was given")
                .isEqualTo(-1);
        for (int i = 0; i < 2; i++) {
            assertThat(cells.changeState(all[i], cells.fullState(all[i]), WaitCells.GIVEN, 1))
                    .isTrue();
        }
        assertThat(cells.claim(segment.mark(), OBJECT, 0, -1)).isEqualTo(all[100]);
    }

    @Test
    void whoOnlyWantsToBeSeenLeavesCellsToThoseWhoWaitOnThem() {
        WaitCells cells = segment.cells();
        for (int i = 0; i < SegmentDescriptor.CELLS_TO_BE_SEEN; i++) {
            assertThat(cells.claimToBeSeen(segment.mark(), OBJECT)).isPositive();
        }
        assertThat(cells.claimToBeSeen(segment.mark(), OBJECT)).isEqualTo(-1);
        for (int i = 0; i < WaitCells.MOST; i++) {
            assertThat(cells.claim(segment.mark(), OBJECT, 0, i)).isPositive();
        }
        assertThat(cells.claim(segment.mark(), OBJECT, 0, WaitCells.MOST)).isEqualTo(-1);
    }

    @Test
    void aDeathIsNotOverlookedByWhoAsksForNow() {
        long dead = enterDead(5, 3);
        assertThat(segment.wasAliveAt(dead, System.nanoTime())).isFalse();
        assertThat(segment.wasAliveAt(dead, System.nanoTime() - 1_000_000_000)).isFalse();
        assertThat(segment.wasAliveAt(segment.mark(), System.nanoTime())).isTrue();
    }

    @Test
    void deadWaitersCanBeDiscarded() {
        WaitCells cells = segment.cells();
        int living = cells.claim(segment.mark(), OBJECT, 0, 1);
        cells.claim(enterDead(5, 3), OBJECT, 0, 2);
        cells.discardDead(OBJECT);
        assertThat(cells.next(-1, OBJECT)).isEqualTo(living);
        assertThat(cells.next(living, OBJECT)).isEqualTo(-1);
    }
}
