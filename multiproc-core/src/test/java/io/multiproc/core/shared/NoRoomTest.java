package io.multiproc.core.shared;

import static org.assertj.core.api.Assertions.assertThat;

import io.multiproc.testkit.ChildJvm;
import io.multiproc.testkit.CleanExit;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What lacks the memory that it needs says so as everything of this library does. */
@ExtendWith(CleanExit.class)
class NoRoomTest {

    @Test
    void locksValuesAndArraysAreNotMade() throws Exception {
        ChildJvm.Result result = ChildJvm.of(NoRoom.class).limited("-f 128").run(Duration.ofSeconds(100));
        assertThat(result.output().lines())
                .satisfiesExactly(
                        line -> assertThat(line)
                                .contains("cannot make a segment for shared objects")
                                .contains("(free some"),
                        line -> assertThat(line)
                                .startsWith("cannot make 8 bytes of shared memory: ")
                                .contains("(free some"),
                        line -> assertThat(line).startsWith("cannot make 800000 bytes of shared memory: "));
        assertThat(result.exitCode()).isZero();
    }
}
