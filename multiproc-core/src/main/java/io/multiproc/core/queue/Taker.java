package io.multiproc.core.queue;

/** Somebody who waits for elements: a thread of the owner, or a process. Called with the lock of the queue held. */
interface Taker {

    /**
     * Takes elements of the supply, which had some a moment ago.
     *
     * @param others how many others wait
     * @return whether it waits for more
     */
    boolean takeFrom(Supply supply, int others);
}
