package io.multiproc.core.queue;

/** Somebody who waits for elements: a thread of the owner, or a process. Called with the lock of the queue held. */
interface Taker {

    /**
     * Takes elements out of the store, which has some.
     *
     * @param alone whether nobody else waits
     * @return whether it waits for more
     */
    boolean takeFrom(ElementStore store, boolean alone);
}
