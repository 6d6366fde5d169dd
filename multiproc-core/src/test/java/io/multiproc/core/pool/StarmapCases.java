package io.multiproc.core.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multiproc.pool.Arguments;
import io.multiproc.testkit.Conforms;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Functions of several arguments over many items. */
abstract class StarmapCases {

    private static List<Arguments.Of2<Integer, Integer>> pairs(int count) {
        return IntStream.range(0, count).mapToObj(i -> Arguments.of(i, i + 3)).toList();
    }

    private static List<Integer> products(int count) {
        return IntStream.range(0, count).map(i -> i * (i + 3)).boxed().toList();
    }

    @Test
    @Conforms("_TestPool.test_starmap")
    void returnsResultsInTheOrderOfTheItems() throws Exception {
        assertThat(PoolContract.pool.starmap(PoolTasks::multiply, pairs(10))).isEqualTo(products(10));
        assertThat(PoolContract.pool.starmap(PoolTasks::multiply, pairs(100), 20))
                .isEqualTo(products(100));
    }

    @Test
    @Conforms("_TestPool.test_starmap_async")
    void asyncReturnsThemLater() throws Exception {
        assertThat(PoolContract.pool
                        .starmapAsync(PoolTasks::multiply, pairs(100))
                        .get())
                .isEqualTo(products(100));
        assertThat(PoolContract.pool
                        .starmapAsync(PoolTasks::multiply, pairs(100), 20)
                        .get())
                .isEqualTo(products(100));
    }

    @Test
    void takesUpToFiveArguments() throws Exception {
        assertThat(PoolContract.pool.starmap((a, b, c) -> a + b + c, List.of(Arguments.of("a", "b", "c"))))
                .containsExactly("abc");
        assertThat(PoolContract.pool.starmap((a, b, c, d) -> a + b + c + d, List.of(Arguments.of("a", 1, 'c', 2L)), 1))
                .containsExactly("a1c2");
        assertThat(PoolContract.pool
                        .starmapAsync((a, b, c, d, e) -> a + b + c + d + e, List.of(Arguments.of(1, 2, 3, 4, 5)))
                        .get())
                .containsExactly(15);
        assertThat(PoolContract.pool
                        .starmapAsync((a, b, c, d, e) -> a + b + c + d + e, List.of(Arguments.of(1, 2, 3, 4, 5)), 1)
                        .get())
                .containsExactly(15);
        assertThat(PoolContract.pool
                        .starmapAsync((a, b, c) -> a + b + c, List.of(Arguments.of("a", "b", "c")), 1)
                        .get())
                .containsExactly("abc");
        assertThat(PoolContract.pool
                        .starmapAsync((a, b, c, d) -> a + b + c + d, List.of(Arguments.of("a", 1, 'c', 2L)), 1)
                        .get())
                .containsExactly("a1c2");
    }

    @Test
    void applyTakesUpToFiveToo() throws Exception {
        assertThat(PoolContract.pool.<String, String, String, String>apply((a, b, c) -> a + b + c, "a", "b", "c"))
                .isEqualTo("abc");
        assertThat(PoolContract.pool.<Integer, Integer, Integer, Integer, Integer>apply(
                        (a, b, c, d) -> a + b + c + d, 1, 2, 3, 4))
                .isEqualTo(10);
        assertThat(PoolContract.pool.<Integer, Integer, Integer, Integer, Integer, Integer>apply(
                        (a, b, c, d, e) -> a + b + c + d + e, 1, 2, 3, 4, 5))
                .isEqualTo(15);
    }

    @Test
    void refusesAMissingFunction() {
        assertThatThrownBy(() -> PoolContract.pool.starmap(
                        (io.multiproc.function.SerializableBiFunction<Integer, Integer, Integer>) null, pairs(1)))
                .isInstanceOf(NullPointerException.class);
    }
}
