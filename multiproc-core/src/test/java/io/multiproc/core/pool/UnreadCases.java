package io.multiproc.core.pool;

import static io.multiproc.Multiprocessing.sharedInt;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.multiproc.function.SerializableFunction;
import io.multiproc.pool.Arguments;
import io.multiproc.pool.AsyncResult;
import io.multiproc.pool.FailedTask;
import io.multiproc.pool.Outcome;
import io.multiproc.pool.PoolProgress;
import io.multiproc.pool.ProcessPool;
import io.multiproc.pool.RemoteTaskException;
import io.multiproc.pool.ResultIterator;
import io.multiproc.reduction.UnreadableMessageException;
import io.multiproc.shared.SharedInt;
import java.io.IOException;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Arguments, results and exceptions that can be sent and not be read: nobody but their item fails. */
abstract class UnreadCases {

    private static final Duration LONG = Duration.ofSeconds(50);
    private static final int COUNT = 20;

    /** Cannot be read, anywhere, if it is broken. */
    static final class Thing {
        final int number;
        final boolean broken;
        final Object part;

        Thing(int number, boolean broken, Object part) {
            this.number = number;
            this.broken = broken;
            this.part = part;
        }

        private Object readResolve() {
            if (broken) {
                throw new IllegalStateException("thing " + number);
            }
            return this;
        }

        @Override
        public String toString() {
            return "thing " + number;
        }
    }

    static final class BrokenException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        BrokenException(String message) {
            super(message);
        }

