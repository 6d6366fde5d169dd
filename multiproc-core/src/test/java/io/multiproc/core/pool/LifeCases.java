package io.multiproc.core.pool;

import static io.multiproc.Multiprocessing.pool;
import static io.multiproc.Multiprocessing.poolBuilder;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multiproc.pool.AsyncResult;
import io.multiproc.pool.PoolBrokenException;
import io.multiproc.pool.ProcessPool;
import io.multiproc.pool.ResultIterator;
import io.multiproc.testkit.Conforms;
import io.multiproc.testkit.programs.Programs;
import java.text.MessageFormat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Beginning and end of a pool. */
abstract class LifeCases {

    @Test
    void closeFinishesWhatWasAccepted() throws Exception {
        ProcessPool own = pool(2);
        List<AsyncResult<Integer>> results = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            results.add(own.applyAsync(PoolTasks::square, i));
        }
        own.close();
        own.close();
        for (int i = 0; i < 500; i++) {
            assertThat(results.get(i).get()).isEqualTo(i * i);
        }
        assertThatThrownBy(() -> own.applyAsync(PoolTasks::square, 1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("is closed: it takes no more tasks");
    }

    @Test
    void joinBeforeCloseIsRefused() {
        assertThatThrownBy(() -> PoolContract.pool.join(Duration.ZERO))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("close or terminate it before join");
    }

    @Test
    @Conforms("_TestPool.test_resource_warning")
    void oneThatIsGarbageWhileItRunsIsWarnedOfAndEnded() throws Exception {
        Logger logger = Logger.getLogger("io.multiproc.core.pool.staff.Supervisor");
        List<String> warnings = new CopyOnWriteArrayList<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord warning) {
                warnings.add(MessageFormat.format(warning.getMessage(), warning.getParameters()));
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        handler.setLevel(java.util.logging.Level.ALL);
        logger.addHandler(handler);
        logger.setUseParentHandlers(false);
        logger.setLevel(java.util.logging.Level.FINE);
        try {
            AsyncResult<Integer> result =
                    poolBuilder().name("forgotten").processes(1).build().applyAsync(PoolTasks::squareSlowly, 2);
            System.gc();
            assertThat(result.get()).isEqualTo(4);
            Awaitility.await().atMost(Duration.ofSeconds(50)).until(() -> {
                System.gc();
                return warnings.stream().anyMatch(warning -> warning.contains("pool forgotten was never closed"));
            });
        } finally {
            logger.removeHandler(handler);
            logger.setUseParentHandlers(true);
            logger.setLevel(null);
        }
    }

    @Test
    @Conforms({"FailingInitializerResourcesTest.test_spawn", "FailingInitializerResourcesTest.test_forkserver"})
    void aFailingInitializerFailsTheCreationWithTheRemoteStack() {
        assertThatThrownBy(() -> poolBuilder()
                        .processes(2)
                        .initializer(Programs::throwArithmetic)
                        .build())
                .isInstanceOf(PoolBrokenException.class)
                .hasMessageContaining("/ by zero")
                .hasCauseInstanceOf(ArithmeticException.class)
                .cause()
                .satisfies(cause ->
                        assertThat(cause.getStackTrace()[0].getMethodName()).isEqualTo("throwArithmetic"));
    }

    @Test
    void workersCannotHavePools() {
        assertThatThrownBy(() -> PoolContract.pool.apply(() -> pool(1).processes()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("daemonic processes are not allowed to have children")
                .hasMessageContaining("daemonicWorkers(false) of its builder");
    }

    @Test
    @Conforms("_TestPool.test_context")
    void leavingTheScopeEndsIt() throws Exception {
        ProcessPool own = pool(2);
        try (own) {
            assertThat(own.mapAsync(PoolTasks::square, List.of(1, 2, 3)).get()).containsExactly(1, 4, 9);
        }
        own.join();
        assertThatThrownBy(() -> own.mapAsync(PoolTasks::square, List.of(1))).isInstanceOf(IllegalStateException.class);
    }

    @Test
    @Conforms("_TestPool.test_empty_iterable")
    void nothingIsDoneWithNothingInEveryWay() throws Exception {
        ProcessPool own = pool(1);
        assertThat(own.map(PoolTasks::square, List.of())).isEmpty();
        assertThat(own.imap(PoolTasks::square, List.of())).isExhausted();
        assertThat(own.imapUnordered(PoolTasks::square, List.of())).isExhausted();
        assertThat(own.mapAsync(PoolTasks::square, List.of()).get()).isEmpty();
        own.close();
        own.join();
    }

    @Test
    void anIterationEndsWithThePool() {
        ProcessPool own = pool(1);
        ResultIterator<Integer> results =
                own.imap(PoolTasks::square, () -> Stream.iterate(1, i -> i + 1).iterator());
        assertThat(results.next()).isEqualTo(1);
        own.close();
        assertThatThrownBy(() -> results.forEachRemaining(square -> {})).hasMessageContaining("takes no more tasks");
    }
}
