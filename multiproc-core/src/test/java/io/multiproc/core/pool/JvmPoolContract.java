package io.multiproc.core.pool;

import static io.multiproc.Multiprocessing.pool;
import static io.multiproc.Multiprocessing.poolBuilder;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multiproc.pool.PoolBrokenException;
import io.multiproc.pool.ProcessPool;
import io.multiproc.reduction.NotSendableException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What holds besides for a pool whose workers are JVMs. */
abstract class JvmPoolContract extends PoolContract {

    static final AtomicInteger INITIALIZED = new AtomicInteger();

    static void initialize() {
        INITIALIZED.incrementAndGet();
    }

    static int initialized() {
        return INITIALIZED.get();
    }

    @Nested
    class Workers {

        @Test
        void runsInAnotherProcess() throws Exception {
            assertThat(pool.apply(PoolContract::pid))
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
        void aResultThatCannotBeSentFailsItsTaskAndNotItsWorker() throws Exception {
            try (ProcessPool single = pool(1)) {
                long worker = single.apply(PoolContract::pid);
                for (int i = 0; i < 20; i++) {
                    assertThatThrownBy(() -> single.apply(PoolContract::unsendableResult))
                            .isInstanceOf(NotSendableException.class)
                            .hasMessageContaining("java.lang.Thread");
                }
                assertThat(single.apply(PoolContract::pid)).isEqualTo(worker);
            }
        }
    }
}
