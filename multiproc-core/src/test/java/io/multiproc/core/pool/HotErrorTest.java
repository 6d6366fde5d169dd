package io.multiproc.core.pool;

import static io.multiproc.Multiprocessing.context;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multiproc.pool.FailedTask;
import io.multiproc.pool.ProcessPool;
import io.multiproc.pool.RemoteTaskException;
import io.multiproc.process.StartMethod;
import io.multiproc.testkit.CleanExit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Of code that has thrown many, compiled code throws one that the JVM has ready: it takes no suppressed exceptions. */
@ExtendWith(CleanExit.class)
class HotErrorTest {

    private static final int MANY = 5_000_000;

    @Test
    void saysWhichTaskItWas() {
        try (ProcessPool pool = context(StartMethod.SPAWN)
                .poolBuilder()
                .processes(1)
                .jvmOptions("-XX:TieredStopAtLevel=4", "-Xbatch")
                .build()) {
            assertThatThrownBy(() -> pool.apply(HotErrorTest::lengths, new String[1]))
                    .isExactlyInstanceOf(NullPointerException.class)
                    .satisfies(e -> {
                        assertThat(e.getStackTrace()).isEmpty();
                        assertThat(e.getSuppressed()).hasSize(1).hasOnlyElementsOfType(RemoteTaskException.class);
                        assertThat(FailedTask.of(e)).isPresent();
                    });
        }
    }

    /** Throws the first that is not made where it is thrown. */
    static int lengths(String[] words) {
        int sum = 0;
        for (int i = 0; i < MANY; i++) {
            try {
                sum += length(words);
            } catch (NullPointerException e) {
                if (e.getStackTrace().length == 0) {
                    throw e;
                }
            }
        }
        return sum;
    }

    private static int length(String[] words) {
        return words[0].length();
    }
}
