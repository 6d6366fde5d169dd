package io.multiproc.ipc.ring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multiproc.ipc.frame.Frame;
import io.multiproc.ipc.frame.FrameDescriptor;
import io.multiproc.ipc.frame.FrameException;
import io.multiproc.ipc.frame.FrameType;
import io.multiproc.ipc.memory.MappedSegment;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FrameRingTest {

    private static final int SIZE = 256;
    private static final int FIRST = 8;

    @TempDir
    Path folder;

    private MappedSegment memory;
    private FrameRing sender;
    private FrameRing receiver;

    @BeforeEach
    void map() throws Exception {
        Path file = folder.resolve("ring");
        memory = MappedSegment.create(file, FIRST + FrameRing.words(SIZE));
        sender = new FrameRing(memory, FIRST, SIZE);
        receiver = new FrameRing(MappedSegment.open(file), FIRST, SIZE);
    }

    @Test
    void givesFramesInTheirOrderWithTypeFlagsAndPayload() throws Exception {
        assertThat(receiver.isEmpty()).isTrue();
        assertThat(receiver.poll()).isNull();
        assertThat(sender.offer(FrameDescriptor.frame(FrameType.TASK, 5, new byte[] {1, 2, 3})))
                .isTrue();
        assertThat(sender.offer(FrameDescriptor.frame(FrameType.STOP, 0, new byte[0])))
                .isTrue();
        assertThat(receiver.isEmpty()).isFalse();
        Frame first = receiver.poll();
        assertThat(first.type()).isEqualTo(FrameType.TASK);
        assertThat(first.flags()).isEqualTo(5);
        assertThat(first.payload()).containsExactly(1, 2, 3);
        assertThat(receiver.poll().type()).isEqualTo(FrameType.STOP);
        assertThat(receiver.poll()).isNull();
        assertThat(receiver.isEmpty()).isTrue();
    }

    @Test
    void goesRoundItsEndWithFramesOfAllSizes() throws Exception {
        for (int round = 0; round < 1000; round++) {
            assertThat(sender.offer(numbered(round, round % 50))).isTrue();
            assertThat(sender.offer(numbered(-round, (round * 7) % 50))).isTrue();
            assertNumbered(receiver.poll(), round, round % 50);
            assertNumbered(receiver.poll(), -round, (round * 7) % 50);
        }
    }

    @Test
    void refusesWhatItHasNoRoomForUntilSomethingIsTaken() throws Exception {
        int count = 0;
        while (sender.offer(numbered(count, 20))) {
            count++;
        }
        assertThat(count).isEqualTo(SIZE / 32);
        assertNumbered(receiver.poll(), 0, 20);
        assertThat(sender.offer(numbered(count, 20))).isTrue();
        assertThat(sender.offer(numbered(count + 1, 20))).isFalse();
        for (int next = 1; next <= count; next++) {
            assertNumbered(receiver.poll(), next, 20);
        }
        assertThat(receiver.isEmpty()).isTrue();
    }

    @Test
    void refusesLargeFrames() {
        assertThat(sender.offer(numbered(0, SIZE))).isFalse();
        assertThat(receiver.isEmpty()).isTrue();
    }

    @Test
    void aSenderKnocksOnceWhenNobodyLooks() {
        assertThat(sender.isLookedAt()).isFalse();
        assertThat(sender.mustKnock()).isTrue();
        assertThat(sender.mustKnock()).isFalse();
        receiver.look();
        assertThat(sender.isLookedAt()).isTrue();
        assertThat(sender.mustKnock()).isFalse();
        receiver.lookAway();
        assertThat(sender.mustKnock()).isTrue();
    }

    @Test
    void tellsTheSenderWhatHasArrivedElsewhere() {
        assertThat(sender.haveArrived(0)).isTrue();
        assertThat(sender.haveArrived(3)).isFalse();
        receiver.arrivedElsewhere(1);
        assertThat(sender.haveArrived(3)).isFalse();
        receiver.arrivedElsewhere(2);
        assertThat(sender.haveArrived(3)).isTrue();
    }

    @Test
    void whatASenderLeftBehindIsThereForOneWhoMapsItLater() throws Exception {
        sender.offer(numbered(1, 10));
        sender.offer(numbered(2, 10));
        FrameRing heir = new FrameRing(MappedSegment.open(folder.resolve("ring")), FIRST, SIZE);
        assertNumbered(heir.poll(), 1, 10);
        assertNumbered(heir.poll(), 2, 10);
        assertThat(heir.poll()).isNull();
    }

    @Test
    void garbageIsNoFrame() {
        sender.offer(numbered(1, 10));
        memory.bytes(FIRST, FrameRing.words(SIZE)).putInt(FrameRing.words(0) * Long.BYTES, -1);
        assertThatThrownBy(receiver::poll).isInstanceOf(FrameException.class).hasMessageContaining("out of range");
    }

    @Test
    void lengthsBeyondWhatWasSentAreNoFrame() {
        sender.offer(numbered(1, 10));
        ByteBuffer length = ByteBuffer.allocate(4).putInt(0, 100);
        memory.bytes(FIRST, FrameRing.words(SIZE)).put(FrameRing.words(0) * Long.BYTES, length.array());
        assertThatThrownBy(receiver::poll)
                .isInstanceOf(FrameException.class)
                .hasMessage("no frame in the ring: length=100, sent=24, taken=0");
    }

    @Test
    void sizesArePowersOfTwo() {
        assertThatThrownBy(() -> new FrameRing(memory, FIRST, 100))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("size must be a power of two, and at least 64: size=100");
    }

    @Test
    void noKnockIsMissedBetweenTwoThreads() throws Exception {
        int frames = 50_000;
        Semaphore knocks = new Semaphore(0);
        FutureTask<Void> receiving = new FutureTask<>(() -> {
            for (int next = 0; next < frames; ) {
                Frame frame = receiver.poll();
                if (frame != null) {
                    assertNumbered(frame, next, next % 40);
                    next++;
                    continue;
                }
                receiver.lookAway();
                if (receiver.isEmpty()) {
                    assertThat(knocks.tryAcquire(1, TimeUnit.MINUTES)).isTrue();
                }
                receiver.look();
            }
            return null;
        });
        new Thread(receiving, "ring-receiver").start();
        for (int number = 0; number < frames && !receiving.isDone(); ) {
            if (sender.offer(numbered(number, number % 40))) {
                number++;
                if (sender.mustKnock()) {
                    knocks.release();
                }
            } else {
                Thread.yield();
            }
        }
        receiving.get(2, TimeUnit.MINUTES);
    }

    private static byte[] numbered(int number, int more) {
        byte[] payload = ByteBuffer.allocate(4 + more).putInt(number).array();
        return FrameDescriptor.frame(FrameType.RESULT, 0, payload);
    }

    private static void assertNumbered(Frame frame, int number, int more) {
        assertThat(frame.payload()).hasSize(4 + more);
        assertThat(ByteBuffer.wrap(frame.payload()).getInt()).isEqualTo(number);
    }
}
