package io.multiproc.ipc.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import io.multiproc.ipc.codec.kryo.KryoCodec;
import io.multiproc.reduction.UnreadableMessageException;
import io.multiproc.testkit.SameWithoutNative;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever the bytes are, the decoder returns an object or says that it cannot, soon and within the heap. */
@SameWithoutNative
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // an endless loop does not see an interrupt
class CodecFuzzTest {

    private static final ObjectCodec CODEC = new KryoCodec();

    /** Longer messages of the corpus only repeat themselves. */
    private static final int LONGEST = 4000;

    private static final int MUTATIONS = 60;

    /**
     * More than reading a few bytes takes, with the classes that are loaded for it, and less than a believed length.
     */
    private static final long MODEST = 4 << 20;

    static Stream<Long> seeds() {
        return Stream.of(1L, 2L, 3L, System.nanoTime());
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void survivesMutations(long seed) throws Exception {
        Random random = new Random(seed);
        for (Case sent : CodecCorpusTest.corpus()) {
            byte[] message = CODEC.encode(sent.value(), 0);
            if (message.length <= LONGEST) {
                for (int i = 0; i < MUTATIONS; i++) {
                    decode(mutated(message, random), sent + ", seed " + seed);
                }
            }
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void survivesNoise(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            byte[] noise = new byte[random.nextInt(200)];
            random.nextBytes(noise);
            if (noise.length > 0) {
                noise[0] = (byte) random.nextInt(100);
            }
            decode(noise, "noise, seed " + seed);
        }
    }

    @Test
    void survivesTruncationAtEveryByte() throws Exception {
        for (Case sent : CodecCorpusTest.corpus()) {
            byte[] message = CODEC.encode(sent.value(), 0);
            if (message.length <= LONGEST) {
                for (int length = 0; length < message.length; length += 1 + message.length / 300) {
                    int shorter = length;
                    assertThatThrownBy(() -> CODEC.decode(message, 0, shorter), sent.name())
                            .isInstanceOf(UnreadableMessageException.class);
                }
            }
        }
    }

    @Test
    void refusesTrailingBytes() throws Exception {
        for (Case sent : CodecCorpusTest.corpus()) {
            byte[] message = CODEC.encode(sent.value(), 0);
            byte[] longer = Arrays.copyOf(message, message.length + 1);
            assertThatThrownBy(() -> CODEC.decode(longer, 0, longer.length), sent.name())
                    .isInstanceOf(UnreadableMessageException.class)
                    .hasMessageContaining("1 bytes follow the object");
        }
    }

    @Test
    void survivesDeepNesting() {
        for (int tag = 0; tag < 256; tag++) {
            byte[] nested = new byte[100_000];
            for (int i = 0; i < nested.length; i += 2) {
                nested[i] = (byte) tag;
                nested[i + 1] = 1;
            }
            decode(nested, "nested tag " + tag);
        }
    }

    @Test
    void believesNoLength() {
        decode(new byte[40], "the first, which loads the most classes");
        List<byte[]> lengths = List.of(
                new byte[] {-1, -1, -1, -1, 7}, new byte[] {-1, -1, -1, -1, 15}, new byte[] {-128, -128, -128, 4});
        for (int tag = 0; tag < 256; tag++) {
            for (byte[] length : lengths) {
                byte[] message = new byte[40];
                message[0] = (byte) tag;
                System.arraycopy(length, 0, message, 1, length.length);
                long before = allocatedBytes();
                decode(message, "length for tag " + tag);
                assertThat(allocatedBytes() - before)
                        .as("bytes taken for tag %d, length %s", tag, Arrays.toString(length))
                        .isLessThan(MODEST);
            }
        }
    }

    private static long allocatedBytes() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }

    private static byte[] mutated(byte[] message, Random random) {
        byte[] mutated = message.clone();
        int changes = 1 + random.nextInt(3);
        for (int i = 0; i < changes && mutated.length > 0; i++) {
            int at = random.nextInt(mutated.length);
            switch (random.nextInt(6)) {
                case 0 -> mutated[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> mutated[at] = (byte) random.nextInt(256);
                case 2 -> mutated[at] = (byte) (random.nextBoolean() ? 0xff : 0x7f);
                case 3 -> mutated = Arrays.copyOf(mutated, at);
                case 4 -> mutated = spliced(mutated, at, message, random);
                default -> mutated[at]++;
            }
        }
        return mutated;
    }

    private static byte[] spliced(byte[] first, int at, byte[] second, Random random) {
        int from = random.nextInt(second.length);
        byte[] spliced = Arrays.copyOf(first, at + second.length - from);
        System.arraycopy(second, from, spliced, at, second.length - from);
        return spliced;
    }

    /** Fails unless the bytes are an object or are refused, in good time and not since the heap was too small. */
    static void decode(byte[] bytes, String origin) {
        long start = System.nanoTime();
        try {
            CODEC.decode(bytes, 0, bytes.length);
        } catch (UnreadableMessageException e) {
            assertThat(e.getMessage()).startsWith("cannot read a message of " + bytes.length + " bytes: ");
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (cause instanceof OutOfMemoryError) {
                    fail("no heap for " + HexFormat.of().formatHex(bytes) + " (" + origin + ")", e);
                }
            }
        } catch (Throwable e) {
            fail("decoding " + HexFormat.of().formatHex(bytes) + " (" + origin + ")", e);
        }
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        if (millis > 5_000) {
            fail(millis + " ms for " + HexFormat.of().formatHex(bytes) + " (" + origin + ")");
        }
    }
}
