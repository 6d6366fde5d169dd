package io.multiproc.core.sync;

import static io.multiproc.Multiprocessing.process;
import static io.multiproc.Multiprocessing.queue;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.multiproc.core.sync.Party.Game;
import io.multiproc.core.sync.Party.Play;
import io.multiproc.process.ChildProcess;
import io.multiproc.queue.ProcessQueue;
import io.multiproc.sync.ProcessBarrier;
import io.multiproc.sync.ProcessSemaphore;
import io.multiproc.testkit.Conforms;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What holds for barriers however the processes that use them are started. */
abstract class BarrierContract extends SyncContract {

    private static final int PARTIES = 5;

    private final List<ProcessQueue<@Nullable Game>> games = new ArrayList<>();
    private final ProcessQueue<String> reports = queue();

    private Game play(Play what, ProcessBarrier barrier, ProcessSemaphore first) throws Exception {
        Game game = new Game(what, barrier, barrier(PARTIES), first, semaphore(0), semaphore(0), semaphore(0));
        for (ProcessQueue<@Nullable Game> each : games) {
            each.put(game);
        }
        for (int i = 0; i < PARTIES; i++) {
            assertThat(reports.get(LONG)).isEqualTo("done");
        }
        return game;
    }

    private Game play(Play what) throws Exception {
        return play(what, barrier(PARTIES), semaphore(0));
    }

    /** One set of parties, four processes and a thread, plays all games. */
    @Test
    @Conforms("_TestBarrier.test_barrier_10")
    @Conforms("_TestBarrier.test_wait_return")
    @Conforms("_TestBarrier.test_action")
    @Conforms("_TestBarrier.test_abort")
    @Conforms("_TestBarrier.test_reset")
    @Conforms("_TestBarrier.test_abort_and_reset")
    @Conforms("_TestBarrier.test_timeout")
    @Conforms("_TestBarrier.test_thousand")
    void allOrNonePass() throws Exception {
        for (int i = 0; i < PARTIES; i++) {
            games.add(queue());
        }
        List<ChildProcess> children = new ArrayList<>();
        for (int i = 1; i < PARTIES; i++) {
            children.add(start(process(Party::play, games.get(i), reports)));
        }
        FutureTask<Void> thread = inThread(() -> Party.play(games.get(0), reports));
        playAll();
        for (ProcessQueue<@Nullable Game> each : games) {
            each.put(null);
        }
        thread.get();
        for (ChildProcess child : children) {
            join(child);
        }
    }

    private void playAll() throws Exception {
        assertThat(play(Play.LOCKSTEP).pass().value()).isEqualTo(PARTIES);

        Game indices = play(Play.INDICES);
        assertThat(indices.first().value()).as("who came first").isEqualTo(1);

        ProcessSemaphore done = semaphore(0);
        Game action = play(Play.ACTION, maker().barrier(PARTIES, done::release), done);
        assertThat(action.pass().value()).isEqualTo(PARTIES);
        assertThat(done.value()).isEqualTo(1);

        Game abort = play(Play.ABORT);
        assertThat(abort.broken().value()).isEqualTo(PARTIES - 1);
        assertThat(abort.pass().value()).isEqualTo(1);
        assertThat(abort.barrier().isBroken()).isTrue();
        assertThat(abort.barrier().waiting()).isZero();

        Game reset = play(Play.RESET);
        assertThat(reset.broken().value()).isEqualTo(PARTIES - 1);
        assertThat(reset.pass().value()).isEqualTo(PARTIES);

        Game both = play(Play.ABORT_AND_RESET);
        assertThat(both.broken().value()).isEqualTo(PARTIES - 1);
        assertThat(both.pass().value()).isEqualTo(PARTIES);

        Game timeout = play(Play.TIMEOUT);
        assertThat(timeout.broken().value()).isEqualTo(PARTIES);
        assertThat(timeout.barrier().isBroken()).isTrue();

        assertThat(play(Play.THOUSAND).pass().value()).isEqualTo(PARTIES);
        assertThat(waiters(both.barrier())).isZero();
    }

    @Test
    @Conforms("_TestBarrier.test_single_thread")
    void oneMeetsItself() throws Exception {
        ProcessBarrier barrier = barrier(1);
        assertThat(barrier.parties()).isEqualTo(1);
        for (int i = 0; i < 3; i++) {
            assertThat(barrier.await()).isZero();
        }
        assertThat(barrier).hasToString("ProcessBarrier(parties=1, waiting=0)");
    }

    @Test
    void aFailingActionBreaksTheBarrier() throws Exception {
        ProcessBarrier barrier = maker().barrier(2, () -> {
            throw new IllegalStateException("failed on purpose");
        });
        FutureTask<Void> other =
                inThread(() -> assertThatThrownBy(barrier::await).isInstanceOf(BrokenBarrierException.class));
        await().until(() -> barrier.waiting() == 1);
        assertThatThrownBy(barrier::await).hasMessage("failed on purpose");
        other.get();
        assertThat(barrier.isBroken()).isTrue();
        assertThatThrownBy(barrier::await)
                .isInstanceOf(BrokenBarrierException.class)
                .hasMessageContaining("reset it");
    }

    @Test
    void aBarriersOwnTimeOutHoldsUnlessAnotherIsGiven() throws Exception {
        ProcessBarrier barrier = maker().barrier(2, null, SHORT);
        assertThatThrownBy(barrier::await).isInstanceOf(BrokenBarrierException.class);
        barrier.reset();
        FutureTask<Void> other = inThread(() -> barrier.await(LONG));
        await().until(() -> barrier.waiting() == 1);
        await().during(SHORT.multipliedBy(2)).until(() -> !barrier.isBroken());
        assertThat(barrier.await()).isEqualTo(1);
        other.get();
        assertThatThrownBy(() -> barrier(0)).hasMessageContaining("parties must be >= 1: parties=0");
    }

    @Test
    void anInterruptionBreaksTheBarrier() throws Exception {
        ProcessBarrier barrier = barrier(3);
        FutureTask<Void> other =
                inThread(() -> assertThatThrownBy(barrier::await).isInstanceOf(BrokenBarrierException.class));
        Thread main = Thread.currentThread();
        FutureTask<Void> interrupter = inThread(() -> {
            await().until(() -> barrier.waiting() == 2);
            main.interrupt();
        });
        assertThatThrownBy(barrier::await).isInstanceOf(InterruptedException.class);
        interrupter.get();
        other.get();
    }

    @Test
    void timeOutsMayBeEndless() throws Exception {
        ProcessBarrier barrier = maker().barrier(1, null, Duration.ofSeconds(Long.MAX_VALUE));
        assertThat(barrier.await()).isZero();
        assertThat(barrier.await(Duration.ofSeconds(Long.MAX_VALUE))).isZero();
    }
}
