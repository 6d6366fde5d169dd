package io.multiproc.sync;

import java.time.Duration;

/**
 * A flag that threads of all processes wait for.
 *
 * <pre>{@code
 * ProcessEvent start = event();
 * process(Main::racer, start).start();   // calls start.await()
 * start.set();
 * }</pre>
 *
 * <p>Unset at first. Whoever waits when it is set goes on, even if it is cleared at once. May be used by any thread,
 * and sent to any process at any time. The death of a process that waits, sets or clears changes nothing for others.
 *
 * @python multiprocessing.Event
 */
public interface ProcessEvent {

    /**
     * Whether it is set.
     *
     * @python multiprocessing.Event.is_set
     */
    boolean isSet();

    /**
     * Sets it, and wakes all that wait.
     *
     * @python multiprocessing.Event.set
     */
    void set();

    /**
     * Unsets it.
     *
     * @python multiprocessing.Event.clear
     */
    void clear();

    /**
     * Waits until it is set; at once if it is.
     *
     * @throws InterruptedException if the thread is interrupted while it waits
     * @python multiprocessing.Event.wait
     */
    void await() throws InterruptedException;

    /**
     * Waits until it is set, but no longer than the time given.
     *
     * @param timeout zero or negative: do not wait
     * @return whether it was set
     * @throws InterruptedException if the thread is interrupted while it waits
     * @python multiprocessing.Event.wait(timeout)
     */
    boolean await(Duration timeout) throws InterruptedException;
}
