package io.multiproc.core.pool;

import static io.multiproc.Multiprocessing.pool;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multiproc.pool.ProcessPool;
import io.multiproc.process.StartMethod;
import io.multiproc.testkit.Conforms;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SpawnPoolTest extends JvmPoolContract {

    @Override
    StartMethod startMethod() {
        return StartMethod.SPAWN;
    }

    @Test
    @Conforms("_TestPool.test_make_pool")
    void aPoolHasTheNumberOfWorkersItWasMadeWith() throws Exception {
        assertThatThrownBy(() -> pool(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> pool(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("processes must be >= 1: processes=0");
        int before = pids().size();
        ProcessPool three = pool(3);
        assertThat(three.processes()).isEqualTo(3);
        assertThat(pids()).hasSize(before + 3);
        three.close();
        assertThat(three.join(Duration.ZERO)).isTrue();
    }

    /** The processes of the workers: children of this one. */
    private static Set<Long> pids() {
        return ProcessHandle.current().children().map(ProcessHandle::pid).collect(java.util.stream.Collectors.toSet());
    }
}
