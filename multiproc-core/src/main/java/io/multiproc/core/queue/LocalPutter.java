package io.multiproc.core.queue;

import java.util.concurrent.locks.LockSupport;

/** A thread of the owner that waits for room for its element. */
final class LocalPutter implements Putter {

    private final Thread thread = Thread.currentThread();
    private final byte[] element;
    private final ElementStore store;
    private volatile boolean done;

    LocalPutter(byte[] element, ElementStore store) {
        this.element = element;
        this.store = store;
    }

    @Override
    public boolean use(int free, boolean alone) {
        store.add(element, QueueMessages.HEADROOM - Chunk.LENGTH_BYTES, element.length, 1);
        done = true;
        LockSupport.unpark(thread);
        return false;
    }

    void wake() {
        LockSupport.unpark(thread);
    }

    boolean isDone() {
        return done;
    }
}
