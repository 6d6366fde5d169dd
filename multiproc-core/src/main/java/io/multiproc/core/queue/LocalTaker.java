package io.multiproc.core.queue;

import org.jspecify.annotations.Nullable;

/** A thread of the owner that waits for an element. */
final class LocalTaker extends LocalWaiter implements Taker {

    private volatile @Nullable Element element;

    @Override
    public boolean takeFrom(ElementStore store, boolean alone) {
        element = store.poll();
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
