package io.multiproc.core.faults;

import static io.multiproc.Multiprocessing.process;
import static org.assertj.core.api.Assertions.assertThat;

import io.multiproc.process.ChildProcess;
import io.multiproc.testkit.ChildJvm;
import io.multiproc.testkit.CleanExit;
import io.multiproc.testkit.programs.Programs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Many processes in one program, on few processors. */
@ExtendWith(CleanExit.class)
@Timeout(400)
class ManyProcessesTest {

    @Test
    void fiftyAtOnce() throws Exception {
        List<ChildProcess> children = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            children.add(process(Programs::haltWith, i));
        }
        List<Thread> starters = new ArrayList<>();
        for (ChildProcess child : children) {
            Thread starter = new Thread(child::start);
            starter.start();
            starters.add(starter);
        }
        for (Thread starter : starters) {
            starter.join();
        }
        for (int i = 0; i < 50; i++) {
            assertThat(children.get(i).join(Duration.ofSeconds(100))).isTrue();
            assertThat(children.get(i).exitCode()).hasValue(i);
        }
    }

    @Test
    void hundredsWhileOthersAreKilledAtRandomPointsOfTheirStart() throws Exception {
        ChildJvm.Result result = ChildJvm.of(StartAndEndMany.class).run(Duration.ofSeconds(390));

        assertThat(result.output()).endsWith("all as before\n");
        assertThat(result.exitCode()).isZero();
    }
}
