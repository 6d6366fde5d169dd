package io.multiproc.ipc.hub;

import io.multiproc.ipc.frame.Frame;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Told what happens on a link, on the hub's event loop: must return soon. */
public interface LinkListener {

    /** The child has proved its key; the first of all calls. */
    void opened(Link link);

    /** A frame arrived. */
    void received(Frame frame);

    /** All frames that had arrived together have been given to {@link #received}. */
    default void drained() {}

    /**
     * The link has ended; the last of all calls, and only after {@link #opened}.
     *
     * @param error why, or null if the other end closed it or is gone
     */
    void closed(@Nullable IOException error);
}
