package io.multiproc.pool;

/**
 * A pool as JMX clients see it, under {@code io.multiproc:type=ProcessPool,name="…"}; a second pool of the same name in
 * a process also has an {@code id}.
 *
 * <pre>{@code
 * ObjectName name = new ObjectName("io.multiproc:type=ProcessPool,name=\"jobs\"");
 * PoolMXBean jobs = JMX.newMXBeanProxy(connection, name, PoolMXBean.class);
 * System.out.println(jobs.getTasksUnfinished() + " tasks to do");
 * }</pre>
 *
 * <p>There only if the pool's builder or {@code -Dmultiproc.jmx=true} asks for it, and gone when the pool has
 * ended. Thread-safe.
 *
 * @see ProcessPool.Builder#jmx
 */
public interface PoolMXBean {

    /** The pool's name. */
    String getName();

    /** How many workers the pool is to have. */
    int getProcesses();

    /** How many workers take tasks at the moment. */
    int getLiveWorkers();

    /** Whether it takes tasks. */
    boolean isOpen();

    /**
     * Number of tasks that have their outcome, whichever. A chunk of a map is one; if it fell apart because an item
     * killed its worker, each of its parts is.
     */
    long getTasksDone();

    /** Number of tasks that were accepted and have no outcome yet, counted as {@link #getTasksDone}. */
    long getTasksUnfinished();

    /**
     * What {@link ProcessPool#insights()} tells, as {@linkplain PoolInsights#toJson() JSON}; asks the workers.
     *
     * @throws InterruptedException if the calling thread is interrupted meanwhile
     */
    String insights() throws InterruptedException;
}
