package io.multiproc.core.pool;

import static io.multiproc.Multiprocessing.context;
import static org.assertj.core.api.Assertions.assertThat;

import io.multiproc.pool.ProcessPool;
import io.multiproc.pool.ResultIterator;
import io.multiproc.pool.WorkerInsights;
import io.multiproc.process.StartMethod;
import io.multiproc.testkit.CleanExit;
import io.multiproc.testkit.programs.Programs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What the builder says of work in flight holds for all calls: here while no worker has done anything. */
@ExtendWith(CleanExit.class)
class InFlightTest {

    private static final int MIB = 1 << 20;

    /** Two of each worker's are read where nothing says less. */
    private static final int WORKERS = 4;

    @TempDir
    Path folder;

    private final AtomicInteger read = new AtomicInteger();

    private static ProcessPool pool(int tasks, long bytes) {
        return context(StartMethod.THREAD)
                .poolBuilder()
                .processes(WORKERS)
                .inFlight(tasks, bytes)
                .build();
    }

    private <T> Iterable<T> endless(Supplier<T> item) {
        return () -> Stream.generate(() -> {
                    read.incrementAndGet();
                    return item.get();
                })
                .iterator();
    }

    static int await(String go, Object item) throws InterruptedException {
        Programs.awaitFile(Path.of(go));
        return item instanceof byte[] bytes ? bytes.length : 0;
    }

    @Test
    void aNumberOfTasks() throws Exception {
        assertThat(readBy(pool(3, MIB), endless(() -> 1), 0)).isEqualTo(3);
    }

    @Test
    void bytesOfArguments() throws Exception {
        assertThat(readBy(pool(100, 2 * MIB), endless(() -> new byte[MIB]), MIB))
                .isEqualTo(2);
    }

    private int readBy(ProcessPool created, Iterable<?> items, int result) throws Exception {
        Path go = folder.resolve("go");
        String name = go.toString();
        try (ProcessPool pool = created;
                ResultIterator<Integer> results = pool.imap(item -> await(name, item), items)) {
            int count = read.get();
            Files.createFile(go);
            assertThat(results.next()).isEqualTo(result);
            return count;
        }
    }

    static int length(byte[] item) {
        return item.length;
    }

    /** By time alone there would be many items in a chunk. */
    @Test
    void aMeasuredChunkIsNoLargerThanItIsWorth() throws Exception {
        List<byte[]> items = Collections.nCopies(400, new byte[100 * 1024]);
        try (ProcessPool pool = pool(100, 64L * MIB)) {
            assertThat(pool.withAdaptiveChunks().map(InFlightTest::length, items))
                    .hasSize(400);
            assertThat(pool.workers().stream()
                            .mapToLong(WorkerInsights::tasksDone)
                            .sum())
                    .isEqualTo(400);
        }
    }
}
