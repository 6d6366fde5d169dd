package io.multiproc.core.pool.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.multiproc.core.pool.Warnings;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class PoolThreadTest {

    @Test
    void logsWhatIsThrownAndGoesOn() throws Exception {
        PoolThread thread = new PoolThread("multiproc-pool-test");
        CountDownLatch next = new CountDownLatch(1);
        try (Warnings log = new Warnings(PoolThread.class)) {
            thread.execute(() -> {
                throw new IllegalStateException("a mistake");
            });
            thread.execute(next::countDown);
            next.await();
            assertThat(log.all()).singleElement().satisfies(entry -> {
                assertThat(entry.getMessage()).isEqualTo("thread multiproc-pool-test could not do what it was told to");
                assertThat(entry.getThrown()).hasMessage("a mistake");
            });
        } finally {
            thread.endAndAwait(Long.MAX_VALUE);
        }
    }
}
