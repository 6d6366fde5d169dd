package io.multiproc.core.pool;

import static io.multiproc.Multiprocessing.sharedInt;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.multiproc.pool.AsyncResult;
import io.multiproc.pool.FailedTask;
import io.multiproc.pool.Outcome;
import io.multiproc.pool.PoolProgress;
import io.multiproc.pool.RemoteTaskException;
import io.multiproc.pool.WorkerInsights;
import io.multiproc.reduction.NotSendableException;
import io.multiproc.shared.SharedInt;
import io.multiproc.testkit.Conforms;
import java.io.FileNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What tasks throw, and what cannot be sent. */
abstract class ErrorsCases {

    private static final Duration LONG = Duration.ofSeconds(50);

    @Test
    @Conforms({"_TestPool.test_traceback", "_TestPool.test_wrapped_exception"})
    void uncheckedOnesArriveAsTheyAreWithTheRemoteStack() {
        Throwable thrown = catchThrowable(() -> PoolContract.pool.map(PoolTasks::failAtThree, List.of(1, 2, 3, 4), 1));

        assertThat(thrown).isExactlyInstanceOf(IllegalStateException.class).hasMessage("three");
        assertThat(thrown.getStackTrace()[0].getMethodName()).isEqualTo("failAtThree");
        assertThat(thrown.getSuppressed()).singleElement().isInstanceOfSatisfying(RemoteTaskException.class, e -> {
            assertThat(e.getMessage())
                    .contains("(item 2) failed in ProcessPool-")
                    .contains("three");
            assertThat(e.remoteStackTrace()).contains("PoolTasks.failAtThree(PoolTasks.java:");
            assertThat(e.pid()).isPositive();
            assertThat(e.item()).hasValue(2);
        });
    }

    @Test
    void checkedOnesAreTheCauseOfARemoteTaskException() {
        assertThatThrownBy(() -> PoolContract.pool.apply(PoolTasks::checked))
                .isInstanceOf(RemoteTaskException.class)
                .hasCauseInstanceOf(FileNotFoundException.class)
                .hasRootCauseMessage("no such file");
    }

    @Test
    void errorsArriveAsTheyAre() {
        assertThatThrownBy(() -> PoolContract.pool.apply(PoolTasks::error))
                .isInstanceOf(StackOverflowError.class)
                .hasMessage("deep");
    }

    /** The JVM's own takes no suppressed exceptions. */
    @Test
    void aFullStackSaysWhichTaskItWas() {
        assertThatThrownBy(() -> PoolContract.pool.apply(PoolTasks::deeper, 1))
                .isExactlyInstanceOf(StackOverflowError.class)
                .satisfies(e -> {
                    assertThat(e.getStackTrace()[0].getMethodName()).isEqualTo("deeper");
                    assertThat(e.getSuppressed()).hasSize(1).hasOnlyElementsOfType(RemoteTaskException.class);
                    assertThat(FailedTask.of(e)).isPresent();
                });
    }

    /** Takes no suppressed exceptions; its cause does. */
    private static final class Plain extends RuntimeException {

        private static final long serialVersionUID = 1;

        Plain(Throwable cause) {
            super("plain", cause, false, false);
        }
    }

    static int plain(int item) {
        throw new Plain(new IllegalStateException("why"));
    }

    @Test
    void thatTakeNoSuppressedOnesSayItWithTheirCause() {
        assertThatThrownBy(() -> PoolContract.pool.map(ErrorsCases::plain, List.of(5)))
                .isExactlyInstanceOf(Plain.class)
                .satisfies(e -> {
                    assertThat(e.getSuppressed()).isEmpty();
                    assertThat(e.getCause().getSuppressed())
                            .singleElement()
                            .isInstanceOfSatisfying(
                                    RemoteTaskException.class,
                                    remote -> assertThat(remote.item()).hasValue(0));
                    assertThat(FailedTask.of(e)).isPresent();
                });
    }

    @Test
    void aRepeatedGetThrowsAgain() throws Exception {
        AsyncResult<Object> result = PoolContract.pool.applyAsync(PoolTasks::error);
        assertThatThrownBy(result::get).isInstanceOf(StackOverflowError.class);
        assertThatThrownBy(result::get).isInstanceOf(StackOverflowError.class);
        assertThat(result.isSuccessful()).isFalse();
    }

    @Test
    void aTaskThatCannotBeSentFailsAtOnce() throws Exception {
        Thread thread = new Thread();
        assertThatThrownBy(() -> PoolContract.pool.applyAsync(t -> t, thread)).isInstanceOf(NotSendableException.class);
        assertThat(PoolContract.pool.apply(PoolTasks::square, 2)).isEqualTo(4);
    }

