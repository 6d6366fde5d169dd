package io.multiproc.ipc.endpoint;

import io.multiproc.ipc.time.Deadline;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;

/**
 * Waiting for somebody who answers at once if they go on at all. Used by one thread, whose interrupt is to be restored.
 */
public final class TimeLimit implements Patience {

    private final Duration afterInterrupt;
    private long deadline;
    private boolean interrupted;

    /**
     * A limit that begins now.
     *
     * @param limit for the answer
     * @param afterInterrupt for the answer of one who does go on, when the thread has been interrupted
     */
    public TimeLimit(Duration limit, Duration afterInterrupt) {
        this.deadline = Deadline.after(limit);
        this.afterInterrupt = afterInterrupt;
    }

    @Override
    public long deadline() {
        return deadline;
    }

    @Override
    public void interrupted() {
        interrupted = true;
        deadline = Deadline.earlier(deadline, Deadline.after(afterInterrupt));
    }

    @Override
    public void expired() throws IOException {
        throw new SocketTimeoutException("no answer in time");
    }

    /** Whether the time is over. */
    public boolean isOver() {
        return Deadline.isOver(deadline);
    }

    /** Has the thread be interrupted again if it was. */
    public void restoreInterrupt() {
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
