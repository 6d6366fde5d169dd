package io.multiproc.core.queue;

import io.multiproc.process.ChildProcess;
import io.multiproc.testkit.Signals;
import java.time.Duration;

/** A process that is stopped from here on, and goes on when this is closed. */
@SuppressWarnings("try") // who is interrupted while it closes shall know
final class StoppedOwner implements AutoCloseable {

    private static final String SILENCE = "multiproc.queue.silence";

    private final long pid;

    private StoppedOwner(long pid) {
        this.pid = pid;
    }

    static StoppedOwner stop(ChildProcess owner) throws Exception {
        long pid = owner.pid().orElseThrow();
        Signals.stop(pid);
        return new StoppedOwner(pid);
    }

    /** From now on answers of owners are waited for less long. */
    void giveUpAfter(Duration time) {
        System.setProperty(SILENCE, "" + time.toMillis());
    }

    @Override
    public void close() throws Exception {
        System.clearProperty(SILENCE);
        Signals.resume(pid);
    }
}
