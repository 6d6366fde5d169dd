package io.multiproc.core.queue;

import org.jspecify.annotations.Nullable;

/** A thread of the owner that waits for an element. */
final class LocalTaker extends LocalWaiter implements Taker {

    private volatile @Nullable Element element;

    @Override
    public boolean takeFrom(Supply supply, int others) {
        Element oldest = supply.poll();
        element = oldest;
        if (oldest == null) {
            return true; // processes that have a lease together were faster
        }
        wake();
        return false;
    }

    @Override
    boolean isServed() {
        return element != null;
    }

    @Nullable
    Element element() {
        return element;
    }
}
