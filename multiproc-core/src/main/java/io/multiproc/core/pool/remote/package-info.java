/**
 * One worker, as its pool sees it: its process, its link and memory, the tasks that it holds, and how long it has run
 * what it runs.
 *
 * <p>Tells a {@code WorkerListener} what comes, and does not know who that is.
 */
package io.multiproc.core.pool.remote;
