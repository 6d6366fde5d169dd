package io.multiproc.core.pool;

import static io.multiproc.Multiprocessing.pool;
import static io.multiproc.Multiprocessing.setExecutable;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multiproc.pool.PoolBrokenException;
import io.multiproc.pool.ProcessPool;
import io.multiproc.process.StartMethod;
import io.multiproc.testkit.Conforms;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpawnPoolTest extends JvmPoolContract {

    @Override
    StartMethod startMethod() {
        return StartMethod.SPAWN;
    }

    @Test
    @Conforms("_TestPool.test_make_pool")
    void aPoolHasTheNumberOfWorkersItWasMadeWith() throws Exception {
        assertThatThrownBy(() -> pool(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> pool(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("processes must be >= 1: processes=0");
        int before = pids().size();
        ProcessPool three = pool(3);
        assertThat(three.processes()).isEqualTo(3);
        assertThat(pids()).hasSize(before + 3);
        three.close();
        assertThat(three.join(Duration.ZERO)).isTrue();
    }

    /** The processes of the workers: children of this one. */
    private static Set<Long> pids() {
        return ProcessHandle.current().children().map(ProcessHandle::pid).collect(java.util.stream.Collectors.toSet());
    }

    @Test
    @Conforms("TestPoolNotLeakOnFailure.test_release_unused_processes")
    void workersThatHaveStartedAreEndedIfALaterOneCannotBe(@TempDir Path folder) throws Exception {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Path failing = Files.writeString(folder.resolve("java"), """
                #!/bin/sh
                mkdir "%1$s/1" 2>/dev/null || mkdir "%1$s/2" 2>/dev/null || mkdir "%1$s/3" 2>/dev/null || {
                  echo "no more processes"
                  exit 11
                }
                exec "%2$s" "$@"
                """.formatted(folder, java));
        assertThat(failing.toFile().setExecutable(true)).isTrue();
        Set<Long> before = pids();
        try {
            setExecutable(failing);
            assertThatThrownBy(() -> pool(5))
                    .isInstanceOf(PoolBrokenException.class)
                    .hasMessageContaining("no more processes")
                    .hasMessageContaining("exit code 11");
        } finally {
            setExecutable(java);
        }
        assertThat(pids()).isEqualTo(before);
    }
}
