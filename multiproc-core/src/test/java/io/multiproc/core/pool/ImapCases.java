package io.multiproc.core.pool;

import static io.multiproc.Multiprocessing.sharedInt;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multiproc.pool.ResultIterator;
import io.multiproc.reduction.NotSendableException;
import io.multiproc.shared.SharedInt;
import io.multiproc.testkit.Conforms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A function over many items, the results one by one. */
abstract class ImapCases {

    private static List<Integer> numbers(int count) {
        return IntStream.range(0, count).boxed().toList();
    }

    private static List<Integer> squares(int count) {
        return IntStream.range(0, count).map(PoolTasks::square).boxed().toList();
    }

    /** Numbers from 0 on; throws where it is told to. */
    private static Iterable<Integer> failingAt(int at) {
        return () -> IntStream.iterate(0, i -> i + 1)
                .map(i -> {
                    if (i == at) {
                        throw new UnsupportedOperationException("item " + at);
                    }
                    return i;
                })
                .iterator();
    }

    /** As code of languages without checked exceptions does. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // no cast takes place
    private static <E extends Throwable> void throwUndeclared(Throwable thrown) throws E {
        throw (E) thrown;
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aCheckedErrorOfTheInputComesAfterTheCompleteChunksToo(boolean ordered) {
        Iterable<Integer> input = () -> IntStream.range(0, 100)
                .peek(i -> {
                    if (i == 7) {
                        ImapCases.<RuntimeException>throwUndeclared(new IOException("item 7"));
                    }
                })
                .iterator();
        ResultIterator<Integer> results = imap(ordered, input, 2);
        List<Integer> good = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            good.add(results.next());
        }
        assertThat(good).containsExactlyInAnyOrder(0, 1, 4, 9, 16, 25);
        assertThatThrownBy(results::next).isInstanceOf(IOException.class).hasMessage("item 7");
        assertThat(results.hasNext()).isFalse();
    }

    @Test
    void anInputWithoutAnIteratorIsAMistake() {
        @SuppressWarnings("NullAway") // that is what it is about
        Iterable<Integer> none = () -> null;
        assertThatThrownBy(() -> imap(true, none, 1).next())
                .isInstanceOf(NullPointerException.class)
                .hasMessage("the iterator of the items");
    }

    private static ResultIterator<Integer> imap(boolean ordered, Iterable<Integer> items, int chunkSize) {
        return ordered
                ? PoolContract.pool.imap(PoolTasks::square, items, chunkSize)
                : PoolContract.pool.imapUnordered(PoolTasks::square, items, chunkSize);
    }

    @Test
    @Conforms("_TestPool.test_imap")
    void givesResultsInTheOrderOfTheItemsAndThenTheEndEveryTime() {
        ResultIterator<Integer> results = PoolContract.pool.imap(PoolTasks::square, numbers(10));
        for (int i = 0; i < 10; i++) {
            assertThat(results.next()).isEqualTo(i * i);
        }
        assertThatThrownBy(results::next).isInstanceOf(NoSuchElementException.class);
        assertThatThrownBy(results::next).isInstanceOf(NoSuchElementException.class);
        assertThat(results.hasNext()).isFalse();

        ResultIterator<Integer> chunks = PoolContract.pool.imap(PoolTasks::square, numbers(1000), 100);
        assertThat(chunks).toIterable().containsExactlyElementsOf(squares(1000));
        assertThatThrownBy(chunks::next).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    @Conforms("_TestPool.test_imap_unordered")
    void givesEachResultOnceInAnyOrder() {
        assertThat(PoolContract.pool.imapUnordered(PoolTasks::square, numbers(10)))
                .toIterable()
                .containsExactlyInAnyOrderElementsOf(squares(10));
        assertThat(PoolContract.pool.imapUnordered(PoolTasks::square, numbers(1000), 100))
                .toIterable()
                .containsExactlyInAnyOrderElementsOf(squares(1000));
    }

    @ParameterizedTest
    @CsvSource({"0, 1, 0", "0, 1, 0", "3, 1, 3", "7, 2, 6", "7, 4, 4"})
    @Conforms("_TestPool.test_imap_handle_iterable_exception")
    void anErrorOfTheInputComesAfterTheCompleteChunks(int at, int chunkSize, int before) {
        ResultIterator<Integer> results = imap(true, failingAt(at), chunkSize);
        for (int i = 0; i < before; i++) {
            assertThat(results.next()).isEqualTo(i * i);
        }
        assertThat(results.hasNext()).isTrue();
        assertThatThrownBy(results::next)
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessage("item " + at);
        assertThat(results.hasNext()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "0, 1", "3, 1", "7, 2"})
    @Conforms("_TestPool.test_imap_unordered_handle_iterable_exception")
    void anErrorOfTheInputComesAfterSomeResultsOfAnyOrder(int at, int chunkSize) {
        ResultIterator<Integer> results = imap(false, failingAt(at), chunkSize);
        Set<Integer> seen = new HashSet<>();
        assertThatThrownBy(() -> {
                    while (true) {
                        assertThat(seen.add(results.next())).isTrue();
                    }
                })
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessage("item " + at);
        assertThat(squares(at)).containsAll(seen);
    }

    @Test
    void anIterableThatCannotEvenBeginThrowsAtTheFirstNext() {
        Iterable<Integer> bad = () -> {
            throw new UnsupportedOperationException("no iterator");
        };
        ResultIterator<Integer> results = PoolContract.pool.imap(PoolTasks::square, bad);
        assertThatThrownBy(results::next).hasMessage("no iterator");
        assertThatThrownBy(results::next).isInstanceOf(NoSuchElementException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void anItemThatFailsThrowsAtItsPlaceAndTheOthersGoOn(int chunkSize) {
        ResultIterator<Integer> results =
                PoolContract.pool.imap(PoolTasks::failAtThree, List.of(1, 2, 3, 4, 5), chunkSize);
        assertThat(results.next()).isEqualTo(1);
        assertThat(results.next()).isEqualTo(2);
        assertThatThrownBy(results::next)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("three")
                .satisfies(e -> assertThat(e.getSuppressed()[0]).hasMessageContaining("(item 2) failed in"));
        assertThat(results.next()).isEqualTo(4);
        assertThat(results.next()).isEqualTo(5);
        assertThat(results.hasNext()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void anItemThatCannotBeSentEitherWayFailsAlone(int chunkSize) {
        List<Object> items = Arrays.asList("a", new Thread("item"), "unsendable", "b");
        ResultIterator<Object> results = PoolContract.pool.imap(PoolTasks::unsendableIfAsked, items, chunkSize);
        assertThat(results.next()).isEqualTo("a");
        assertThatThrownBy(results::next)
                .isInstanceOf(NotSendableException.class)
                .hasMessageContaining("(item 1) was not sent: cannot send java.lang.Thread");
        assertThatThrownBy(results::next).isInstanceOf(NotSendableException.class);
        assertThat(results.next()).isEqualTo("b");
        assertThat(results.hasNext()).isFalse();
    }

    @Test
    void readsAnEndlessInputNoFurtherThanItMust() {
        AtomicInteger read = new AtomicInteger();
        Iterable<Integer> endless = () -> Stream.generate(read::getAndIncrement).iterator();
        try (ResultIterator<Integer> results = PoolContract.pool.imap(PoolTasks::square, endless)) {
            for (int i = 0; i < 1000; i++) {
                assertThat(results.next()).isEqualTo(i * i);
                assertThat(read).hasValueLessThanOrEqualTo(i + 300);
            }
        }
    }

    @Test
    void aClosedOneHasEndedAndThePoolGoesOn() throws Exception {
        ResultIterator<Integer> results = PoolContract.pool.imap(PoolTasks::square, numbers(1000));
        assertThat(results.next()).isZero();
        results.close();
        results.close();
        assertThat(results.hasNext()).isFalse();
        assertThatThrownBy(results::next).isInstanceOf(NoSuchElementException.class);
        assertThat(PoolContract.pool.apply(PoolTasks::square, 3)).isEqualTo(9);
    }

    @Test
    void aResultThatIsLateIsNotLost(@TempDir Path folder) throws Exception {
        String go = folder.resolve("go").toString();
        ResultIterator<Integer> results = PoolContract.pool.imap(x -> PoolTasks.squareAfter(go, x), List.of(5));
        assertThatThrownBy(() -> results.next(Duration.ZERO)).isInstanceOf(TimeoutException.class);
        Files.createFile(Path.of(go));
        assertThat(results.next(Duration.ofSeconds(Long.MAX_VALUE))).isEqualTo(25);
        assertThatThrownBy(() -> results.next(Duration.ZERO)).isInstanceOf(NoSuchElementException.class);
    }

    /** Each that comes out of turn would begin the time anew. */
    @Test
    void resultsThatAreNotTheNextGiveItNoMoreTime(@TempDir Path folder) throws Exception {
        String go = folder.resolve("go").toString();
        SharedInt done = sharedInt(0);
        try (ResultIterator<Integer> results =
                PoolContract.pool.imap(x -> x == 0 ? PoolTasks.squareAfter(go, x) : count(done, x), numbers(1000))) {
            assertThatThrownBy(() -> results.next(Duration.ofMillis(300))).isInstanceOf(TimeoutException.class);
            assertThat(done.get())
                    .as("of more than two hundred that were handed over")
                    .isLessThan(150);
            Files.createFile(Path.of(go));
            assertThat(results.next()).isZero();
        }
    }

