package io.multiproc.core.pool;

import static io.multiproc.Multiprocessing.context;
import static org.assertj.core.api.Assertions.assertThat;

import io.multiproc.pool.AsyncResult;
import io.multiproc.pool.PoolMXBean;
import io.multiproc.pool.ProcessPool;
import io.multiproc.process.StartMethod;
import io.multiproc.testkit.CleanExit;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Set;
import java.util.stream.IntStream;
import javax.management.JMX;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Pools as JMX clients see them. */
@ExtendWith(CleanExit.class)
class PoolBeanTest {

    private static final MBeanServer SERVER = ManagementFactory.getPlatformMBeanServer();

    private static Set<ObjectName> names() throws Exception {
        return SERVER.queryNames(new ObjectName("io.multiproc:type=ProcessPool,*"), null);
    }

    private static ProcessPool.Builder builder() {
        return context(StartMethod.THREAD).poolBuilder().processes(2).name("a \"pool\", of two");
    }

    private static PoolMXBean bean(ObjectName name) {
        return JMX.newMXBeanProxy(SERVER, name, PoolMXBean.class);
    }

    @Test
    void aPoolIsABeanIfItIsAskedForAndAsLongAsItLives() throws Exception {
        try (ProcessPool unseen = builder().build()) {
            assertThat(unseen.apply(PoolTasks::square, 2)).isEqualTo(4);
            assertThat(names()).isEmpty();
        }
        ProcessPool pool = builder().jmx(true).build();
        try (ProcessPool second = builder().jmx(true).build()) {
            assertThat(names()).hasSize(2);
            second.terminate();
            assertThat(names()).hasSize(1);
        }
        PoolMXBean bean = bean(names().iterator().next());
        AsyncResult<Integer> endless = pool.applyAsync(TaskTimeoutTest::sleepAtThree, 3);
        pool.map(PoolTasks::square, IntStream.range(0, 10).boxed().toList(), 1);
        assertThat(bean.getName()).isEqualTo("a \"pool\", of two");
        assertThat(bean.getProcesses()).isEqualTo(2);
        assertThat(bean.getLiveWorkers()).isEqualTo(2);
        assertThat(bean.isOpen()).isTrue();
        assertThat(bean.getTasksDone()).isEqualTo(10);
        assertThat(bean.getTasksUnfinished()).isEqualTo(1);
        assertThat(bean.insights()).contains("\"tasks\":", "-worker-1");
        assertThat(endless.cancel(true)).isTrue();
        Awaitility.await().atMost(Duration.ofSeconds(50)).until(() -> bean.getTasksUnfinished() == 0);
        pool.close();
        assertThat(names()).isEmpty();
    }
}
