package io.multiproc.core.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.multiproc.testkit.ChildJvm;
import io.multiproc.testkit.CleanExit;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Ends of pipes meet after all when a process has no file descriptors for a while. */
@ExtendWith(CleanExit.class)
class NoDescriptorsTest {

    @Test
    void anEndThatArrivesMeanwhileIsAttachedAfterwards() throws Exception {
        ChildJvm.Result result = ChildJvm.of(EndSender.class).limited("-n 200").run(Duration.ofSeconds(150));
        assertThat(result.output())
                .contains("Too many open files")
                .contains("received from the child\n")
                .contains("exit code 0\n");
    }
}
