package io.multiproc.core.pool;

import static io.multiproc.Multiprocessing.poolBuilder;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multiproc.pool.Outcome;
import io.multiproc.pool.PoolProgress;
import io.multiproc.pool.ProcessPool;
import io.multiproc.pool.ResultIterator;
import io.multiproc.pool.WorkerTerminatedException;
import io.multiproc.pool.WorkerTerminatedException.Verdict;
import io.multiproc.testkit.CleanExit;
import io.multiproc.testkit.programs.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A dead worker costs the item that killed it, and no other. */
@ExtendWith(CleanExit.class)
class BlameTest {

    @TempDir
    Path folder;

    /** The items 5, 6 and 40 die in different ways; each other run leaves a trace. */
    static int dieAtSome(String folder, int item) throws Exception {
        switch (item) {
            case 5 -> Programs.killSelf(9);
            case 6 -> Programs.exitWith(7);
            case 40 -> Programs.haltWith(9);
            default -> leaveTrace(folder, item);
        }
        return item;
    }

    private static void leaveTrace(String folder, int item) throws IOException {
        Files.createTempFile(Path.of(folder), item + "-", "");
    }

    static int dieTheFirstTimes(String folder, int times) throws Exception {
        leaveTrace(folder, 0);
        try (var traces = Files.list(Path.of(folder))) {
            if (traces.count() <= times) {
                Programs.killSelf(9);
            }
        }
        return times;
    }

    @ParameterizedTest
    @CsvSource({"1, true", "7, true", "50, true", "7, false"})
    void ofAChunkOnlyTheItemsFailThatKilledTheirWorker(int chunkSize, boolean ordered) throws Exception {
        String traces = folder.toString();
        Set<Integer> lost = new HashSet<>();
        List<Integer> results = new ArrayList<>();
        List<PoolProgress> told = new ArrayList<>();
        try (ProcessPool pool = poolBuilder().processes(2).build()) {
            List<Integer> items = IntStream.range(0, 50).boxed().toList();
            ResultIterator<Integer> each = ordered
                    ? pool.withProgress(told::add).imap(item -> dieAtSome(traces, item), items, chunkSize)
                    : pool.withProgress(told::add).imapUnordered(item -> dieAtSome(traces, item), items, chunkSize);
            while (each.hasNext()) {
                try {
                    results.add(each.next());
                } catch (WorkerTerminatedException e) {
                    int item = e.item().orElseThrow();
                    assertThat(e)
                            .hasMessageContaining("(item " + item + ")")
                            .hasMessageContaining("its argument: " + item);
                    assertThat(e.verdict())
                            .isEqualTo(item == 5 ? Verdict.KILLED : item == 6 ? Verdict.EXITED : Verdict.HALTED);
                    lost.add(item);
                    if (ordered) {
                        results.add(item);
                    }
                }
            }
        }
        assertThat(lost).containsExactlyInAnyOrder(5, 6, 40);
        assertThat(told).last().isEqualTo(new PoolProgress(50, 3, OptionalLong.of(50), true));
        if (ordered) {
            assertThat(results).isEqualTo(IntStream.range(0, 50).boxed().toList());
        } else {
            assertThat(results).hasSize(47).doesNotHaveDuplicates();
        }
        assertThat(itemsThatHaveRun()).contains(0, 4, 7, 39, 41, 49);
    }

    private Set<Integer> itemsThatHaveRun() throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(file ->
                            Integer.valueOf(file.getFileName().toString().replaceAll("-.*", "")))
                    .collect(Collectors.toSet());
        }
    }

    /** As an item does that throws. */
    @Test
    void theRestOfItsChunkIsNotRunByAMapUnlessThatCollects() throws Exception {
        String traces = folder.toString();
        List<Integer> items = IntStream.range(0, 30).boxed().toList();
        try (ProcessPool pool = poolBuilder().processes(2).build()) {
            assertThatThrownBy(() -> pool.map(item -> dieAtSome(traces, item), items, 10))
                    .isInstanceOfSatisfying(
                            WorkerTerminatedException.class,
                            e -> assertThat(e.item()).hasValue(5));
            Set<Integer> others = new HashSet<>(items);
            others.removeAll(Set.of(5, 6, 7, 8, 9));
            assertThat(itemsThatHaveRun()).isEqualTo(others);

            assertThat(pool.collectingAll().map(item -> dieAtSome(traces, item), items, 10))
                    .filteredOn(outcome -> !outcome.isSuccessful())
                    .extracting(Outcome::index)
                    .containsExactly(5, 6);
            others.addAll(Set.of(7, 8, 9));
            assertThat(itemsThatHaveRun()).isEqualTo(others);
        }
    }

    @Test
    void aTaskMayBeRunAgainUntilItHasKilledTooMany() throws Exception {
        String traces = folder.toString();
        try (ProcessPool pool = poolBuilder().processes(1).retries(2).build()) {
            assertThat(pool.apply(BlameTest::dieTheFirstTimes, traces, 2)).isEqualTo(2);
            assertThatThrownBy(() -> pool.apply(BlameTest::dieTheFirstTimes, traces, 100))
                    .isInstanceOfSatisfying(WorkerTerminatedException.class, e -> {
                        assertThat(e)
                                .hasMessageContaining("it has killed 3 workers")
                                .hasMessageContaining("its arguments: \"" + traces + "\", 100");
                        assertThat(e.workersLost()).isEqualTo(3);
                        assertThat(e.item()).isEmpty();
                    });
            assertThat(pool.apply(PoolTasks::square, 3)).isEqualTo(9);
        }
        assertThatThrownBy(() -> poolBuilder().retries(-1)).hasMessage("retries must be >= 0: retries=-1");
    }
}