    private static int count(SharedInt done, int item) throws InterruptedException {
        Thread.sleep(50);
        done.getAndAdd(1);
        return item;
    }

    @Test
    void otherWorkersGoOnBehindAResultThatTakesItsTime() throws Exception {
        SharedInt done = sharedInt(0);
        try (ResultIterator<Integer> results =
                PoolContract.pool.imap(x -> x == 0 ? awaitDone(done, 100) : quickly(done, x), numbers(101))) {
            assertThat(results.next(Duration.ofSeconds(50))).isEqualTo(100);
            assertThat(results.next(Duration.ofSeconds(50))).isEqualTo(1);
        }
    }

    private static int quickly(SharedInt done, int item) {
        done.getAndAdd(1);
        return item;
    }

    private static int awaitDone(SharedInt done, int count) throws InterruptedException {
        while (done.get() < count) {
            Thread.sleep(5);
        }
        return done.get();
    }

    @Test
    void anInputThatNeedsAnEarlierResultGetsIt() {
        List<Integer> results = new ArrayList<>();
        Iterable<Integer> input = () -> new Iterator<>() {
            @Override
            public boolean hasNext() {
                return results.size() < 5;
            }

            @Override
            public Integer next() {
                return results.size();
            }
        };
        ResultIterator<Integer> squares = PoolContract.pool.imapUnordered(PoolTasks::square, input);
        while (results.size() < 5) {
            results.add(squares.next());
        }
        assertThat(results).contains(0);
        squares.close();
    }

