package io.multiproc.core.pool;

import static io.multiproc.Multiprocessing.poolBuilder;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multiproc.pool.AsyncResult;
import io.multiproc.pool.ProcessPool;
import io.multiproc.pool.ResultIterator;
import io.multiproc.pool.TaskTimeoutException;
import io.multiproc.pool.WorkerTerminatedException;
import io.multiproc.testkit.CleanExit;
import io.multiproc.testkit.programs.Programs;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Workers that end while they write the results of a chunk, when all of its items have run. */
@ExtendWith(CleanExit.class)
class SendingDeathTest {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Duration TIMEOUT = Duration.ofMillis(500);

    @TempDir
    Path folder;

    /** Cannot be written in time. */
    record Endless(int item) implements Serializable {

        private Object writeReplace() {
            Programs.loopForever();
            return this;
        }
    }

    /** If it is the last one, ends the process that writes it, the first times. */
    @SuppressWarnings("serial") // javac 25 wants an ObjectStreamException
    record Deadly(String folder, int deaths, int item) implements Serializable {

        private Object writeReplace() throws IOException {
            Path files = Path.of(folder);
            if (item == 1 && count(files) < deaths) {
                Files.createTempFile(files, "death", "");
                Runtime.getRuntime().halt(5);
            }
            return this;
        }
    }

    private static long count(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.count();
        }
    }

    static Endless endless(String folder, int item) throws IOException {
        Files.createTempFile(Path.of(folder), item + "-", "");
        return new Endless(item);
    }

    @Test
    void resultsThatTakeTooLongEndTheirChunkOnce() throws Exception {
        String traces = folder.toString();
        try (ProcessPool pool = poolBuilder().processes(1).build()) {
            AsyncResult<List<Endless>> results = pool.withTaskTimeout(TIMEOUT)
                    .mapAsync(item -> endless(traces, item), List.of(0, 1), 2, all -> {}, failure -> {});
            try {
                assertThatThrownBy(() -> results.get(LONG))
                        .isInstanceOf(TaskTimeoutException.class)
                        .hasMessageContaining(
                                "(items 0 to 1) ran longer than its time-out while its results were written")
                        .hasMessageContaining("Endless.writeReplace");
            } finally {
                results.cancel(true);
            }
        }
        assertThat(count(folder)).isEqualTo(2);
    }

    /** The first is written with or without the second one. */
    @Test
    void eachResultOfAnImapThatTakesTooLongEndsItsItem() throws Exception {
        String traces = folder.toString();
        try (ProcessPool pool = poolBuilder().processes(1).build();
                ResultIterator<Endless> results =
                        pool.withTaskTimeout(TIMEOUT).imap(item -> endless(traces, item), List.of(0, 1), 2)) {
            assertThatThrownBy(() -> results.next(LONG)).isInstanceOf(TaskTimeoutException.class);
            assertThatThrownBy(() -> results.next(LONG)).isInstanceOf(TaskTimeoutException.class);
            assertThat(results.hasNext()).isFalse();
        }
        assertThat(count(folder)).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void whatHadRunMayBeRunAgain(int chunkSize) throws Exception {
        String traces = folder.toString();
        AtomicInteger asked = new AtomicInteger();
        try (ProcessPool pool = poolBuilder()
                .processes(1)
                .retries(2)
                .retryIf(death -> asked.incrementAndGet() > 0)
                .build()) {
            assertThat(pool.map(item -> new Deadly(traces, 2, item), List.of(0, 1), chunkSize))
                    .containsExactly(new Deadly(traces, 2, 0), new Deadly(traces, 2, 1));
        }
        assertThat(asked).hasValue(2);
        assertThat(count(folder)).isEqualTo(2);
    }

    @Test
    void whatAlwaysKillsIsGivenUp() throws Exception {
        String traces = folder.toString();
        try (ProcessPool pool = poolBuilder().processes(1).retries(2).build()) {
            assertThatThrownBy(() -> pool.map(item -> new Deadly(traces, 1000, item), List.of(0, 1), 2))
                    .isInstanceOfSatisfying(WorkerTerminatedException.class, e -> {
                        assertThat(e).hasMessageContaining("it has killed 3 workers");
                        assertThat(e.workersLost()).isEqualTo(3);
                    });
            assertThat(pool.apply(() -> 7)).isEqualTo(7);
        }
        assertThat(count(folder)).isEqualTo(3);
    }
}
