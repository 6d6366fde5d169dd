package io.multiproc.ipc.listener;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.TimeUnit;

/** Logs who was not let in, but not so often that strangers could fill the log. May be used by any thread. */
public final class RefusalLog {

    private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final String door;
    private long last;
    private boolean logged;
    private long untold;

    /** The log of one listener or server, in words that begin its messages. */
    public RefusalLog(String door) {
        this.door = door;
    }

    /**
     * Says why somebody was not let in: in a line, or for the debugging log only if there was such a line just before.
     */
    public synchronized void note(Exception refusal) {
        long now = System.nanoTime();
        if (logged && now - last < QUIET_NANOS) {
            untold++;
            log().log(Level.DEBUG, door, refusal);
            return;
        }
        log().log(Level.WARNING, "{0} {1}{2}", door, Guest.explained(refusal).getMessage(), others());
        logged = true;
        last = now;
        untold = 0;
    }

    /** Says that who was to be told of a refusal could not take it. */
    public void failed(Throwable reason) {
        log().log(Level.WARNING, "what " + door + " tells of refusals has failed", reason);
    }

    private String others() {
        return untold == 0 ? "" : " (and " + untold + " others since the last such message)";
    }

    private static Logger log() {
        return System.getLogger(RefusalLog.class.getName());
    }
}
