package io.multiproc.core.sync;

import io.multiproc.queue.ProcessQueue;
import io.multiproc.sync.ProcessBarrier;
import io.multiproc.sync.ProcessSemaphore;
import java.io.Serializable;
import java.time.Duration;
import java.util.concurrent.BrokenBarrierException;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** What the parties of a barrier do in the tests. */
final class Party {

    private static final Duration LONG = Duration.ofSeconds(50);

    private Party() {}

    /**
     * What all parties have: barriers, and counters for what they saw.
     *
     * @param first how many were before the first meeting of a round
     * @param second how many were before the second
     * @param pass how many passed what the game is about
     * @param broken how many found it broken
     */
    record Game(
            Play play,
            ProcessBarrier barrier,
            ProcessBarrier other,
            ProcessSemaphore first,
            ProcessSemaphore second,
            ProcessSemaphore pass,
            ProcessSemaphore broken)
            implements Serializable {}

    /** One game. */
    enum Play {
        LOCKSTEP {
            @Override
            void play(Game game) throws Exception {
                lockstep(game, 10);
            }
        },
        INDICES {
            @Override
            void play(Game game) throws Exception {
                if (game.barrier().await() == 0) {
                    game.first().release();
                }
                game.pass().release();
            }
        },
        ACTION {
            @Override
            void play(Game game) throws Exception {
                game.barrier().await();
                if (game.first().value() == 1) { // what the action released
                    game.pass().release();
                }
            }
        },
        ABORT {
            @Override
            void play(Game game) throws Exception {
                if (game.barrier().await() == 2) {
                    game.barrier().abort();
                    game.pass().release();
                } else {
                    expectBroken(game);
                }
            }
        },
        RESET {
            @Override
            void play(Game game) throws Exception {
                if (game.barrier().await() == 2) {
                    Awaitility.await()
                            .atMost(LONG)
                            .until(() ->
                                    game.barrier().waiting() == game.barrier().parties() - 1);
                    game.barrier().reset();
                } else {
                    expectBroken(game);
                }
                game.barrier().await();
                game.pass().release();
            }
        },
        ABORT_AND_RESET {
            @Override
            void play(Game game) throws Exception {
                if (game.barrier().await() == 2) {
                    game.barrier().abort();
                } else {
                    expectBroken(game);
                }
                if (game.other().await() == 2) {
                    game.barrier().reset();
                }
                game.other().await();
                game.barrier().await();
                game.pass().release();
            }
        },
        TIMEOUT {
            @Override
            void play(Game game) throws Exception {
                if (game.barrier().await() == 2) {
                    Awaitility.await().atMost(LONG).until(() -> game.barrier().isBroken());
                }
                try {
                    game.barrier().await(Duration.ofMillis(200));
                } catch (BrokenBarrierException e) {
                    game.broken().release();
                }
            }
        },
        THOUSAND {
            @Override
            void play(Game game) throws Exception {
                lockstep(game, 500);
            }
        };

        abstract void play(Game game) throws Exception;
    }

    /** Plays the games that come, until null does. */
    static void play(ProcessQueue<@Nullable Game> games, ProcessQueue<String> reports) throws Exception {
        for (Game game = games.get(); game != null; game = games.get()) {
            try {
                game.play().play(game);
                reports.put("done");
            } catch (Exception e) {
                reports.put(game.play() + ": " + e);
                throw e;
            }
        }
    }

    private static void expectBroken(Game game) throws InterruptedException {
        try {
            game.barrier().await();
            game.pass().release();
        } catch (BrokenBarrierException e) {
            game.broken().release();
        }
    }

    /** Two meetings a round: nobody is in the next half before all have been in this one. */
    private static void lockstep(Game game, int rounds) throws Exception {
        int parties = game.barrier().parties();
        for (int round = 1; round <= rounds; round++) {
            game.first().release();
            game.barrier().await();
            check(game.first().value(), round * parties, round);
            game.second().release();
            game.barrier().await();
            check(game.second().value(), round * parties, round);
        }
        game.pass().release();
    }

    private static void check(int value, int expected, int round) {
        if (value != expected) {
            throw new IllegalStateException("out of step: round=" + round + ", count=" + value + ", all=" + expected);
        }
    }

    static void waitThere(ProcessBarrier barrier) throws Exception {
        barrier.await();
    }
}
