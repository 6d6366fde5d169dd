package io.multiproc.core.sync;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.multiproc.sync.ProcessLock;
import java.time.Duration;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.ZZZ_Result;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** The lock word. */
final class LockStress {

    private LockStress() {}

    /** Both try, and nobody gives back. */
    @JCStressTest
    @State
    @Outcome(id = "true, false", expect = ACCEPTABLE, desc = "the first has it")
    @Outcome(id = "false, true", expect = ACCEPTABLE, desc = "the second has it")
    @Outcome(expect = FORBIDDEN, desc = "both or nobody")
    public static class JustOneGetsIt {

        private final ProcessLock lock = SyncObjects.lock();

        @Actor
        public void first(ZZ_Result result) {
            result.r1 = lock.tryAcquire();
        }

        @Actor
        public void second(ZZ_Result result) {
            result.r2 = lock.tryAcquire();
        }
    }

    /** One writes two plain numbers under the lock, the other reads them under it. */
    @JCStressTest
    @State
    @Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "read before")
    @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "read after")
    @Outcome(expect = FORBIDDEN, desc = "half of it")
    public static class WhatItGuardsIsSeenAsAWhole {

        private final ProcessLock lock = SyncObjects.reentrantLock();
        private int a;
        private int b;

        @Actor
        public void writer() {
            Sure.call(lock::acquire);
            a = 1;
            b = 1;
            lock.release();
        }

        @Actor
        public void reader(II_Result result) {
            Sure.call(lock::acquire);
            result.r1 = b;
            result.r2 = a;
            lock.release();
        }
    }

    /** One gives up at once; whatever comes of that, the lock is free in the end and the next gets it. */
    @JCStressTest
    @State
    @Outcome(id = "true, true, true", expect = ACCEPTABLE, desc = "one after the other")
    @Outcome(id = "true, false, true", expect = ACCEPTABLE, desc = "one gave up")
    @Outcome(expect = FORBIDDEN, desc = "taken for ever")
    public static class WhoGivesUpLeavesItFree {

        private final ProcessLock lock = SyncObjects.lock();

        @Actor
        public void patient(ZZZ_Result result) {
            Sure.call(lock::acquire);
            result.r1 = true;
            lock.release();
        }

        @Actor
        public void impatient(ZZZ_Result result) {
            result.r2 = Sure.ask(() -> lock.acquire(Duration.ofNanos(1)));
            if (result.r2) {
                lock.release();
            }
        }

        @Arbiter
        public void next(ZZZ_Result result) {
            result.r3 = lock.tryAcquire();
        }
    }
}
