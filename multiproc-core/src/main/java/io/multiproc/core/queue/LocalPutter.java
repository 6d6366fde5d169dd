package io.multiproc.core.queue;

/** A thread of the owner that waits for room for its element. */
final class LocalPutter extends LocalWaiter implements Putter {

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
        wake();
        return false;
    }

    @Override
    boolean isServed() {
        return done;
    }
}
