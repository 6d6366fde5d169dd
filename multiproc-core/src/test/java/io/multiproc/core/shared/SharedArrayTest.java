package io.multiproc.core.shared;

import static io.multiproc.Multiprocessing.process;
import static io.multiproc.Multiprocessing.sharedBooleanArray;
import static io.multiproc.Multiprocessing.sharedByteArray;
import static io.multiproc.Multiprocessing.sharedCharArray;
import static io.multiproc.Multiprocessing.sharedDouble;
import static io.multiproc.Multiprocessing.sharedDoubleArray;
import static io.multiproc.Multiprocessing.sharedFloatArray;
import static io.multiproc.Multiprocessing.sharedInt;
import static io.multiproc.Multiprocessing.sharedIntArray;
import static io.multiproc.Multiprocessing.sharedLong;
import static io.multiproc.Multiprocessing.sharedLongArray;
import static io.multiproc.Multiprocessing.sharedShortArray;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multiproc.process.ChildProcess;
import io.multiproc.shared.SharedByteArray;
import io.multiproc.shared.SharedDouble;
import io.multiproc.shared.SharedDoubleArray;
import io.multiproc.shared.SharedInt;
import io.multiproc.shared.SharedIntArray;
import io.multiproc.shared.SharedLong;
import io.multiproc.shared.SharedLongArray;
import io.multiproc.testkit.CleanExit;
import io.multiproc.testkit.Conforms;
import java.util.Arrays;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(CleanExit.class)
class SharedArrayTest {

    private static final int[] TEN = {680, 626, 934, 821, 150, 233, 548, 982, 714, 831};

    static void runningSums(SharedIntArray array) {
        for (int i = 1; i < array.length(); i++) {
            array.set(i, array.get(i) + array.get(i - 1));
        }
    }

    record Things(
            SharedInt i,
            SharedDouble d,
            SharedLong q,
            SharedLongArray pair,
            SharedDoubleArray ten,
            SharedByteArray text) {}

    static void twice(Things things) {
        things.i.set(things.i.get() * 2);
        things.d.set(things.d.get() * 2);
        things.q.set(things.q.get() * 2);
        for (int i = 0; i < things.pair.length(); i++) {
            things.pair.set(i, things.pair.get(i) * 2);
        }
        for (int i = 0; i < things.ten.length(); i++) {
            things.ten.set(i, things.ten.get(i) * 2);
        }
        things.text.put(5, things.text.slice(0, 5));
    }

    @Test
    @Conforms({"_TestArray.test_array", "_TestArray.test_rawarray"})
    void isReadAndChangedByAChild() throws Exception {
        SharedIntArray array = sharedIntArray(TEN);
        int[] local = TEN.clone();
        assertThat(array.length()).isEqualTo(10);
        assertThat(array.get(3)).isEqualTo(TEN[3]);
        assertThat(array.slice(2, 7)).containsExactly(Arrays.copyOfRange(TEN, 2, 7));
        int[] four = {1, 2, 3, 4};
        array.put(4, four);
        System.arraycopy(four, 0, local, 4, 4);
        assertThat(array.toArray()).containsExactly(local);

        ChildProcess child = process(SharedArrayTest::runningSums, array);
        child.start();
        child.join();
        Arrays.parallelPrefix(local, Integer::sum);
        assertThat(array.toArray()).containsExactly(local);
        array.close();
    }

    @Test
    @Conforms("_TestArray.test_array_from_size")
    void isZeroAtFirstAlsoWhereAnotherWas() {
        for (int round = 0; round < 3; round++) {
            try (SharedIntArray array = sharedIntArray(10)) {
                assertThat(array.toArray()).containsOnly(0).hasSize(10);
                array.put(0, IntStream.range(0, 10).toArray());
                assertThat(array).hasSize(10).last().isEqualTo(9);
            }
        }
        Storage storage = new Storage();
        Part used = storage.allocate(64);
        int place = used.offset();
        used.setLongRelease(0, -1);
        storage.free(used);
        Part again = storage.allocate(64);
        assertThat(again.offset()).isEqualTo(place);
        assertThat(again.getLongAcquire(0)).isZero();
        storage.free(again);
        assertThat(storage.arenas()).isZero();
    }

