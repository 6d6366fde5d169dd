package io.multiproc.core.manager.wire;

/** What every server can make. */
public enum Kind {
    LIST,
    DICT,
    SET,
    NAMESPACE,
    VALUE,
    ARRAY,
    QUEUE,
    LOCK,
    RLOCK,
    SEMAPHORE,
    BOUNDED_SEMAPHORE,
    RETURNING_SEMAPHORE,
    CONDITION,
    EVENT,
    BARRIER,
    POOL
}
