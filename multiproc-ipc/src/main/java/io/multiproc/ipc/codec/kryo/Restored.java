package io.multiproc.ipc.codec.kryo;

import io.multiproc.ipc.codec.Reduction;
import java.util.ArrayList;
import java.util.List;

/** The live objects that have come to be while a message is read, in case nobody gets them. */
final class Restored {

    private final List<AutoCloseable> open = new ArrayList<>(0);

    <T> T note(Reduction<T> reduction, T value) {
        AutoCloseable live = reduction.toCloseIfLost(value);
        if (live != null) {
            open.add(live);
        }
        return value;
    }

    /** Who has asked for the message gets them. */
    void forget() {
        open.clear();
    }

    /** Nobody gets them, for that reason. */
    void close(Throwable reason) {
        for (AutoCloseable live : open) {
            try {
                live.close();
            } catch (Exception e) {
                reason.addSuppressed(e);
            }
        }
        open.clear();
    }
}
