package io.multiproc.core.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.multiproc.testkit.ChildJvm;
import io.multiproc.testkit.CleanExit;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a large message costs besides itself. */
@ExtendWith(CleanExit.class)
class LargeMessageTest {

    @Test
    void needsLittleMemoryBesidesTheMessage() throws Exception {
        ChildJvm.Result result = ChildJvm.of(LargeMessageProgram.class)
                .jvmOptions("-Xmx340m", "-XX:+UseSerialGC", "-Xmn16m", "-XX:MaxDirectMemorySize=8m")
                .run(Duration.ofSeconds(50));

        assertThat(result.output()).contains((300 << 20) + " 42");
        assertThat(result.exitCode()).isZero();
    }
}
