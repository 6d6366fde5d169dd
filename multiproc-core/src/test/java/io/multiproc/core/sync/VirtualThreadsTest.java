package io.multiproc.core.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.multiproc.testkit.ChildJvm;
import io.multiproc.testkit.CleanExit;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.extension.ExtendWith;

/** A virtual thread that waits leaves its carrier to the others. */
@ExtendWith(CleanExit.class)
@EnabledForJreRange(min = JRE.JAVA_21)
class VirtualThreadsTest {

    @Test
    void theyWaitForEachOtherThoughAllHaveOneCarrier() throws Exception {
        ChildJvm.Result result = ChildJvm.of(VirtualWaiters.class)
                .jvmOptions("-Djdk.virtualThreadScheduler.parallelism=1", "-Djdk.virtualThreadScheduler.maxPoolSize=1")
                .run(Duration.ofSeconds(100));
        assertThat(result.output()).isEqualTo("all went on\n");
        assertThat(result.exitCode()).isZero();
    }
}
