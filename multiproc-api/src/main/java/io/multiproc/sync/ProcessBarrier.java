package io.multiproc.sync;

import io.multiproc.process.ProcessException;
import java.time.Duration;
import java.util.concurrent.BrokenBarrierException;

/**
 * Where a number of threads of all processes, the parties, wait until the last of them has come; again and again.
 *
 * <pre>{@code
 * ProcessBarrier barrier = barrier(3);
 * // in each of three processes
 * for (int round = 0; round < 10; round++) {
 *     work(round);
 *     barrier.await();
 * }
 * }</pre>
 *
 * <p>All or none: when one of those that wait is interrupted or has waited too long, or its process dies (which is
 * found out within a second), the barrier is <i>broken</i>: it and all others that wait, or come later, get a {@link
 * BrokenBarrierException}, until {@link #reset}. A party that dies elsewhere is not missed: it just does not come. Give
 * a time-out where that can happen.
 *
 * <p>At most 4,096 parties, and threads that wait at conditions and barriers of one maker in all; one more gets an
 * {@link IllegalStateException} and breaks its barrier. Those of a manager have no limit.
 *
 * <p>May be used by any thread, and sent to any process at any time; the action goes with it.
 *
 * @python multiprocessing.Barrier
 */
public interface ProcessBarrier {

    /**
     * How many threads must come.
     *
     * @python multiprocessing.Barrier.parties
     */
    int parties();

    /**
     * How many wait for the others now; 0 while it is broken, or while those that have met go their ways.
     *
     * @python multiprocessing.Barrier.n_waiting
     */
    int waiting();

    /**
     * Whether it is broken.
     *
     * @python multiprocessing.Barrier.broken
     */
    boolean isBroken();

    /**
     * Waits for the other parties; no longer than the barrier's own time-out, if it was made with one.
     *
     * <p>The last to come runs the barrier's action, if it has one, before anybody goes on. If the action throws, the
     * barrier is broken, and this throws the same; a checked one as the cause of a {@link ProcessException}.
     *
     * @return who this was among those that have met: 0 the first to come, {@code parties() - 1} the last
     * @throws BrokenBarrierException if the barrier is or gets broken, by this thread's time-out too, or is reset
     * @throws InterruptedException if the thread is interrupted while it waits, and not all have met meanwhile; the
     *     barrier is broken then
     * @python multiprocessing.Barrier.wait
     */
    int await() throws InterruptedException, BrokenBarrierException;

    /**
     * As {@link #await()}, with another time-out than the barrier's own. When the others have come and the action is
     * being run, it waits for that in any case.
     *
     * @param timeout zero or negative: do not wait
     * @throws BrokenBarrierException if the barrier is or gets broken, by this thread's time-out too, or is reset
     * @throws InterruptedException if the thread is interrupted while it waits, and not all have met meanwhile; the
     *     barrier is broken then
     * @python multiprocessing.Barrier.wait(timeout)
     */
    int await(Duration timeout) throws InterruptedException, BrokenBarrierException;

    /**
     * Breaks the barrier, until it is reset.
     *
     * @python multiprocessing.Barrier.abort
     */
    void abort();

    /**
     * Makes the barrier usable again, and empty; those that wait get a {@link BrokenBarrierException}.
     *
     * @python multiprocessing.Barrier.reset
     */
    void reset();
}