        private void readObject(ObjectInputStream in) throws IOException {
            throw new InvalidObjectException("no such exception here");
        }
    }

    static int number(Thing thing) {
        return thing.number;
    }

    static Thing made(int number) {
        return new Thing(number, number == 4 || number == 13, "made");
    }

    private static ProcessPool pool() {
        return PoolContract.pool;
    }

    private static List<Thing> things(int... broken) {
        List<Integer> which = IntStream.of(broken).boxed().toList();
        List<Object> part = new ArrayList<>(List.of("shared by all"));
        return IntStream.range(0, COUNT)
                .mapToObj(i -> new Thing(i, which.contains(i), part))
                .toList();
    }

    private static List<Integer> numbers() {
        return IntStream.range(0, COUNT).boxed().toList();
    }

    private static void checkArgument(Throwable thrown, int item) {
        assertThat(thrown)
                .isExactlyInstanceOf(UnreadableMessageException.class)
                .hasMessageContaining(" (item " + item + ") was not run: its argument cannot be read in worker ")
                .hasMessageContaining(
                        "IllegalStateException: thing " + item + " (both processes need the same classes");
        assertThat(thrown.getCause())
                .isExactlyInstanceOf(IllegalStateException.class)
                .hasMessage("thing " + item);
        assertThat(thrown.getSuppressed()).singleElement().isInstanceOfSatisfying(RemoteTaskException.class, remote -> {
            assertThat(remote).hasMessageContaining("(item " + item + ") failed in ");
            assertThat(remote.remoteStackTrace()).contains("UnreadCases$Thing.readResolve");
            assertThat(remote.pid()).isPositive();
        });
    }

    private static void checkResult(Throwable thrown, int item) {
        assertThat(thrown)
                .isExactlyInstanceOf(UnreadableMessageException.class)
                .hasMessageContaining("the result of task ")
                .hasMessageContaining(" (item " + item + "), which was run in worker ")
                .hasMessageContaining("), cannot be read here: ")
                .hasMessageContaining("java.lang.IllegalStateException: thing " + item + " (both processes need");
        assertThat(thrown.getCause())
                .isExactlyInstanceOf(IllegalStateException.class)
                .hasMessage("thing " + item);
    }

    @Test
    void anArgumentOfASingleCallFailsItAndTellsItsCallbacks() throws Exception {
        AsyncResult<Integer> result = pool().applyAsync(UnreadCases::number, new Thing(7, true, "part"));
        CompletableFuture<Throwable> told = new CompletableFuture<>();
        result.onError(told::complete);
        Throwable thrown = catchThrowable(() -> result.get(LONG));
        assertThat(thrown)
                .isExactlyInstanceOf(UnreadableMessageException.class)
                .hasMessageContaining(" was not run: what was sent for it cannot be read in worker ")
                .hasMessageContaining("IllegalStateException: thing 7")
                .hasCauseExactlyInstanceOf(IllegalStateException.class);
        assertThat(told.get()).isSameAs(thrown);
        assertThat(result.isSuccessful()).isFalse();
        assertThat(pool().apply(UnreadCases::number, new Thing(8, false, "part")))
                .isEqualTo(8);
    }

    @Test
    void aResultOfASingleCallFailsItAndTellsItsCallbacks() throws Exception {
        AsyncResult<Thing> result = pool().applyAsync(UnreadCases::made, 4);
        CompletableFuture<Throwable> told = new CompletableFuture<>();
        result.onError(told::complete);
        Throwable thrown = catchThrowable(() -> result.get(LONG));
        assertThat(thrown)
                .isExactlyInstanceOf(UnreadableMessageException.class)
                .hasMessageContaining("the result of task ")
                .hasMessageContaining("IllegalStateException: thing 4")
                .hasCauseExactlyInstanceOf(IllegalStateException.class);
        assertThat(told.get()).isSameAs(thrown);
        assertThat(result.isSuccessful()).isFalse();
        assertThat(pool().applyAsync(UnreadCases::made, 5).get(LONG)).hasToString("thing 5");
    }

    @Test
    void anExecutorThrowsThemAsCauses() {
        Thing bad = new Thing(1, true, "part");
        assertThatThrownBy(() -> pool().asExecutorService().submit(task(bad)).get())
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(UnreadableMessageException.class);
        assertThatThrownBy(() -> pool().asExecutorService().submit(task(13)).get())
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(UnreadableMessageException.class);
    }

    private static Callable<Object> task(Thing thing) {
        return (Callable<Object> & Serializable) () -> thing.number;
    }

    private static Callable<Object> task(int number) {
        return (Callable<Object> & Serializable) () -> made(number);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 20})
    void anArgumentFailsAMapWhenAllOthersAreDone(int chunkSize) {
        SharedInt runs = sharedInt(0);
        SerializableFunction<Thing, Integer> counted = thing -> runs.getAndAdd(1);
        checkArgument(catchThrowable(() -> pool().map(counted, things(4), chunkSize)), 4);
        assertThat(runs.get()).isEqualTo(COUNT - 1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 20})
    void aResultFailsAMapWhenAllAreDoneOnce(int chunkSize) {
        SharedInt runs = sharedInt(0);
        SerializableFunction<Integer, Thing> counted = number -> {
            runs.getAndAdd(1);
            return new Thing(number, number == 4, "made");
        };
        checkResult(catchThrowable(() -> pool().map(counted, numbers(), chunkSize)), 4);
        assertThat(runs.get()).isEqualTo(COUNT);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 6, 20})
    void eachHasItsOwnOutcome(int chunkSize) throws Exception {
        for (Outcome<Integer> outcome : pool().collectingAll().map(UnreadCases::number, things(0, 4, 13), chunkSize)) {
            switch (outcome.index()) {
                case 0, 4, 13 -> checkArgument(outcome.failure(), outcome.index());
                default -> assertThat(outcome.value()).isEqualTo(outcome.index());
            }
        }
        for (Outcome<Thing> outcome : pool().collectingAll().map(UnreadCases::made, numbers(), chunkSize)) {
            switch (outcome.index()) {
                case 4, 13 -> checkResult(outcome.failure(), outcome.index());
                default -> assertThat(outcome.value()).hasToString("thing " + outcome.index());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 6})
    void iterationsGoOnBehindThem(int chunkSize) {
        try (ResultIterator<Integer> results = pool().imap(UnreadCases::number, things(4, 13), chunkSize)) {
            for (int i = 0; i < COUNT; i++) {
                if (i == 4 || i == 13) {
                    checkArgument(catchThrowable(results::next), i);
                } else {
                    assertThat(results.next()).isEqualTo(i);
                }
            }
            assertThatThrownBy(results::next).isInstanceOf(NoSuchElementException.class);
        }
        try (ResultIterator<Thing> results = pool().imap(UnreadCases::made, numbers(), chunkSize)) {
            for (int i = 0; i < COUNT; i++) {
                if (i == 4 || i == 13) {
                    checkResult(catchThrowable(results::next), i);
                } else {
                    assertThat(results.next()).hasToString("thing " + i);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 6})
    void unorderedOnesToo(int chunkSize) {
        TreeSet<Integer> numbers = new TreeSet<>();
        List<Throwable> failures = new ArrayList<>();
        try (ResultIterator<Integer> results = pool().imapUnordered(UnreadCases::number, things(4, 13), chunkSize)) {
            while (results.hasNext()) {
                try {
                    numbers.add(results.next());
                } catch (UnreadableMessageException e) {
                    failures.add(e);
                }
            }
        }
        assertThat(numbers).hasSize(COUNT - 2).doesNotContain(4, 13);
        assertThat(failures).hasSize(2);
    }

    static int sum(Thing thing, int other) {
        return thing.number + other;
    }

    @Test
    void severalArgumentsFailTheirItem() throws Exception {
        List<Arguments.Of2<Thing, Integer>> items = things(4).stream()
                .map(thing -> Arguments.of(thing, thing.number))
                .toList();
        checkArgument(catchThrowable(() -> pool().starmap(UnreadCases::sum, items, 7)), 4);
        List<Outcome<Integer>> outcomes = pool().collectingAll().starmap(UnreadCases::sum, items, 7);
        checkArgument(outcomes.get(4).failure(), 4);
        assertThat(outcomes.get(5).value()).isEqualTo(10);
    }

    @Test
    void whatSharesPartsWithThemIsRead() throws Exception {
        byte[] table = new byte[100_000];
        table[7] = 7;
        List<Object> parts = List.of(new Thing(0, true, "other"), table);
        List<Thing> items = List.of(new Thing(1, false, parts), new Thing(2, false, table), new Thing(3, false, table));
        List<Outcome<Integer>> outcomes = pool().collectingAll().map(thing -> (int) ((byte[]) thing.part)[7], items, 3);
        assertThat(outcomes).extracting(Outcome::isSuccessful).containsExactly(false, true, true);
        assertThat(outcomes.get(2).value()).isEqualTo(7);
    }

    @Test
    void aMapThatFailsFastBeginsNothingOfTheirChunk() {
        SharedInt runs = sharedInt(0);
        SerializableFunction<Thing, Integer> counted = thing -> runs.getAndAdd(1);
        checkArgument(catchThrowable(() -> pool().failingFast().map(counted, things(13), COUNT)), 13);
        assertThat(runs.get()).isZero();
        checkResult(catchThrowable(() -> pool().failingFast().map(UnreadCases::made, numbers(), COUNT)), 4);
    }

    @Test
    void theFirstErrorOfAChunkIsThrown() {
        SerializableFunction<Thing, Integer> failing = thing -> {
            if (thing.number == 7) {
                throw new UnsupportedOperationException("seven");
            }
            return thing.number;
        };
        checkArgument(catchThrowable(() -> pool().map(failing, things(4), COUNT)), 4);
        assertThatThrownBy(() -> pool().map(failing, things(13), COUNT)).hasMessage("seven");
    }

    @Test
    void progressCountsThem() throws Exception {
        List<PoolProgress> told = new CopyOnWriteArrayList<>();
        assertThatThrownBy(() -> pool().withProgress(told::add).map(UnreadCases::number, things(4, 13), 10))
                .isInstanceOf(UnreadableMessageException.class);
        PoolProgress last = told.get(told.size() - 1);
        assertThat(last.done()).isEqualTo(COUNT);
        assertThat(last.failed()).isEqualTo(2);
    }

    @Test
    void callsWithATimeLimitAndCallbacksTellOfThem() {
        checkArgument(catchThrowable(() -> pool().withTaskTimeout(LONG).map(UnreadCases::number, things(4), 5)), 4);
        CompletableFuture<Throwable> told = new CompletableFuture<>();
        AsyncResult<List<Integer>> result =
                pool().mapAsync(UnreadCases::number, things(13), 5, results -> {}, told::complete);
        checkArgument(catchThrowable(() -> result.get(LONG)), 13);
        checkArgument(told.join(), 13);
    }

    static int orThrow(int number) {
        if (number == 4) {
            throw new BrokenException("told as text");
        }
        return number;
    }

    @Test
    void anExceptionIsToldAsTextForItsItemOnly() throws Exception {
        for (Outcome<Integer> outcome : pool().collectingAll().map(UnreadCases::orThrow, numbers(), 6)) {
            if (outcome.index() == 4) {
                assertThat(outcome.failure())
                        .isExactlyInstanceOf(RemoteTaskException.class)
                        .hasMessageContaining("(item 4)")
                        .hasMessageContaining("BrokenException: told as text")
                        .hasMessageContaining("UnreadCases.orThrow");
            } else {
                assertThat(outcome.value()).isEqualTo(outcome.index());
            }
        }
    }

    /** Says how often it is read here. */
    static final class Counted {
        static final AtomicInteger READ = new AtomicInteger();
        final String part = "part";

        private Object readResolve() {
            READ.incrementAndGet();
            return this;
        }
    }

    /** It may hold live objects, which a worker has got. */
    @Test
    void whatWasSentIsNotReadHereToTellOfThem() throws InterruptedException {
        long worker = pool().apply(UnreadCases::pid);
        int before = Counted.READ.get();
        List<Thing> items = IntStream.range(0, 4)
                .mapToObj(i -> new Thing(i, i == 2, new Counted()))
                .toList();
        checkArgument(catchThrowable(() -> pool().map(UnreadCases::number, items, 4)), 2);
        int inThreads = worker == ProcessHandle.current().pid() ? items.size() : 0;
        assertThat(Counted.READ.get()).isEqualTo(before + inThreads);
    }

    private static long pid() {
        return ProcessHandle.current().pid();
    }

    @Test
    void afterThatTheyCanBeRunAgainWhichSaysTheSame() throws Exception {
        FailedTask task = FailedTask.of(catchThrowable(() -> pool().map(UnreadCases::number, things(4), 10))
                        .getSuppressed()[0])
                .orElseThrow();
        assertThatThrownBy(task::replayHere)
                .isInstanceOf(UnreadableMessageException.class)
                .hasMessageContaining("IllegalStateException: thing 4");
    }
}
