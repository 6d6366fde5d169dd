package io.multiproc.core.thread;

import io.multiproc.core.child.ChildSpec;
import io.multiproc.core.child.ChildStarter;
import io.multiproc.core.child.Launch;
import io.multiproc.core.child.LocalHub;
import io.multiproc.ipc.Ipc;
import io.multiproc.ipc.handshake.LinkKind;
import io.multiproc.ipc.handshake.LinkTicket;
import io.multiproc.ipc.hub.LinkListener;
import io.multiproc.process.ProcessStartException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Starts a thread for each child. Links go through this process's own hub, so that whoever talks to a child need not
 * know what it is.
 */
public final class ThreadStarter implements ChildStarter {

    /** Has no state. */
    public ThreadStarter() {}

    @Override
    public Launch launch(ChildSpec spec, @Nullable LinkListener tasks) {
        if (tasks == null) {
            return launch(spec, ThreadLinks.NONE);
        }
        Ipc ipc = LocalHub.get();
        LinkTicket ticket = LocalHub.newTicket();
        ipc.links().expect(ticket, LinkKind.TASKS, tasks);
        try {
            return launch(spec, new ThreadLinks(ipc.address(), ipc.hubStarted(), ticket));
        } catch (ProcessStartException e) {
            ipc.links().forget(ticket.childId());
            throw e;
        }
    }

    private static Launch launch(ChildSpec spec, ThreadLinks links) {
        try {
            return new Launch(ThreadChild.start(spec, links), CompletableFuture.completedFuture(null));
        } catch (OutOfMemoryError e) {
            throw new ProcessStartException(
                    "cannot create a thread for process " + spec.name() + ": " + e.getMessage()
                            + " (see ulimit -u and pids.max)",
                    List.of(),
                    null,
                    e);
        }
    }
}
