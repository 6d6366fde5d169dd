package io.multiproc.ipc.meeting;

import org.jspecify.annotations.Nullable;

/** Which process has what is to call at an appointment; it is asked again and again, since that may move on. */
@FunctionalInterface
public interface Carrier {

    /** Far more than anybody puts into each other; beyond, carriers name each other in a circle. */
    int MOST_HOPS = 64;

    /**
     * The process, as {@code RunDirectory.identityOf} tells it; null: not known, or this one. Called on any thread that
     * holds no lock.
     *
     * @param hops how many other carriers may be asked
     */
    @Nullable
    String process(int hops);
}
