package io.multiproc.ipc.endpoint;

import io.multiproc.ipc.ring.FrameRing;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** How the threads of a link wait for its channel. */
interface Wait extends Closeable {

    /**
     * Reads at least one byte, or gives -1 at the end.
     *
     * @param patience null: for ever, and an interrupt is lost
     * @param ring ends the waiting when it is not empty: the result is 0 then; or null
     */
    int read(ByteBuffer target, @Nullable Patience patience, @Nullable FrameRing ring) throws IOException;

    /** Writes all bytes. */
    void write(ByteBuffer source, @Nullable Patience patience) throws IOException;

    /** Does what comes before the first byte. */
    void establish(@Nullable Patience patience) throws IOException;
}
