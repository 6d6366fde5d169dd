package io.multiproc.core.pool;

import static io.multiproc.Multiprocessing.context;
import static io.multiproc.Multiprocessing.sharedInt;
import static io.multiproc.function.Functions.returningNothing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multiproc.pool.ProcessPool;
import io.multiproc.pool.RemoteTaskException;
import io.multiproc.process.StartMethod;
import io.multiproc.shared.SharedInt;
import io.multiproc.testkit.CleanExit;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Pools run what returns nothing. */
@ExtendWith(CleanExit.class)
class ReturningNothingTest {

    private static final SharedInt SUM = sharedInt(0);

    static void add(SharedInt sum) {
        sum.getAndAdd(1);
    }

    static void add(SharedInt sum, int second) {
        sum.getAndAdd(second);
    }

    static void addAll(SharedInt sum, int second, int third, int fourth, int fifth) {
        sum.getAndAdd(second + third + fourth + fifth);
    }

    static void fail() throws IOException {
        throw new IOException("nothing to return");
    }

    @ParameterizedTest
    @EnumSource(
            value = StartMethod.class,
            names = {"SPAWN", "THREAD"})
    void isCalledAndGivesNull(StartMethod method) throws Exception {
        SharedInt sum = SUM;
        sum.set(0);
        try (ProcessPool pool = context(method).pool(1)) {
            assertThat(pool.map(returningNothing(item -> add(sum, item)), List.of(1, 2, 3)))
                    .hasSize(3)
                    .containsOnlyNulls();
            assertThat(sum.get()).isEqualTo(6);
            assertThat(pool.apply(returningNothing(() -> add(sum)))).isNull();
            pool.apply(returningNothing((SharedInt one, Integer two) -> add(one, two)), sum, 10);
            pool.apply(
                    returningNothing((SharedInt one, Integer two, Integer three) -> add(one, two + three)),
                    sum,
                    10,
                    20);
            pool.apply(returningNothing((one, two, three, four) -> addAll(one, two, three, four, 0)), sum, 1, 2, 3);
            pool.apply(returningNothing(ReturningNothingTest::addAll), sum, 1, 2, 3, 4);
            assertThat(sum.get()).isEqualTo(6 + 1 + 10 + 30 + 6 + 10);
            assertThatThrownBy(() -> pool.apply(returningNothing(ReturningNothingTest::fail)))
                    .isInstanceOf(RemoteTaskException.class)
                    .hasRootCauseInstanceOf(IOException.class);
        }
    }
}
