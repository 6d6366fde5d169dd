package io.multiproc.core.pool;

import static io.multiproc.Multiprocessing.context;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multiproc.core.pool.call.CallStyle;
import io.multiproc.core.pool.call.StyledCalls;
import io.multiproc.core.pool.dispatch.PoolCore;
import io.multiproc.pool.PoolProgress;
import io.multiproc.pool.ProcessPool;
import io.multiproc.process.StartMethod;
import io.multiproc.testkit.CleanExit;
import java.util.AbstractCollection;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Maps that fail before their first item is read: {@code close} waits for none of them. */
@ExtendWith(CleanExit.class)
class MapFailureTest {

    private static ProcessPool onePool() {
        return context(StartMethod.THREAD).poolBuilder().processes(1).build();
    }

    @Test
    void callbacksThatAreMissingAreNamed() throws Exception {
        try (ProcessPool pool = onePool()) {
            List<Integer> items = List.of(1);
            assertThatThrownBy(() -> pool.mapAsync(PoolTasks::square, items, 1, null, failure -> {}))
                    .isInstanceOf(NullPointerException.class)
                    .hasMessage("callback");
            assertThatThrownBy(() -> pool.mapAsync(PoolTasks::square, items, 1, results -> {}, null))
                    .isInstanceOf(NullPointerException.class)
                    .hasMessage("errorCallback");
            assertThatThrownBy(() -> pool.mapAsync(PoolTasks::square, null, 1, results -> {}, failure -> {}))
                    .isInstanceOf(NullPointerException.class)
                    .hasMessage("items");
            assertThatThrownBy(() -> pool.mapAsync(null, items, 1, results -> {}, failure -> {}))
                    .isInstanceOf(NullPointerException.class)
                    .hasMessage("function");
            assertThat(pool.map(PoolTasks::square, items)).containsExactly(1);
        }
    }

    @Test
    void itemsThatCannotTellHowManyTheyAreFailTheCall() throws Exception {
        List<PoolProgress> told = new CopyOnWriteArrayList<>();
        try (ProcessPool pool = onePool()) {
            Uncounted items = new Uncounted();
            assertThatThrownBy(() -> pool.map(PoolTasks::square, items)).hasMessage("nobody counts");
            assertThatThrownBy(() -> pool.map(PoolTasks::square, items, 1)).hasMessage("nobody counts");
            assertThatThrownBy(() -> pool.withProgress(told::add).map(PoolTasks::square, items, 1))
                    .hasMessage("nobody counts");
            assertThatThrownBy(() -> pool.collectingAll().map(PoolTasks::square, items, 1))
                    .hasMessage("nobody counts");
            assertThatThrownBy(() -> pool.withProgress(told::add).imap(PoolTasks::square, items))
                    .hasMessage("nobody counts");
            assertThat(pool.mapAsync(PoolTasks::square, items).get()).containsExactly(4);
            assertThat(pool.imap(PoolTasks::square, items).next()).isEqualTo(4);
        }
        assertThat(told).isEmpty();
    }

    /** Has one item, and does not know it. */
    private static final class Uncounted extends AbstractCollection<Integer> {

        @Override
        public Iterator<Integer> iterator() {
            return List.of(2).iterator();
        }

        @Override
        public int size() {
            throw new UnsupportedOperationException("nobody counts");
        }
    }

    @Test
    void oneForWhichThereIsNoThreadIsForgotten() throws Exception {
        try (ProcessPool pool = onePool()) {
            PoolCore core = ((StyledCalls) pool).core();
            CallStyle style =
                    new CallStyle(null, core.config().limits(), core.config().bounds(), false, CallStyle.Errors.FIRST);
            StyledCalls calls = new StyledCalls(core, MapFailureTest::refuse, style, pool);
            assertThatThrownBy(() -> calls.mapAsync(PoolTasks::square, List.of(1, 2)))
                    .isInstanceOf(OutOfMemoryError.class)
                    .hasMessage("unable to create native thread");
            assertThat(pool.map(PoolTasks::square, List.of(3))).containsExactly(9);
        }
    }

    private static void refuse(Runnable action) {
        throw new OutOfMemoryError("unable to create native thread");
    }
}
