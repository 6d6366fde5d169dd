package io.multiproc.core.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.multiproc.testkit.ChildJvm;
import io.multiproc.testkit.CleanExit;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Where sleeps end by themselves only after a minute, a wake-up that is lost is a wait of a minute. */
@ExtendWith(CleanExit.class)
class LostWakeUpTest {

    private static final Pattern WAIT = Pattern.compile("(\\d+) ms");
    private static final long TOO_LONG_MILLIS = 20_000;

    @Test
    void whoeverWaitsForAnyObjectIsWoken() throws Exception {
        assertAllAreWoken(run(WakeUpRounds.class, "2"), WakeUpRounds.Step.values().length);
    }

    @Test
    void whoSleepsIsWokenByAReleaseThatWasUnderWayWhenItCame() throws Exception {
        assertAllAreWoken(run(StoppedReleaser.class, "100"), 1);
    }

    private static void assertAllAreWoken(ChildJvm.Result result, int waits) {
        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(WAIT.matcher(result.output()).results().map(match -> Long.parseLong(match.group(1))))
                .as(result.output())
                .hasSize(waits)
                .allMatch(millis -> millis < TOO_LONG_MILLIS);
    }

    /** With the compiler that makes the code of long runs. */
    private static ChildJvm.Result run(Class<?> program, String times) throws Exception {
        return ChildJvm.of(program, times)
                .jvmOptions("-Dmultiproc.sync.sleep=60000", "-XX:TieredStopAtLevel=4")
                .run(Duration.ofSeconds(150));
    }
}
