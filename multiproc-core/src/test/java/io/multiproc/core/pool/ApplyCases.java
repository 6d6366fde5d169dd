package io.multiproc.core.pool;

import static io.multiproc.Multiprocessing.pool;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multiproc.pool.AsyncResult;
import io.multiproc.pool.ProcessPool;
import io.multiproc.testkit.Conforms;
import io.multiproc.testkit.programs.Programs;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** One task at a time. */
abstract class ApplyCases {

    @Test
    @Conforms("_TestPool.test_apply")
    void returnsTheResult() throws Exception {
        assertThat(PoolContract.pool.apply(PoolTasks::square, 5)).isEqualTo(25);
        int captured = 3;
        assertThat(PoolContract.pool.apply(() -> PoolTasks.square(captured))).isEqualTo(9);
        assertThat(PoolContract.pool.<Integer, Integer, Integer>apply(Integer::max, 3, 7))
                .isEqualTo(7);
    }

    @Test
    void carriesNullBothWays() throws Exception {
        assertThat(PoolContract.pool.<String, String>apply(PoolTasks::orNull, null))
                .isNull();
    }

    @Test
    @Conforms("_TestPool.test_async")
    void asyncReturnsBeforeTheTaskIsDone() throws Exception {
        AsyncResult<Integer> result = PoolContract.pool.applyAsync(PoolTasks::square, 7);
        assertThat(result.get()).isEqualTo(49);
        assertThat(result.get()).isEqualTo(49);
        assertThat(result.isReady()).isTrue();
        assertThat(result.isSuccessful()).isTrue();
    }

    @Test
    void aTasksInterruptIsNotTheNextOnes() throws Exception {
        try (ProcessPool single = pool(1)) {
            single.apply(PoolTasks::interruptSelf);
            assertThat(single.apply(PoolTasks::isInterrupted)).isFalse();
        }
    }

    @Test
    @Conforms("_TestPool.test_async_timeout")
    void getGivesUpAfterItsTimeoutAndThePoolCanBeTerminated() throws Exception {
        ProcessPool single = pool(1);
        AsyncResult<Object> result = single.applyAsync(() -> {
            Programs.sleepForever();
            return null;
        });
        assertThatThrownBy(() -> result.get(Duration.ofMillis(100)))
                .isInstanceOf(TimeoutException.class)
                .hasMessageContaining("task 1 has no outcome within PT0.1S");
        assertThatThrownBy(result::isSuccessful).isInstanceOf(IllegalStateException.class);
        single.terminate();
        assertThat(single.join(Duration.ofSeconds(50))).isTrue();
        assertThatThrownBy(result::get)
                .isInstanceOf(CancellationException.class)
                .hasMessageContaining("was terminated");
    }
}
