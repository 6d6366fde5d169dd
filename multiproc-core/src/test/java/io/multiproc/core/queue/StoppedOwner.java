package io.multiproc.core.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.multiproc.process.ChildProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** A process that is stopped from here on, and goes on when this is closed. */
final class StoppedOwner implements AutoCloseable {

    private static final String SILENCE = "multiproc.queue.silence";

    private final String pid;

    private StoppedOwner(String pid) {
        this.pid = pid;
    }

    static StoppedOwner stop(ChildProcess owner) throws Exception {
        StoppedOwner stopped = new StoppedOwner("" + owner.pid().orElseThrow());
        stopped.signal("-STOP");
        Path threads = Path.of("/proc", stopped.pid, "task");
        Awaitility.await().atMost(Duration.ofSeconds(50)).until(() -> {
            try (Stream<Path> all = Files.list(threads)) {
                return all.allMatch(StoppedOwner::isStopped);
            }
        });
        return stopped;
    }

    /** From now on answers of owners are waited for less long. */
    void giveUpAfter(Duration time) {
        System.setProperty(SILENCE, "" + time.toMillis());
    }

    private static boolean isStopped(Path thread) {
        try {
            String stat = Files.readString(thread.resolve("stat"));
            return stat.charAt(stat.lastIndexOf(')') + 2) == 'T';
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void signal(String name) throws Exception {
        assertThat(new ProcessBuilder("kill", name, pid).inheritIO().start().waitFor())
                .isZero();
    }

    @Override
    public void close() throws Exception {
        System.clearProperty(SILENCE);
        signal("-CONT");
    }
}
