package io.multiproc.core.child;

import io.multiproc.ipc.hub.LinkListener;
import org.jspecify.annotations.Nullable;

/** A way to start children. May be used by any thread. */
public interface ChildStarter {

    /**
     * Starts a child and returns without waiting for it.
     *
     * @param tasks the listener of the child's task link, if it is to open one
     * @throws io.multiproc.process.ProcessStartException if it cannot be created at all
     */
    Launch launch(ChildSpec spec, @Nullable LinkListener tasks);
}
