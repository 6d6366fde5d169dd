package io.multiproc.core.manager;

import static io.multiproc.Multiprocessing.manager;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multiproc.managers.Manager;
import io.multiproc.managers.RemoteCallException;
import io.multiproc.pool.Outcome;
import io.multiproc.pool.ProcessPool;
import io.multiproc.pool.ProgressListener;
import io.multiproc.pool.ResultIterator;
import io.multiproc.queue.JoinableQueue;
import io.multiproc.reduction.NotSendableException;
import io.multiproc.testkit.CleanExit;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a pool in a manager's server can do for those who have its proxy. */
@ExtendWith(CleanExit.class)
class ManagedFacesTest {

    private static final List<Integer> NUMBERS = List.of(1, 2, 3);

    static int squareUnlessTwo(int number) {
        if (number == 2) {
            throw new IllegalStateException("two");
        }
        return number * number;
    }

    static int square(int number) {
        return number * number;
    }

    static void prepare(String answer) {
        System.setProperty("answer", answer);
    }

    static String whoAndWhat() {
        return System.getProperty("answer") + " of " + ProcessHandle.current().pid();
    }

    private static void put(JoinableQueue<Long> told, long number) {
        try {
            told.put(number);
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted in a listener", e);
        }
    }

    @Test
    void settingsOfAPoolAreMadeInTheServer() throws Exception {
        try (Manager manager = manager()) {
            ProcessPool pool = manager.pool(builder -> builder.processes(1)
                    .initializer(ManagedFacesTest::prepare, "42")
                    .maxTasksPerChild(1));
            String first = pool.apply(ManagedFacesTest::whoAndWhat);
            String second = pool.apply(ManagedFacesTest::whoAndWhat);
            assertThat(first).startsWith("42 of ");
            assertThat(second).startsWith("42 of ").isNotEqualTo(first);
            assertThatThrownBy(pool::asExecutorService)
                    .isInstanceOf(UnsupportedOperationException.class)
                    .hasMessage(
                            "ProcessPool.asExecutorService is not for a pool of a manager: what it returns cannot leave"
                                    + " the server (use the other methods of ProcessPool)");
            assertThatThrownBy(pool.applyAsync(ManagedFacesTest::whoAndWhat)::toCompletableFuture)
                    .isInstanceOf(UnsupportedOperationException.class)
                    .hasMessage("AsyncResult.toCompletableFuture is not for a pool of a manager: what it returns cannot"
                            + " leave the server (use the other methods of AsyncResult)");
            assertThatThrownBy(
                            () -> pool.applyAsync(ManagedFacesTest::whoAndWhat).thenApply(String::length))
                    .isInstanceOf(UnsupportedOperationException.class)
                    .hasMessageStartingWith("AsyncResult.thenApply is not for a pool of a manager: ");
            assertThatThrownBy(() -> manager.pool(builder -> {
                        throw new IllegalStateException("no settings today");
                    }))
                    .isInstanceOf(RemoteCallException.class)
                    .hasMessageContaining("no settings today");
        }
    }

    @Test
    void theOtherFacesOfAPoolLiveInTheServerToo() throws Exception {
        try (Manager manager = manager()) {
            ProcessPool pool = manager.pool(1);
            assertThat(pool.withTaskTimeout(Duration.ofMinutes(5)).failingFast().map(ManagedFacesTest::square, NUMBERS))
                    .containsExactly(1, 4, 9);
            List<Outcome<Integer>> outcomes = pool.collectingAll().map(ManagedFacesTest::squareUnlessTwo, NUMBERS);
            assertThat(outcomes.get(0).value()).isEqualTo(1);
            assertThat(outcomes.get(1).failure()).hasMessage("two");
            List<Integer> squares = new ArrayList<>();
            try (ResultIterator<Integer> results = pool.imap(ManagedFacesTest::square, NUMBERS)) {
                results.forEachRemaining(squares::add);
            }
            assertThat(squares).containsExactly(1, 4, 9);

            assertThat(pool.imapUnordered(ManagedFacesTest::square, NUMBERS).stream())
                    .containsExactlyInAnyOrder(1, 4, 9);

            JoinableQueue<Long> told = manager.queue();
            ProgressListener sendable = (ProgressListener & Serializable) at -> {
                if (at.isLast()) {
                    put(told, at.done());
                }
            };
            assertThat(pool.withProgress(sendable).map(ManagedFacesTest::square, NUMBERS))
                    .containsExactly(1, 4, 9);
            assertThat(told.get(Duration.ofSeconds(50))).isEqualTo(3);
            List<Long> here = new ArrayList<>();
            assertThatThrownBy(() -> pool.withProgress(at -> here.add(at.done())))
                    .isInstanceOf(NotSendableException.class)
                    .hasMessageContaining("io.multiproc.pool.ProgressListener is not Serializable");
        }
    }
}
