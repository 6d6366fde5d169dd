package io.multiproc.core.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.multiproc.ipc.memory.Slot;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What two threads of one JVM may see of the words of locks and semaphores, and of what they guard. More with {@code
 * -Dmultiproc.test.litmus.batches=100000}, and then best with {@code -XX:-TieredCompilation} too.
 */
class LockWordLitmusTest extends SyncContract {

    private static final int BATCHES = Integer.getInteger("multiproc.test.litmus.batches", 50);

    private Slot slot;
    private Slot permit;

    @BeforeEach
    void makeSlots() {
        slot = ((LiveSync) SyncObjects.lock()).slot();
        permit = ((LiveSync) SyncObjects.returningSemaphore(1)).slot();
    }

    /** Both try, and nobody gives back. */
    private static final class Exclusion implements Litmus.State {

        private final LockWord word;
        private boolean first;
        private boolean second;

        Exclusion(LockWord word) {
            this.word = word;
        }

        @Override
        public void first() {
            first = word.tryAcquire();
        }

        @Override
        public void second() {
            second = word.tryAcquire();
        }

        String outcome() {
            return first + " " + second;
        }
    }

    /** One writes two plain numbers, the other reads them, each with what must keep the other out. */
    private abstract static class Guarded implements Litmus.State {

        private int a;
        private int b;
        private int seenB;
        private int seenA;

        abstract void enter() throws Exception;

        abstract void leave();

        @Override
        public final void first() throws Exception {
            enter();
            a = 1;
            b = 1;
            leave();
        }

        @Override
        public final void second() throws Exception {
            enter();
            seenB = b;
            seenA = a;
            leave();
        }

        String outcome() {
            return seenB + " " + seenA;
        }
    }

    @Test
    @Timeout(900) // for the long ones
    void justOneOfTwoGetsAFreeLock() throws Exception {
        Map<String, Integer> outcomes = new Litmus<>(
                        () -> {
                            SegmentLock lock = (SegmentLock) SyncObjects.lock();
                            return new Exclusion(lock.word);
                        },
                        Exclusion::outcome)
                .run(BATCHES);
        assertThat(outcomes.keySet()).isSubsetOf("true false", "false true");
    }

    @Test
    @Timeout(900)
    void whatIsWrittenUnderALockIsSeenAsAWhole() throws Exception {
        Map<String, Integer> outcomes = new Litmus<>(
                        () -> new Guarded() {
                            private final SegmentLock lock = new SegmentLock(slot);

                            @Override
                            void enter() throws InterruptedException {
                                lock.acquire();
                            }

                            @Override
                            void leave() {
                                lock.release();
                            }
                        },
                        Guarded::outcome)
                .run(BATCHES);
        assertThat(outcomes.keySet()).isSubsetOf("0 0", "1 1");
    }

    @Test
    @Timeout(900)
    void whatIsWrittenWithAPermitIsSeenAsAWhole() throws Exception {
        Map<String, Integer> outcomes = new Litmus<>(
                        () -> new Guarded() {
                            private final SegmentPermits permits = new SegmentPermits(permit);

                            @Override
                            void enter() throws InterruptedException {
                                if (!permits.acquire(Duration.ofNanos(1))) {
                                    permits.acquire();
                                }
                            }

                            @Override
                            void leave() {
                                permits.release();
                            }
                        },
                        Guarded::outcome)
                .run(BATCHES);
        assertThat(outcomes.keySet()).isSubsetOf("0 0", "1 1");
    }
}
