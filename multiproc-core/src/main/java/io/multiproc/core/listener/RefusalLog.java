package io.multiproc.core.listener;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.SocketAddress;
import java.util.concurrent.TimeUnit;

/** Logs who was not let in, but not so often that strangers could fill the log. Used by a listener's thread. */
final class RefusalLog {

    private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final SocketAddress address;
    private long last;
    private boolean logged;
    private long untold;

    RefusalLog(SocketAddress address) {
        this.address = address;
    }

    void note(RuntimeException refusal) {
        long now = System.nanoTime();
        if (logged && now - last < QUIET_NANOS) {
            untold++;
            log().log(Level.DEBUG, "the listener at " + address, refusal);
            return;
        }
        log().log(Level.WARNING, "the listener at {0} {1}{2}", address, refusal.getMessage(), others());
        logged = true;
        last = now;
        untold = 0;
    }

    void failed(RuntimeException reason) {
        log().log(Level.WARNING, "what the listener at " + address + " tells of refusals has failed", reason);
    }

    private String others() {
        return untold == 0 ? "" : " (and " + untold + " others since the last such message)";
    }

    private static Logger log() {
        return System.getLogger(RefusalLog.class.getName());
    }
}