    @Test
    void anItemThatCannotBeSentFailsTheMapAfterTheOthers() throws Exception {
        List<Object> items = new ArrayList<>(List.of("a", "b"));
        items.add(new Thread());
        assertThatThrownBy(() -> PoolContract.pool.map(item -> item, items, 1))
                .isInstanceOf(NotSendableException.class);
        assertThat(PoolContract.pool.apply(PoolTasks::square, 2)).isEqualTo(4);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 100})
    void theItemsAroundOneThatCannotBeSentAreFinished(int chunkSize) {
        SharedInt runs = sharedInt(0);
        List<Object> items = new ArrayList<>(IntStream.range(0, 100).boxed().toList());
        items.set(5, new Thread());
        assertThatThrownBy(() -> PoolContract.pool.map(item -> runs.getAndAdd(1), items, chunkSize))
                .isInstanceOf(NotSendableException.class);
        assertThat(runs.get()).isEqualTo(99);
    }

    static Object threadAtFour(int item, SharedInt runs) throws InterruptedException {
        runs.getAndAdd(1);
        Thread.sleep(2); // long enough to be sent by itself, where results are sent now and then
        return item == 4 ? new Thread() : item;
    }

    @Test
    void theItemsBehindAResultThatCannotBeSentAreRun() {
        SharedInt runs = sharedInt(0);
        List<Integer> items = IntStream.range(0, 20).boxed().toList();
        assertThatThrownBy(() -> PoolContract.pool.map(item -> threadAtFour(item, runs), items, 20))
                .isInstanceOf(NotSendableException.class);
        assertThat(runs.get()).isEqualTo(20);
        List<PoolProgress> told = new CopyOnWriteArrayList<>();
        assertThatThrownBy(() ->
                        PoolContract.pool.withProgress(told::add).map(item -> threadAtFour(item, runs), items, 20))
                .isInstanceOf(NotSendableException.class);
        assertThat(runs.get()).isEqualTo(40);
        assertThat(told.get(told.size() - 1).done()).isEqualTo(20);
        assertThat(told.get(told.size() - 1).failed()).isEqualTo(1);
    }

    static Object everyThird(int item) {
        return item % 3 == 0 ? item : new Thread("" + item);
    }

    @Test
    void resultsThatCanBeSentArriveBetweenThoseThatCannot() throws InterruptedException {
        for (int size : new int[] {1, 2, 9, 10, 11}) {
            List<Outcome<Object>> outcomes =
                    PoolContract.pool.collectingAll().map(ErrorsCases::everyThird, range(size), size);
            assertThat(outcomes).hasSize(size);
            for (Outcome<Object> outcome : outcomes) {
                if (outcome.index() % 3 == 0) {
                    assertThat(outcome.value()).isEqualTo(outcome.index());
                } else {
                    assertThat(outcome.failure())
                            .isInstanceOf(NotSendableException.class)
                            .hasMessageContaining("Thread");
                }
            }
        }
    }

    /** A million of them are one failure, not as many. */
    @Test
    void aMapOfNothingButResultsThatCannotBeSentFails() throws InterruptedException {
        assertThatThrownBy(() -> PoolContract.pool.map(item -> new Thread(), range(20_000), 20_000))
                .isInstanceOf(NotSendableException.class);
        assertThat(PoolContract.pool.apply(PoolTasks::square, 2)).isEqualTo(4);
    }

    private static List<Integer> range(int end) {
        return IntStream.range(0, end).boxed().toList();
    }

    @Test
    void anErrorThatCameBeforeOneThatCannotBeSentIsThrown() {
        long before = tasksDone();
        Iterable<Object> items = () -> Stream.<Object>of(3, new Thread())
                .map(item -> {
                    if (item instanceof Thread) { // this is read when the other one has failed
                        Awaitility.await().atMost(LONG).until(() -> tasksDone() > before);
                    }
                    return item;
                })
                .iterator();
        assertThatThrownBy(() -> PoolContract.pool.map(item -> PoolTasks.failAtThree((Integer) item), items, 1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("three");
    }

    private static long tasksDone() {
        return PoolContract.pool.workers().stream()
                .mapToLong(WorkerInsights::tasksDone)
                .sum();
    }

    @Test
    void oneThatCannotBeSentEndsAMapThatFailsFast(@TempDir Path folder) throws Exception {
        Path go = folder.resolve("go");
        String file = go.toString();
        AsyncResult<List<Integer>> result = PoolContract.pool
                .failingFast()
                .mapAsync(item -> PoolTasks.squareAfter(file, 3), List.of("a", new Thread()), 1, r -> {}, e -> {});
        try {
            assertThatThrownBy(() -> result.get(LONG)).isInstanceOf(NotSendableException.class);
        } finally {
            Files.createFile(go);
        }
    }

    @Test
    void anExceptionThatCannotBeSentArrivesAsText() {
        assertThatThrownBy(() -> PoolContract.pool.apply(PoolTasks::unsendableException))
                .isInstanceOf(RemoteTaskException.class)
                .hasMessageContaining("CarriesThread: told as text")
                .hasMessageContaining("PoolTasks.unsendableException");
    }
}
