package io.multiproc.core.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.multiproc.process.ChildProcess;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.io.TempDir;

/** What cases of processes share. */
abstract class ProcessCases {

    static final Duration LONG = Duration.ofSeconds(50);

    @TempDir
    Path folder;

    Path file(String name) {
        return folder.resolve(name);
    }

    static ChildProcess run(ChildProcess process) throws InterruptedException {
        process.start();
        assertThat(process.join(LONG)).as("ended in time").isTrue();
        return process;
    }
}
