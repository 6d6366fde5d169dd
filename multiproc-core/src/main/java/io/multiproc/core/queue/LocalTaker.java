package io.multiproc.core.queue;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A thread of the owner that waits for an element. */
final class LocalTaker implements Taker {

    private final Thread thread = Thread.currentThread();
    private volatile @Nullable Element element;

    @Override
    public boolean takeFrom(ElementStore store, boolean alone) {
        element = store.poll();
        LockSupport.unpark(thread);
        return false;
    }

    void wake() {
        LockSupport.unpark(thread);
    }

    @Nullable
    Element element() {
        return element;
    }
}
