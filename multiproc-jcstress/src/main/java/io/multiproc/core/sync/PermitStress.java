package io.multiproc.core.sync;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.multiproc.sync.ProcessSemaphore;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** Both kinds of semaphores. */
final class PermitStress {

    private PermitStress() {}

    /** A number of permits. */
    @JCStressTest
    @State
    @Outcome(id = "0, 0, 1", expect = ACCEPTABLE, desc = "read before")
    @Outcome(id = "1, 1, 1", expect = ACCEPTABLE, desc = "read after")
    @Outcome(expect = FORBIDDEN, desc = "half of it, or a permit is lost")
    public static class OfASemaphore {

        private final Guarded guarded = new Guarded(SyncObjects.semaphore(1));

        @Actor
        public void writer() {
            guarded.write();
        }

        @Actor
        public void reader(III_Result result) {
            guarded.read(result);
        }

        @Arbiter
        public void left(III_Result result) {
            result.r3 = guarded.semaphore.value();
        }
    }

    /** Each permit a word that knows its holder. */
    @JCStressTest
    @State
    @Outcome(id = "0, 0, 1", expect = ACCEPTABLE, desc = "read before")
    @Outcome(id = "1, 1, 1", expect = ACCEPTABLE, desc = "read after")
    @Outcome(expect = FORBIDDEN, desc = "half of it, or a permit is lost")
    public static class OfOneThatGetsThemBack {

        private final Guarded guarded = new Guarded(SyncObjects.returningSemaphore(1));

        @Actor
        public void writer() {
            guarded.write();
        }

        @Actor
        public void reader(III_Result result) {
            guarded.read(result);
        }

        @Arbiter
        public void left(III_Result result) {
            result.r3 = guarded.semaphore.value();
        }
    }

    /** One permit guards two plain numbers; in the end it is there again. */
    private static final class Guarded {

        private final ProcessSemaphore semaphore;
        private int a;
        private int b;

        Guarded(ProcessSemaphore semaphore) {
            this.semaphore = semaphore;
        }

        void write() {
            Sure.call(semaphore::acquire);
            a = 1;
            b = 1;
            semaphore.release();
        }

        void read(III_Result result) {
            Sure.call(semaphore::acquire);
            result.r1 = b;
            result.r2 = a;
            semaphore.release();
        }
    }
}