    /** A struct is a matter of two values here. */
    @Test
    @Conforms("_TestSharedCTypes.test_sharedctypes")
    void ofAllKindsIsDoubledByAChild() throws Exception {
        Things things = new Things(
                sharedInt(7),
                sharedDouble(1.0 / 3.0),
                sharedLong(1L << 33),
                sharedLongArray(new long[] {3, 2}),
                sharedDoubleArray(IntStream.range(0, 10).asDoubleStream().toArray()),
                sharedByteArray(20));
        things.text.put(0, "hello".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        ChildProcess child = process(SharedArrayTest::twice, things);
        child.start();
        child.join();
        assertThat(things.i.get()).isEqualTo(14);
        assertThat(things.d.get()).isEqualTo(2.0 / 3.0);
        assertThat(things.q.get()).isEqualTo(1L << 34);
        assertThat(things.pair).containsExactly(6L, 4L);
        assertThat(things.ten.toArray())
                .containsExactly(IntStream.range(0, 10).mapToDouble(i -> 2 * i).toArray());
        assertThat(new String(things.text.slice(0, 11), java.nio.charset.StandardCharsets.US_ASCII))
                .isEqualTo("hellohello\0");
    }

    @Test
    @Conforms("_TestSharedCTypes.test_copy")
    void isCopiedIntoAnother() {
        SharedDoubleArray first = sharedDoubleArray(new double[] {2, 5, 1L << 33});
        SharedDoubleArray copy = sharedDoubleArray(first.toArray());
        first.put(0, new double[3]);
        assertThat(first).containsOnly(0.0);
        assertThat(copy).containsExactly(2.0, 5.0, (double) (1L << 33));
    }

    @Test
    void hasAllElementsOfEachType() {
        var booleans = sharedBooleanArray(new boolean[] {true, false, true});
        booleans.set(1, true);
        assertThat(booleans.slice(0, 2)).containsExactly(true, true);
        assertThat(booleans).hasToString("SharedBooleanArray[true, true, true]");
        var bytes = sharedByteArray(new byte[] {-1, 0, 1});
        bytes.set(1, (byte) -128);
        assertThat(bytes).containsExactly((byte) -1, (byte) -128, (byte) 1);
        assertThat(bytes.buffer().getShort(1)).isNotZero();
        var shorts = sharedShortArray(new short[] {-1, 0, 1});
        shorts.set(1, Short.MIN_VALUE);
        assertThat(shorts.get(1)).isEqualTo(Short.MIN_VALUE);
        assertThat(shorts.buffer().get(2)).isEqualTo((short) 1);
        var chars = sharedCharArray("abc".toCharArray());
        chars.set(1, '\uffff');
        assertThat(chars.toArray()).containsExactly('a', '\uffff', 'c');
        assertThat(chars.buffer().get(0)).isEqualTo('a');
        var ints = sharedIntArray(new int[] {1, 2, 3});
        assertThat(ints.getAndAdd(2, 10)).isEqualTo(3);
        assertThat(ints.compareAndSet(2, 13, -1)).isTrue();
        assertThat(ints.buffer().get(2)).isEqualTo(-1);
        var longs = sharedLongArray(new long[] {1, 2, Long.MAX_VALUE});
        assertThat(longs.getAndAdd(2, 1)).isEqualTo(Long.MAX_VALUE);
        assertThat(longs.compareAndSet(2, Long.MIN_VALUE, 0)).isTrue();
        longs.buffer().put(0, 7);
        assertThat(longs).containsExactly(7L, 2L, 0L);
        var floats = sharedFloatArray(new float[] {1, 2});
        assertThat(floats.getAndAdd(1, 0.5f)).isEqualTo(2f);
        assertThat(floats.compareAndSet(1, 2.5f, 0)).isTrue();
        assertThat(floats.buffer().get(0)).isEqualTo(1f);
        var doubles = sharedDoubleArray(new double[] {1, 2});
        assertThat(doubles.getAndAdd(1, 0.5)).isEqualTo(2.0);
        assertThat(doubles.compareAndSet(1, 2.5, -0.0)).isTrue();
        assertThat(doubles.buffer().get(1)).isEqualTo(-0.0);
    }

    @Test
    void copiesOnlyWithinItsEnds() {
        SharedIntArray array = sharedIntArray(TEN);
        int[] into = new int[4];
        array.get(8, into, 1, 2);
        assertThat(into).containsExactly(0, 714, 831, 0);
        array.put(8, TEN, 0, 2);
        assertThat(array.slice(8, 10)).containsExactly(680, 626);
        assertThatThrownBy(() -> array.get(10)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> array.get(-1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> array.set(10, 0)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> array.put(8, new int[3])).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> array.slice(5, 11)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> array.get(0, into, 2, 3)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThat(array.slice(8, 10)).containsExactly(680, 626);
        assertThatThrownBy(() -> sharedLongArray(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("length must be between 0 and 268435455: length=-1");
        assertThatThrownBy(() -> sharedLongArray(Integer.MAX_VALUE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("length must be between 0 and 268435455: length=2147483647"
                        + " (use several arrays, or a block of shared memory)");
        SharedIntArray none = sharedIntArray(0);
        assertThat(none).isEmpty();
        assertThatThrownBy(none.iterator()::next)
                .isInstanceOf(NoSuchElementException.class)
                .hasMessage("the array has no more elements: length=0");
    }

    @Test
    void saysWhatItIs() {
        assertThat(sharedIntArray(new int[] {1, 2})).hasToString("SharedIntArray[1, 2]");
        assertThat(sharedIntArray(1000)).asString().endsWith("0, … 1000 in all]");
    }

    @Test
    void isNotUsedOnceItIsClosed() {
        SharedLongArray array = sharedLongArray(100_000);
        var buffer = array.buffer();
        array.close();
        array.close();
        assertThatThrownBy(() -> array.get(0))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the shared array is closed in this process");
        assertThatThrownBy(array::toArray).isInstanceOf(IllegalStateException.class);
        assertThat(array).hasToString("SharedLongArray(length=100000, closed)");
        buffer.put(99_999, 1);
        assertThat(buffer.get(99_999)).isEqualTo(1);
    }
}
