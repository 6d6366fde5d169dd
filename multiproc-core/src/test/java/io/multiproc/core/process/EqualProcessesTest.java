package io.multiproc.core.process;

import static io.multiproc.Multiprocessing.activeChildren;
import static org.assertj.core.api.Assertions.assertThat;

import io.multiproc.process.ChildProcess;
import io.multiproc.testkit.CleanExit;
import io.multiproc.testkit.programs.Programs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A program may say that two of its processes are equal, as one whose class is a data class does. */
@ExtendWith(CleanExit.class)
class EqualProcessesTest {

    private static final Duration LONG = Duration.ofSeconds(50);

    @TempDir
    Path folder;

    static final class Waiting extends ChildProcess {

        private final String file;

        Waiting(Path file) {
            this.file = file.toString();
        }

        @Override
        public void run() throws InterruptedException {
            Programs.awaitFile(Path.of(file));
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Waiting;
        }

        @Override
        public int hashCode() {
            return 1;
        }
    }

    @Test
    void areTwoChildren() throws Exception {
        Waiting first = new Waiting(folder.resolve("first"));
        Waiting second = new Waiting(folder.resolve("second"));
        first.start();
        second.start();
        assertThat(activeChildren()).hasSize(2);
        Files.createFile(folder.resolve("first"));
        assertThat(first.join(LONG)).isTrue();
        assertThat(activeChildren()).singleElement().isSameAs(second);
        Files.createFile(folder.resolve("second"));
        assertThat(second.join(LONG)).isTrue();
    }
}
