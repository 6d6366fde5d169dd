package io.multiproc.ipc.codec.kryo;

import io.multiproc.ipc.codec.Reduction;
import java.util.ArrayList;
import java.util.List;

/** The live objects that have come to be while a message is read, in case nobody gets them. */
final class Restored {

    private final List<Runnable> undoings = new ArrayList<>(0);

    <T> T note(Reduction<T> reduction, T value) {
        Runnable undoing = reduction.undoing(value);
        if (undoing != null) {
            undoings.add(undoing);
        }
        return value;
    }

    /** Who has asked for the message gets them. */
    void forget() {
        undoings.clear();
    }

    /** Nobody gets them, for that reason. */
    void undo(Throwable reason) {
        for (Runnable undoing : undoings) {
            try {
                undoing.run();
            } catch (RuntimeException e) {
                reason.addSuppressed(e);
            }
        }
        undoings.clear();
    }
}
