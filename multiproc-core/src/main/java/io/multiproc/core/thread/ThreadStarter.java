package io.multiproc.core.thread;

import io.multiproc.core.child.ChildSpec;
import io.multiproc.core.child.ChildStarter;
import io.multiproc.core.child.Launch;
import io.multiproc.core.child.LocalHub;
import io.multiproc.ipc.Ipc;
import io.multiproc.ipc.handshake.LinkKind;
import io.multiproc.ipc.handshake.LinkTicket;
import io.multiproc.ipc.hub.LinkListener;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Starts a thread for each child. Links go through this process's own hub, so that whoever talks to a child need not know
 * what it is.
 */
public final class ThreadStarter implements ChildStarter {

    /** Has no state. */
    public ThreadStarter() {}

    @Override
    public Launch launch(ChildSpec spec, @Nullable LinkListener tasks) {
        ThreadLinks links = ThreadLinks.NONE;
        if (tasks != null) {
            Ipc ipc = LocalHub.get();
            LinkTicket ticket = LocalHub.newTicket();
            ipc.links().expect(ticket, LinkKind.TASKS, tasks);
            links = new ThreadLinks(ipc.address(), ipc.hubStarted(), ticket);
        }
        return new Launch(ThreadChild.start(spec, links), CompletableFuture.completedFuture(null));
    }
}
