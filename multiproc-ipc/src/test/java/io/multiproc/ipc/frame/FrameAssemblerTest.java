package io.multiproc.ipc.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameAssemblerTest {

    private static final int MEBIBYTE = 1 << 20;

    private final List<Frame> received = new ArrayList<>();
    private final FrameAssembler assembler = new FrameAssembler();

    @Nested
    class Assembles {

        @Test
        void theSameFramesHoweverTheStreamIsCutInTwo() throws FrameException {
            byte[] stream = concat(
                    FrameDescriptor.frame(FrameType.TASK, 7, new byte[] {1, 2, 3}),
                    FrameDescriptor.frame(FrameType.STOP, 0, new byte[0]),
                    FrameDescriptor.frame(FrameType.RESULT, -1, new byte[] {4}));
            for (int cut = 0; cut <= stream.length; cut++) {
                received.clear();
                FrameAssembler fresh = new FrameAssembler();
                fresh.feed(ByteBuffer.wrap(stream, 0, cut), received::add);
                fresh.feed(ByteBuffer.wrap(stream, cut, stream.length - cut), received::add);
                assertThat(received).as("cut at %d", cut).hasSize(3);
                assertFrame(received.get(0), FrameType.TASK, 7, new byte[] {1, 2, 3});
                assertFrame(received.get(1), FrameType.STOP, 0, new byte[0]);
                assertFrame(received.get(2), FrameType.RESULT, -1, new byte[] {4});
                assertThat(fresh.isInsideFrame()).isFalse();
            }
        }

        @ParameterizedTest
        @ValueSource(longs = {1, 2, 3, 20261120})
        void theSameFramesFromPiecesOfRandomSizes(long seed) throws FrameException {
            Random random = new Random(seed);
            List<Frame> sent = randomFrames(random, 200);
            feedInPieces(assembler, bytes(sent), random);
            assertThat(received).hasSameSizeAs(sent);
            for (int i = 0; i < sent.size(); i++) {
                assertFrame(
                        received.get(i),
                        sent.get(i).type(),
                        sent.get(i).flags(),
                        sent.get(i).payload());
            }
            assertThat(assembler.isInsideFrame()).isFalse();
        }

        @Test
        void aFrameWithoutPayload() throws FrameException {
            feed(FrameDescriptor.frame(FrameType.READY, 0, new byte[0]));
            assertFrame(received.get(0), FrameType.READY, 0, new byte[0]);
        }

        @Test
        void payloadsOfSeveralMebibytesInPieces() throws FrameException {
            byte[] payload = randomBytes(new Random(5), 5 * MEBIBYTE + 3);
            byte[] stream = FrameDescriptor.frame(FrameType.TASK, 0, payload);
            for (int offset = 0; offset < stream.length; offset += 65_536) {
                assertThat(received).isEmpty();
                assembler.feed(
                        ByteBuffer.wrap(stream, offset, Math.min(65_536, stream.length - offset)), received::add);
            }
            assertFrame(received.get(0), FrameType.TASK, 0, payload);
        }

        @Test
        void eachPayloadIntoAnArrayOfItsOwn() throws FrameException {
            byte[] stream = concat(
                    FrameDescriptor.frame(FrameType.TASK, 0, new byte[] {1}),
                    FrameDescriptor.frame(FrameType.TASK, 0, new byte[] {2}));
            feed(stream);
            stream[FrameDescriptor.HEADER_BYTES] = 99;
            assertThat(received.get(0).payload()).containsExactly(1);
            assertThat(received.get(1).payload()).containsExactly(2);
        }

        @Test
        void aPayloadOfExactlyTheLimit() throws FrameException {
            FrameAssembler limited = new FrameAssembler(16);
            limited.feed(ByteBuffer.wrap(FrameDescriptor.frame(FrameType.ANSWER, 0, new byte[16])), received::add);
            assertThat(received).hasSize(1);
        }
    }

    @Nested
    class KnowsWhetherItIsInsideAFrame {

        @Test
        void afterEachByte() throws FrameException {
            byte[] stream = FrameDescriptor.frame(FrameType.TASK, 0, new byte[] {1, 2});
            assertThat(assembler.isInsideFrame()).isFalse();
            for (int i = 0; i < stream.length; i++) {
                assembler.feed(ByteBuffer.wrap(stream, i, 1), received::add);
                assertThat(assembler.isInsideFrame()).as("after byte %d", i).isEqualTo(i < stream.length - 1);
            }
        }
    }

    @Nested
    class Refuses {

        @Test
        void aNegativeLength() {
            assertThatThrownBy(() -> feed(header(-1, 34, 0, 0)))
                    .isInstanceOf(FrameException.class)
                    .hasMessage("frame length out of range: length=-1, limit=2147483583 bytes");
        }

        @Test
        void aLengthBeyondWhatAnArrayHolds() {
            assertThatThrownBy(() -> feed(header(Integer.MAX_VALUE, 34, 0, 0)))
                    .isInstanceOf(FrameException.class)
                    .hasMessage("frame length out of range: length=2147483647, limit=2147483583 bytes");
        }

        @Test
        void aLengthAboveItsOwnLimit() {
            FrameAssembler limited = new FrameAssembler(16);
            assertThatThrownBy(() -> limited.feed(ByteBuffer.wrap(header(17, 2, 0, 0)), received::add))
                    .isInstanceOf(FrameException.class)
                    .hasMessage("frame length out of range: length=17, limit=16 bytes");
        }

        @ParameterizedTest
        @ValueSource(ints = {0, 5, 63, 64, 127, 128, 255})
        void aTypeThatDoesNotExist(int type) {
            assertThatThrownBy(() -> feed(header(0, type, 0, 0)))
                    .isInstanceOf(FrameException.class)
                    .hasMessage("frame header is not one of ours: type=" + (byte) type + ", reserved=0");
        }

        @Test
        void reservedBitsThatAreSet() {
            assertThatThrownBy(() -> feed(header(0, 34, 0, 1)))
                    .isInstanceOf(FrameException.class)
                    .hasMessage("frame header is not one of ours: type=34, reserved=1");
        }

        @Test
        void nothingBeforeTheHeaderIsComplete() {
            byte[] header = header(-1, 0, 0, 1);
            assertThatCode(() -> assembler.feed(ByteBuffer.wrap(header, 0, 7), received::add))
                    .doesNotThrowAnyException();
        }

        @Test
        void whatFollowsAGoodFrameButHandsThatOneOver() {
            byte[] stream = concat(FrameDescriptor.frame(FrameType.TASK, 0, new byte[] {1}), header(-1, 34, 0, 0));
            assertThatThrownBy(() -> feed(stream)).isInstanceOf(FrameException.class);
            assertThat(received).hasSize(1);
        }
    }

    @Nested
    class TakesNoMoreMemoryThanHasArrived {

        @Test
        void forAHeaderThatClaimsAGibibyte() throws FrameException {
            byte[] header = header(1 << 30, 34, 0, 0);
            feed(header);
            FrameAssembler fresh = new FrameAssembler();
            long before = allocatedBytes();
            fresh.feed(ByteBuffer.wrap(header), received::add);
            assertThat(allocatedBytes() - before).isLessThan(2L * MEBIBYTE);
            assertThat(received).isEmpty();
        }

        @Test
        void whenSomeOfTheGibibyteComes() throws FrameException {
            byte[] piece = new byte[MEBIBYTE];
            feed(header(1 << 30, 34, 0, 0));
            long before = allocatedBytes();
            for (int i = 0; i < 4; i++) {
                assembler.feed(ByteBuffer.wrap(piece), received::add);
            }
            assertThat(allocatedBytes() - before).isLessThan(16L * MEBIBYTE);
        }

        private long allocatedBytes() {
            return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
        }
    }

    @Nested
    class Survives {

        @ParameterizedTest
        @ValueSource(longs = {11, 12, 13, 14})
        void randomBytes(long seed) {
            Random random = new Random(seed);
            for (int round = 0; round < 2_000; round++) {
                assertOnlyFrameException(FrameAssemblerTest.randomBytes(random, random.nextInt(300)), random);
            }
        }

        @ParameterizedTest
        @ValueSource(longs = {21, 22, 23, 24})
        void goodStreamsWithSomeBytesChanged(long seed) {
            Random random = new Random(seed);
            for (int round = 0; round < 500; round++) {
                byte[] stream = bytes(randomFrames(random, 5));
                for (int change = 1 + random.nextInt(4); change > 0; change--) {
                    stream[random.nextInt(stream.length)] = (byte) random.nextInt();
                }
                assertOnlyFrameException(stream, random);
            }
        }

        private void assertOnlyFrameException(byte[] stream, Random random) {
            received.clear();
            FrameAssembler fresh = new FrameAssembler();
            try {
                feedInPieces(fresh, stream, random);
            } catch (FrameException e) {
                assertThat(e).hasMessageStartingWith("frame ");
            }
            int taken = received.stream()
                    .mapToInt(frame -> FrameDescriptor.HEADER_BYTES + frame.payload().length)
                    .sum();
            assertThat(taken).isLessThanOrEqualTo(stream.length);
        }
    }

    private void feed(byte[] stream) throws FrameException {
        assembler.feed(ByteBuffer.wrap(stream), received::add);
    }

    private void feedInPieces(FrameAssembler target, byte[] stream, Random random) throws FrameException {
        for (int offset = 0; offset < stream.length; ) {
            int count = Math.min(stream.length - offset, random.nextInt(40));
            ByteBuffer piece = ByteBuffer.wrap(stream, offset, count);
            target.feed(random.nextBoolean() ? piece : piece.slice().asReadOnlyBuffer(), received::add);
            offset += count;
        }
    }

    private static List<Frame> randomFrames(Random random, int count) {
        List<Frame> frames = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            FrameType type = FrameType.values()[random.nextInt(FrameType.values().length)];
            frames.add(new Frame(type, (byte) random.nextInt(), randomBytes(random, random.nextInt(100))));
        }
        return frames;
    }

    private static byte[] bytes(List<Frame> frames) {
        return concat(frames.stream()
                .map(frame -> FrameDescriptor.frame(frame.type(), frame.flags(), frame.payload()))
                .toArray(byte[][]::new));
    }

    private static byte[] header(int length, int type, int flags, int reserved) {
        return ByteBuffer.allocate(FrameDescriptor.HEADER_BYTES)
                .putInt(length)
                .put((byte) type)
                .put((byte) flags)
                .putShort((short) reserved)
                .array();
    }

    private static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static byte[] randomBytes(Random random, int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    private static void assertFrame(Frame frame, FrameType type, int flags, byte[] payload) {
        assertThat(frame.type()).isEqualTo(type);
        assertThat(frame.flags()).isEqualTo(flags);
        assertThat(frame.payload()).isEqualTo(payload);
    }
}
