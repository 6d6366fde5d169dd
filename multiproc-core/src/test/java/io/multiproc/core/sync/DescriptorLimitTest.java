package io.multiproc.core.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.multiproc.testkit.ChildJvm;
import io.multiproc.testkit.CleanExit;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A process that cannot look at another one does not take it for dead. */
@ExtendWith(CleanExit.class)
class DescriptorLimitTest {

    @Test
    void aLockIsNotTakenFromALivingHolderByOneWithoutDescriptors() throws Exception {
        ChildJvm.Result result = ChildJvm.of(LockHolder.class).limited("-n 200").run(Duration.ofSeconds(100));
        assertThat(result.output())
                .contains("acquired false and false: /dev/null (Too many open files)\n")
                .contains("exit code 0\n");
    }
}
