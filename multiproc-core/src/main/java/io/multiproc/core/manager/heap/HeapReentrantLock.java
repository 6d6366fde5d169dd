package io.multiproc.core.manager.heap;

import io.multiproc.sync.ReentrantProcessLock;

/** A lock in the server that its owner may acquire again. */
final class HeapReentrantLock extends HeapLock implements ReentrantProcessLock {

    HeapReentrantLock() {
        super(true);
    }

    @Override
    public int holdCount() {
        return ownership().holdCount();
    }

    /** Its kind and owner. */
    @Override
    public String toString() {
        return "ReentrantProcessLock(owner=" + ownership().ownerInWords() + ")";
    }
}
