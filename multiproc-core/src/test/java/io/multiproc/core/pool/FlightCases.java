package io.multiproc.core.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multiproc.pool.PoolCalls;
import io.multiproc.pool.ResultIterator;
import io.multiproc.pool.WorkerInsights;
import io.multiproc.pool.WorkerReport;
import io.multiproc.testkit.programs.Programs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How much of a call is in flight, and in chunks of which size. */
abstract class FlightCases {

    private static final int MIB = 1 << 20;

    /** A mebibyte as soon as there is that file. */
    static byte[] mebibyteAfter(String go, int item) throws InterruptedException {
        Programs.awaitFile(Path.of(go));
        byte[] bytes = new byte[MIB];
        Arrays.fill(bytes, (byte) item);
        return bytes;
    }

    static int length(byte[] item) {
        return item.length;
    }

    private static Iterable<Integer> counted(AtomicInteger read) {
        return () -> Stream.generate(read::getAndIncrement).iterator();
    }

    /** What was read and not asked for by a consumer so slow that the workers have done all that they got. */
    private static int ahead(ResultIterator<?> results, AtomicInteger read, int taken) {
        assertThat(results.hasNext()).isTrue();
        Awaitility.await()
                .atMost(Duration.ofSeconds(50))
                .pollInterval(Duration.ofMillis(1))
                .until(() -> PoolContract.pool.workers().stream().allMatch(worker -> worker.tasksHeld() == 0));
        return read.get() - taken;
    }

    private static long done() {
        return PoolContract.pool.workers().stream()
                .mapToLong(WorkerInsights::tasksDone)
                .sum();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aSlowConsumerOfLargeResultsSlowsThePool(boolean ordered, @TempDir Path folder) throws Exception {
        String go = folder.resolve("go").toString();
        AtomicInteger read = new AtomicInteger();
        PoolCalls pool = PoolContract.pool.withInFlight(100, 4 * MIB + MIB / 2);
        List<Integer> ahead = new ArrayList<>();
        try (ResultIterator<byte[]> results = ordered
                ? pool.imap(item -> mebibyteAfter(go, item), counted(read))
                : pool.imapUnordered(item -> mebibyteAfter(go, item), counted(read))) {
            Files.createFile(Path.of(go)); // not before: a result that is there already ends the reading ahead
            for (int i = 0; i < 30; i++) {
                assertThat(results.next()).hasSize(MIB);
                ahead.add(ahead(results, read, i + 1));
            }
        }
        assertThat(ahead.subList(4, 30)).as("4.5 MiB at most").allMatch(count -> count <= 4);
        assertThat(ahead).as("two for each of two workers at first").allMatch(count -> count <= 5);
        assertThat(ahead.subList(4, 30)).as("workers are busy").anyMatch(count -> count >= 3);
    }

    @Test
    void largeArgumentsAreBoundedInAMap() throws Exception {
        AtomicInteger read = new AtomicInteger();
        AtomicLong most = new AtomicLong();
        long before = done();
        Iterable<byte[]> input = () -> new Iterator<>() {
            @Override
            public boolean hasNext() {
                return read.get() < 40;
            }

            @Override
            public byte[] next() {
                most.accumulateAndGet(read.incrementAndGet() - (done() - before), Math::max);
                return new byte[MIB];
            }
        };
        List<Integer> lengths = PoolContract.pool.withInFlight(1000, 2 * MIB).map(FlightCases::length, input, 1);
        assertThat(lengths).hasSize(40).containsOnly(MIB);
        assertThat(most.get()).as("two, or one more that is being read").isBetween(2L, 3L);
    }

    @Test
    void theNumberOfChunksIsBounded() throws Exception {
        AtomicInteger read = new AtomicInteger();
        try (ResultIterator<Integer> results =
                PoolContract.pool.withInFlight(3, MIB).imap(PoolTasks::square, counted(read))) {
            for (int i = 0; i < 10; i++) {
                assertThat(results.next()).isEqualTo(i * i);
                assertThat(ahead(results, read, i + 1)).isLessThanOrEqualTo(3);
            }
        }
        List<Integer> items = IntStream.range(0, 100).boxed().toList();
        assertThat(PoolContract.pool.withInFlight(1, 1).map(PoolTasks::square, items, 7))
                .hasSize(100);
        assertThatThrownBy(() -> PoolContract.pool.withInFlight(0, 5))
                .hasMessage("tasks and bytes in flight must be >= 1: tasks=0, bytes=5");
    }

    @Test
    void chunksMayGetTheirSizeByWhatIsMeasured() throws Exception {
        PoolCalls pool = PoolContract.pool.withAdaptiveChunks();
        long before = PoolContract.pool.insights().workers().stream()
                .mapToLong(WorkerReport::tasks)
                .sum();
        List<Integer> items = IntStream.range(0, 40_000).boxed().toList();
        List<Integer> squares = items.stream().map(PoolTasks::square).toList();
        assertThat(pool.map(PoolTasks::square, items)).isEqualTo(squares);
        assertThat(pool.mapAsync(PoolTasks::square, items).get()).isEqualTo(squares);
        List<Integer> ordered = new ArrayList<>();
        pool.imap(PoolTasks::square, items).forEachRemaining(ordered::add);
        assertThat(ordered).isEqualTo(squares);
        assertThat(pool.imapUnordered(PoolTasks::square, items)).toIterable().hasSize(40_000);
        assertThat(pool.map(PoolTasks::square, List.<Integer>of())).isEmpty();
        long tasks = PoolContract.pool.insights().workers().stream()
                        .mapToLong(WorkerReport::tasks)
                        .sum()
                - before;
        assertThat(tasks).as("of 160,000 items").isLessThan(40_000);
    }
}
