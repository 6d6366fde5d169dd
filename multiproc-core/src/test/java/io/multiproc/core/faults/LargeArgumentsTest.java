package io.multiproc.core.faults;

import static io.multiproc.Multiprocessing.processBuilder;
import static org.assertj.core.api.Assertions.assertThat;

import io.multiproc.testkit.ChildJvm;
import io.multiproc.testkit.CleanExit;
import io.multiproc.testkit.SameWithoutNative;
import io.multiproc.testkit.programs.Programs;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a child was sent is the child's: the parent keeps no copy while it runs. */
@ExtendWith(CleanExit.class)
@SameWithoutNative
class LargeArgumentsTest {

    /** A program whose running children were sent more than its heap has room for. */
    static final class SendingProgram {

        private static final int CHILDREN = 9;
        private static final int BYTES = 10_000_000;

        private SendingProgram() {}

        public static void main(String[] arguments) {
            for (int count = 0; count < CHILDREN; count++) {
                processBuilder()
                        .daemon(true)
                        .target(SendingProgram::sleep, new byte[BYTES])
                        .start();
            }
            System.out.println("all run");
        }

        static void sleep(byte[] data) throws InterruptedException {
            Programs.sleepForever();
        }
    }

    @Test
    void areNotKept() throws Exception {
        ChildJvm.Result result =
                ChildJvm.of(SendingProgram.class).jvmOptions("-Xmx96m").run(Duration.ofSeconds(100));
        assertThat(result.output()).isEqualTo("all run\n");
        assertThat(result.exitCode()).isZero();
    }
}