    @Test
    void inputAndResultsMayBeStreams() throws Exception {
        assertThat(PoolContract.pool.map(
                        PoolTasks::square, IntStream.range(1, 4).boxed()::iterator))
                .containsExactly(1, 4, 9);
        assertThat(PoolContract.pool.imap(PoolTasks::square, numbers(10)).stream()
                        .mapToInt(i -> i)
                        .sum())
                .isEqualTo(285);
    }

    @Test
    void ofNothingIsNothing() {
        assertThat(PoolContract.pool.imap(PoolTasks::square, List.of())).isExhausted();
        assertThat(PoolContract.pool.imapUnordered(PoolTasks::square, List.of(), 7))
                .isExhausted();
    }

    @Test
    void anInterruptedThreadKeepsItsFlagAndLosesNoResult(@TempDir Path folder) throws Exception {
        String go = folder.resolve("go").toString();
        ResultIterator<Integer> results = PoolContract.pool.imap(x -> PoolTasks.squareAfter(go, x), List.of(5));
        Thread.currentThread().interrupt();
        assertThatThrownBy(results::next).hasMessageContaining("interrupted while waiting");
        assertThat(Thread.interrupted()).isTrue();
        Files.createFile(Path.of(go));
        assertThat(results.next()).isEqualTo(25);
    }
}
