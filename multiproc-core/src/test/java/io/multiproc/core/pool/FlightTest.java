package io.multiproc.core.pool;

import static org.assertj.core.api.Assertions.assertThat;

import io.multiproc.testkit.ChildJvm;
import io.multiproc.testkit.CleanExit;
import io.multiproc.testkit.SameWithoutNative;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What pools tell Java Flight Recorder. */
@ExtendWith(CleanExit.class)
@SameWithoutNative
class FlightTest {

    /** A recorder takes long to start on a busy machine, and here it starts twice. */
    private static final Duration LONG = Duration.ofMinutes(4);

    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void tasksAndWorkersAreInTheRecordings(@TempDir Path folder) throws Exception {
        ChildJvm.Result result = ChildJvm.of(FlightProgram.class, folder.toString())
                .jvmOptions("-Dmultiproc.worker.timeout=100") // a worker writes its recording as it leaves
                .jvmOptions("-Dmultiproc.cache=off") // newer JVMs load all that an archive holds, used or not
                .run(LONG);
        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(result.output())
                .as("in the program's process")
                .contains(
                        "io.multiproc.WorkerStart worker=P-worker-1",
                        "io.multiproc.TaskDone worker=P-worker-1 task=1 firstItem=0 items=4 outcome=answered\n",
                        "io.multiproc.TaskDone worker=P-worker-1 task=2 firstItem=0 items=1 outcome=failed\n",
                        "io.multiproc.TaskDone worker=P-worker-1 task=3 firstItem=-1 items=1 outcome=answered\n",
                        "io.multiproc.WorkerEnd worker=P-worker-1 cause=exit code 0 exitCode=0",
                        "io.multiproc.TaskDone worker=Q-worker-1 task=2 firstItem=-1 items=1 outcome=worker ended by exit"
                                + " code 7",
                        "io.multiproc.TaskDone worker=Q-worker-2 task=3 firstItem=0 items=1 outcome=worker ended by exit"
                                + " code 7",
                        "io.multiproc.TaskDone worker=Q-worker-3 task=4 firstItem=0 items=3 outcome=worker ended by exit"
                                + " code 7\n",
                        "io.multiproc.TaskDone worker=null task=5 firstItem=-1 items=1 outcome=given up",
                        "io.multiproc.WorkerEnd worker=Q-worker-1 cause=exit code 7 exitCode=7");
        assertThat(result.output()).as("once").containsOnlyOnce("task=4 ").containsOnlyOnce("task=5 ");
        assertThat(result.output())
                .as("in the worker's, from its first task on")
                .contains(
                        "io.multiproc.Task worker=P-worker-1 task=1 firstItem=0 items=4\n",
                        "io.multiproc.Task worker=P-worker-1 task=2 firstItem=0 items=1\n",
                        "io.multiproc.Task worker=P-worker-1 task=3 firstItem=-1 items=1\n");
        assertThat(result.output()).as("nobody records there").contains("loaded []\n", "died\n", "died again\n");
    }
}
