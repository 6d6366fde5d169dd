package io.multiproc.core.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.multiproc.testkit.ChildJvm;
import io.multiproc.testkit.CleanExit;
import io.multiproc.testkit.SameWithoutNative;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What a large message costs besides itself. {@code -Dmultiproc.test.message=2147483583} sends the longest one that
 * there is, which needs 5 GB of memory.
 */
@ExtendWith(CleanExit.class)
@SameWithoutNative
class LargeMessageTest {

    private static final int SIZE = Integer.getInteger("multiproc.test.message", 300 << 20);

    @Test
    void needsLittleMemoryBesidesTheMessage() throws Exception {
        ChildJvm.Result result = ChildJvm.of(LargeMessageProgram.class, "" + SIZE)
                .jvmOptions(LargeMessageProgram.jvmOptions(SIZE))
                .run(Duration.ofMinutes(5));

        assertThat(result.output()).contains(SIZE + " 42");
        assertThat(result.exitCode()).isZero();
    }
}
