package io.multiproc.core.pool;

import static io.multiproc.Multiprocessing.pool;
import static io.multiproc.Multiprocessing.poolBuilder;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multiproc.pool.AsyncResult;
import io.multiproc.pool.PoolBrokenException;
import io.multiproc.pool.ProcessPool;
import io.multiproc.pool.WorkerInsights;
import io.multiproc.reduction.NotSendableException;
import io.multiproc.testkit.Conforms;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What holds besides for a pool whose workers are JVMs. */
abstract class JvmPoolContract extends PoolContract {

    static final AtomicInteger INITIALIZED = new AtomicInteger();

    static void initialize() {
        INITIALIZED.incrementAndGet();
    }

    static void add(int number) {
        INITIALIZED.addAndGet(number);
    }

    static int initialized() {
        return INITIALIZED.get();
    }

    @Nested
    class Workers {

        @Test
        void runsInAnotherProcess() throws Exception {
            assertThat(pool.apply(PoolTasks::pid))
                    .isNotEqualTo(ProcessHandle.current().pid());
        }

        @Test
        void theInitializerRunsOnceInEachWorker() throws Exception {
            try (ProcessPool own = poolBuilder()
                    .processes(1)
                    .initializer(JvmPoolContract::initialize)
                    .build()) {
                assertThat(own.apply(JvmPoolContract::initialized)).isEqualTo(1);
                assertThat(own.apply(JvmPoolContract::initialized)).isEqualTo(1);
            }
            assertThat(INITIALIZED).hasValue(0);
        }

        @Test
        void anInitializerThatExitsFailsTheCreation() {
            assertThatThrownBy(() -> poolBuilder()
                            .processes(1)
                            .initializer(() -> System.exit(42))
                            .build())
                    .isInstanceOf(PoolBrokenException.class)
                    .hasMessageContaining("exit code 42 before it was ready");
        }

        @Test
        void aBadOptionFailsTheCreationInTheJvmsOwnWords() {
            assertThatThrownBy(() -> poolBuilder()
                            .processes(2)
                            .jvmOptions("-XX:NoSuchOption=1")
                            .build())
                    .isInstanceOf(PoolBrokenException.class)
                    .hasMessageContaining("NoSuchOption");
        }

        @Test
        @Conforms("TestInitializers.test_pool_initializer")
        void theInitializerGetsItsArguments() throws Exception {
            assertThatThrownBy(() -> poolBuilder().initializer(null)).isInstanceOf(NullPointerException.class);
            try (ProcessPool own = poolBuilder()
                    .processes(1)
                    .initializer(JvmPoolContract::add, 5)
                    .build()) {
                assertThat(own.apply(JvmPoolContract::initialized)).isEqualTo(5);
            }
        }

        @Test
        @Conforms("_TestPoolWorkerLifetime.test_pool_worker_lifetime")
        void workersAreReplacedAfterTheirTasks() throws Exception {
            try (ProcessPool own =
                    poolBuilder().processes(3).maxTasksPerChild(10).build()) {
                Set<Long> first = pids(own);
                assertThat(first).hasSize(3).allMatch(pid -> pid > 0);
                List<AsyncResult<Integer>> results = IntStream.range(0, 100)
                        .mapToObj(i -> own.applyAsync(PoolTasks::square, i))
                        .toList();
                for (int i = 0; i < 100; i++) {
                    assertThat(results.get(i).get()).isEqualTo(i * i);
                }
                Awaitility.await()
                        .atMost(Duration.ofSeconds(50))
                        .until(() -> pids(own).size() == 3);
                assertThat(pids(own)).isNotEqualTo(first);
            }
        }

        private Set<Long> pids(ProcessPool pool) {
            return pool.workers().stream().map(WorkerInsights::pid).collect(Collectors.toSet());
        }

        @Test
        @Conforms("_TestPoolWorkerLifetime.test_pool_worker_lifetime_early_close")
        void workersAreReplacedAlsoAfterClose() throws Exception {
            ProcessPool own = poolBuilder().processes(3).maxTasksPerChild(1).build();
            List<AsyncResult<Integer>> results = IntStream.range(0, 6)
                    .mapToObj(i -> own.applyAsync(PoolTasks::squareSlowly, i))
                    .toList();
            own.close();
            own.join();
            for (int i = 0; i < 6; i++) {
                assertThat(results.get(i).get()).isEqualTo(i * i);
            }
        }

        @Test
        @Conforms("_TestPoolWorkerLifetime.test_pool_maxtasksperchild_invalid")
        void refusesALifetimeOfLessThanOneTask() {
            for (int tasks : new int[] {0, -1}) {
                assertThatThrownBy(() -> poolBuilder().maxTasksPerChild(tasks))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessage("maxTasksPerChild must be >= 1: maxTasksPerChild=" + tasks);
            }
        }

        @Test
        void workersThatAreNotDaemonicCanHavePools() throws Exception {
            try (ProcessPool own =
                    poolBuilder().processes(1).daemonicWorkers(false).build()) {
                assertThat(own.<Integer>apply(() -> {
                            try (ProcessPool inner = pool(1)) {
                                return inner.apply(PoolTasks::square, 6);
                            }
                        }))
                        .isEqualTo(36);
            }
        }

        @Test
        @Conforms("_TestPoolWorkerErrors.test_unpickleable_result")
        void aResultThatCannotBeSentFailsItsTaskAndNotItsWorker() throws Exception {
            try (ProcessPool single = pool(1)) {
                long worker = single.apply(PoolTasks::pid);
                for (int i = 0; i < 20; i++) {
                    AtomicReference<Throwable> told = new AtomicReference<>();
                    AsyncResult<Object> result =
                            single.applyAsync(PoolTasks::unsendableResult).onError(told::set);
                    assertThatThrownBy(result::get)
                            .isInstanceOf(NotSendableException.class)
                            .hasMessageContaining("java.lang.Thread")
                            .isSameAs(told.get());
                }
                assertThat(single.apply(PoolTasks::pid)).isEqualTo(worker);
            }
        }
    }
}
