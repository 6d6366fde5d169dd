package io.multiproc.core.manager.wire;

import org.jspecify.annotations.Nullable;

/** An iteration in the server, of which a client fetches many elements at once. */
public interface Cursor {

    /**
     * The next elements, at most that many; none: there are no more.
     *
     * @throws java.util.ConcurrentModificationException if elements were added or removed meanwhile
     */
    @Nullable
    Object[] next(int most);

    /**
     * Removes an element that was fetched; what was fetched after it will be fetched again.
     *
     * @param ahead how many elements were fetched after it
     */
    void remove(int ahead);

    /**
     * Checks that no elements were added or removed meanwhile.
     *
     * @throws java.util.ConcurrentModificationException if they were
     */
    void check();
}
