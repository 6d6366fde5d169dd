package io.multiproc.core.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multiproc.pool.Arguments;
import io.multiproc.pool.AsyncResult;
import io.multiproc.pool.Outcome;
import io.multiproc.pool.OutcomeCalls;
import io.multiproc.pool.PoolProgress;
import io.multiproc.pool.RemoteTaskException;
import io.multiproc.pool.ResultIterator;
import io.multiproc.reduction.NotSendableException;
import java.io.FileNotFoundException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Maps that collect the outcome of each item. */
abstract class CollectCases {

    private static final List<Integer> ITEMS = IntStream.range(0, 20).boxed().toList();

    static Object differently(Object item) throws Exception {
        if (item.equals(3)) {
            throw new IllegalStateException("three");
        }
        if (item.equals(7)) {
            throw new FileNotFoundException("seven");
        }
        if (item.equals(11)) {
            throw new StackOverflowError("eleven");
        }
        return item.equals(13) ? new Thread("cannot travel") : item;
    }

    static String text(int number, String name) {
        if (number == 2) {
            throw new IllegalArgumentException(name);
        }
        return number + name;
    }

    private static OutcomeCalls collecting() {
        return PoolContract.pool.collectingAll();
    }

    private static void check(List<? extends Outcome<?>> outcomes) {
        assertThat(outcomes).hasSize(20);
        for (Outcome<?> outcome : outcomes) {
            switch (outcome.index()) {
                case 3 ->
                    assertThat(outcome.failure())
                            .isInstanceOf(IllegalStateException.class)
                            .hasMessage("three");
                case 7 ->
                    assertThat(outcome.failure())
                            .isInstanceOf(RemoteTaskException.class)
                            .hasMessageContaining("(item 7)")
                            .hasCauseInstanceOf(FileNotFoundException.class);
                case 11 ->
                    assertThatThrownBy(outcome::value)
                            .isInstanceOf(StackOverflowError.class)
                            .hasMessage("eleven");
                case 13 -> assertThatThrownBy(outcome::value).isInstanceOf(NotSendableException.class);
                default -> {
                    assertThat(outcome.isSuccessful()).isTrue();
                    assertThat(outcome.value()).isEqualTo(outcome.index());
                    assertThatThrownBy(outcome::failure)
                            .hasMessage("item " + outcome.index()
                                    + " has a result and no failure (ask isSuccessful before)");
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 6, 20})
    void eachItemHasItsOwnOutcome(int chunkSize) throws Exception {
        List<Outcome<Object>> outcomes = collecting().map(CollectCases::differently, ITEMS, chunkSize);
        check(outcomes);
        assertThat(outcomes).extracting(Outcome::index).isEqualTo(ITEMS);
        assertThat(outcomes.get(3)).isInstanceOf(Outcome.Failure.class);
        assertThat(outcomes.get(4)).isEqualTo(new Outcome.Value<>(4, 4));
    }

    @Test
    void soItIsWithoutWaitingAndAsTheyCome() throws Exception {
        AsyncResult<List<Outcome<Object>>> later = collecting().mapAsync(CollectCases::differently, ITEMS);
        List<Outcome<?>> ordered = new ArrayList<>();
        List<Outcome<?>> unordered = new ArrayList<>();
        try (ResultIterator<Outcome<Object>> results = collecting().imap(CollectCases::differently, ITEMS, 3);
                ResultIterator<Outcome<Object>> any = collecting().imapUnordered(CollectCases::differently, ITEMS, 3)) {
            results.forEachRemaining(ordered::add);
            any.forEachRemaining(unordered::add);
        }
        check(later.get());
        check(collecting().mapAsync(CollectCases::differently, ITEMS, 3).get());
        check(ordered);
        check(unordered);
        assertThat(ordered).extracting(Outcome::index).isEqualTo(ITEMS);
    }

    @Test
    void argumentsMayBeSeveral() throws Exception {
        List<Arguments.Of2<Integer, String>> items =
                List.of(Arguments.of(1, "a"), Arguments.of(2, "b"), Arguments.of(3, "c"));
        assertThat(collecting().starmapAsync(CollectCases::text, items).get().get(2))
                .isEqualTo(new Outcome.Value<>(2, "3c"));
        assertThat(collecting().starmapAsync(CollectCases::text, items, 3).get().get(2))
                .isEqualTo(new Outcome.Value<>(2, "3c"));
        List<Outcome<String>> outcomes = collecting().starmap(CollectCases::text, items, 3);
        assertThat(outcomes).extracting(Outcome::isSuccessful).containsExactly(true, false, true);
        assertThat(outcomes.get(1).failure()).hasMessage("b");
    }

    @Test
    void whatCannotBeSentFailsAloneAndNullIsAResult() throws Exception {
        List<Object> items = Arrays.asList(0, new Thread("stays here"), 2);
        List<Outcome<Object>> outcomes = collecting().map(CollectCases::differently, items, 3);
        assertThat(outcomes.get(0).value()).isEqualTo(0);
        assertThat(outcomes.get(1).failure()).isInstanceOf(NotSendableException.class);
        assertThat(outcomes.get(2).value()).isEqualTo(2);
        assertThat(collecting()
                        .map(PoolTasks::orNull, Arrays.asList("a", null))
                        .get(1)
                        .value())
                .isNull();
        assertThat(collecting().map(PoolTasks::square, List.<Integer>of())).isEmpty();
    }

    @Test
    void anInputThatThrowsIsThrown() {
        Iterable<Integer> bad = () -> new Iterator<>() {
            private int next;

            @Override
            public boolean hasNext() {
                return true;
            }

            @Override
            public Integer next() {
                if (next == 5) {
                    throw new UnsupportedOperationException("the input");
                }
                return next++;
            }
        };
        assertThatThrownBy(() -> collecting().map(PoolTasks::square, bad, 2)).hasMessage("the input");
    }

    @Test
    void progressTellsOfFailures() throws Exception {
        List<PoolProgress> told = new CopyOnWriteArrayList<>();
        check(PoolContract.pool
                .withProgress(told::add)
                .failingFast()
                .collectingAll()
                .map(CollectCases::differently, ITEMS, 4));
        PoolProgress last = told.get(told.size() - 1);
        assertThat(last.done()).isEqualTo(20);
        assertThat(last.failed()).isEqualTo(4);
    }
}
