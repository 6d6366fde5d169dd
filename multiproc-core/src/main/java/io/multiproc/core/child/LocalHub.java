package io.multiproc.core.child;

import io.multiproc.core.current.AtExit;
import io.multiproc.ipc.Ipc;
import io.multiproc.ipc.handshake.LinkTicket;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** The hub of this process, for those who start children: closed when the process ends. May be used by any thread. */
public final class LocalHub {

    private static final AtomicLong IDS = new AtomicLong();
    private static final AtomicBoolean CLOSES_AT_EXIT = new AtomicBoolean();

    private LocalHub() {}

    /** The hub; started in the background by the first call. */
    public static Ipc get() {
        Ipc ipc = Ipc.local();
        if (CLOSES_AT_EXIT.compareAndSet(false, true)) {
            AtExit.register(AtExit.HUB, ipc::close);
        }
        return ipc;
    }

    /** A number and a key for a new child. */
    public static LinkTicket newTicket() {
        return LinkTicket.issue(IDS.incrementAndGet());
    }
}
