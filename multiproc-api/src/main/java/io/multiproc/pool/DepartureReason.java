package io.multiproc.pool;

/** Why a worker has left its pool while that went on; counted by {@link PoolInsights#departures()}. */
public enum DepartureReason {
    /** It had got as many tasks as {@link ProcessPool.Builder#maxTasksPerChild} allows. */
    TASKS,
    /** It was as old as {@link ProcessPool.Builder#maxAge} allows. */
    AGE,
    /** It had more memory than {@link ProcessPool.Builder#maxResidentMemory} allows. */
    RESIDENT_MEMORY,
    /** More of its heap was in use after a collection than {@link ProcessPool.Builder#maxHeapInUse} allows. */
    HEAP_IN_USE,
    /** It had had nothing to do for {@link ProcessPool.Builder#idleTimeout}. Not replaced before there is work. */
    IDLE,
    /** {@link ProcessPool#resize} made the pool smaller. Not replaced. */
    RESIZE,
    /** It died: killed, crashed, or ended by a task; also if it was to leave after that task. */
    DEATH
}
