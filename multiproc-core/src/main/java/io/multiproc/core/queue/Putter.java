package io.multiproc.core.queue;

/** Somebody who waits for room: a thread of the owner, or a process. Called with the lock of the queue held. */
interface Putter {

    /**
     * Uses at least one of the free slots, or finds that it does not wait any more.
     *
     * @param free how many slots are free, at least 1
     * @param alone whether nobody else waits
     * @return whether it waits for more
     */
    boolean use(int free, boolean alone);
}
