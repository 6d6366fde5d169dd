/**
 * Pools of workers, the counterpart of Python's {@code pool.py}: here is what a program gets in its hands. Each package
 * below is one idea, and uses only those under it:
 *
 * <pre>
 * (this package)  the pool, its builder, its other faces (executor, JMX bean), the shared pool
 * call            how calls are made: single ones, maps, lazy iterators; chunks, bounds, progress
 * outcome         what callers wait for
 * staff           who works: starts, replacements, recycling, the end
 * insight         what workers tell of their work
 * dispatch        which worker gets which task
 * remote          one worker, as its pool sees it
 * settings        what a pool is to be
 * blame           failures and deaths: what is thrown, and what is run again
 * task            a task on its way, and its replies
 * worker          inside a worker's process
 * flight          events for Java Flight Recorder
 * wire            messages and memory between the two
 * </pre>
 */
package io.multiproc.core.pool;
