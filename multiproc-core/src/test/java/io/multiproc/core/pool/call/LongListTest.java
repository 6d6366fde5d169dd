package io.multiproc.core.pool.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.testing.ListTestSuiteBuilder;
import com.google.common.collect.testing.TestStringListGenerator;
import com.google.common.collect.testing.features.CollectionFeature;
import com.google.common.collect.testing.features.CollectionSize;
import com.google.common.collect.testing.features.ListFeature;
import io.multiproc.core.guava.GuavaSuite;
import io.multiproc.ipc.Ipc;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class LongListTest {

    private static LongList of(int bits, Object... elements) {
        LongList list = new LongList(bits);
        list.append(elements);
        return list;
    }

    /** With two elements in a piece. */
    @TestFactory
    @SuppressWarnings("unchecked")
    Stream<DynamicTest> isAListAsOthersAre() {
        return GuavaSuite.tests(
                ListTestSuiteBuilder.using(new TestStringListGenerator() {
                            @Override
                            protected List<String> create(String[] elements) {
                                return (List<String>) (List<?>) of(1, (Object[]) elements);
                            }
                        })
                        .named("LongList")
                        .withFeatures(
                                ListFeature.GENERAL_PURPOSE,
                                CollectionFeature.ALLOWS_NULL_VALUES,
                                CollectionFeature.SUPPORTS_ITERATOR_REMOVE,
                                CollectionFeature.FAILS_FAST_ON_CONCURRENT_MODIFICATION,
                                CollectionFeature.SERIALIZABLE,
                                CollectionSize.ANY)
                        .createTestSuite(),
                failure -> false);
    }

    @Test
    void growsByArraysOfAnyLength() {
        Random random = new Random(5);
        LongList list = new LongList(3);
        List<Object> expected = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            Object[] next = random.ints(random.nextInt(30)).boxed().toArray();
            list.append(next);
            expected.addAll(Arrays.asList(next));
            assertThat(list).hasSize(expected.size());
        }
        assertThat(list).isEqualTo(expected);
        assertThat(list.toArray()).containsExactly(expected.toArray());
        assertThatThrownBy(() -> list.get(list.size())).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> list.set(-1, 0)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void travelsAsAnArrayList() {
        LongList list = of(2, IntStream.range(0, 100).boxed().toArray());
        byte[] message = Ipc.codec().encode(list, 0);
        assertThat(Ipc.codec().decode(message, 0, message.length))
                .isEqualTo(list)
                .isExactlyInstanceOf(ArrayList.class);
    }
}
