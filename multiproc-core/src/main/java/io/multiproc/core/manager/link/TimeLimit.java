package io.multiproc.core.manager.link;

import io.multiproc.ipc.endpoint.Patience;
import io.multiproc.ipc.time.Deadline;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;

/** Waiting for a server that answers at once if it is there. Used by one thread, whose interrupt is to be restored. */
final class TimeLimit implements Patience {

    /** How long a server may take to let a link in. */
    private static final Duration CONNECTING = Duration.ofSeconds(20);

    /** Milliseconds after which a server that does not answer the question whether it is there is taken for gone. */
    private static final String SILENCE = "multiproc.manager.silence";

    private static final long USUAL_SILENCE_MILLIS = 10_000;

    private long deadline;
    private boolean interrupted;

    private TimeLimit(Duration limit) {
        this.deadline = Deadline.after(limit);
    }

    static TimeLimit ofConnecting() {
        return new TimeLimit(CONNECTING);
    }

    static TimeLimit ofSilence() {
        return new TimeLimit(silence());
    }

    /** What the answer to the question may take. */
    static Duration silence() {
        return Duration.ofMillis(Long.getLong(SILENCE, USUAL_SILENCE_MILLIS));
    }

    @Override
    public long deadline() {
        return deadline;
    }

    /** Does not end it: a server that is there answers soon, and is to hear of the interrupt then. */
    @Override
    public void interrupted() {
        interrupted = true;
        long sooner = Deadline.after(silence());
        if (sooner - deadline < 0) {
            deadline = sooner;
        }
    }

    @Override
    public void expired() throws IOException {
        throw new SocketTimeoutException("no answer in time");
    }

    /** Has the thread be interrupted again if it was. */
    void restoreInterrupt() {
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
