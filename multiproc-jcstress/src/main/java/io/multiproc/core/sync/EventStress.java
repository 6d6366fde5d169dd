package io.multiproc.core.sync;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.multiproc.sync.ProcessEvent;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Mode;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.Signal;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZI_Result;

/** Events. */
final class EventStress {

    private EventStress() {}

    /** Who sees it set sees what was written before. */
    @JCStressTest
    @State
    @Outcome(id = "false, 0", expect = ACCEPTABLE, desc = "not yet")
    @Outcome(id = "false, 1", expect = ACCEPTABLE, desc = "a race of the program's")
    @Outcome(id = "true, 1", expect = ACCEPTABLE, desc = "set, and all before it")
    @Outcome(expect = FORBIDDEN, desc = "set, but not what was before it")
    public static class PublishesWhatWasBefore {

        private final ProcessEvent event = SyncObjects.event();
        private int written;

        @Actor
        public void setter() {
            written = 1;
            event.set();
        }

        @Actor
        public void reader(ZI_Result result) {
            result.r1 = event.isSet();
            result.r2 = written;
        }
    }

    /** Who waits goes on, though the event is cleared at once; in the form that only knows termination. */
    @JCStressTest(Mode.Termination)
    @State
    @Outcome(id = "TERMINATED", expect = ACCEPTABLE, desc = "woken")
    @Outcome(id = "STALE", expect = FORBIDDEN, desc = "a lost wake-up")
    public static class WakesWhoWaits {

        private final ProcessEvent event = SyncObjects.event();

        @Actor
        public void waiter() {
            Sure.call(event::await);
        }

        @Signal
        public void setter() {
            event.set();
        }
    }
}
