package io.multiproc.pool;

/**
 * What a worker is and has done, at one moment. Immutable.
 *
 * @param name its name
 * @param pid its process id; of a thread pool's worker, this process's
 * @param tasksDone number of tasks that it has answered; a chunk of a map is one
 * @param tasksHeld number of tasks that it holds: the one that it runs and those read ahead
 */
public record WorkerInsights(String name, long pid, long tasksDone, int tasksHeld) {}
