package io.multiproc.core.pool;

import io.multiproc.core.current.AtExit;
import io.multiproc.core.current.SignalledEnd;
import io.multiproc.pool.ProcessPool;
import io.multiproc.process.StartMethod;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/** The pool that the parts of a program share, made when it is asked for first; one for each way to start workers. */
public final class SharedPool {

    private static final Map<StartMethod, WorkerPool> POOLS = new EnumMap<>(StartMethod.class);

    private static final String NAME = "SharedPool";

    private SharedPool() {}

    /** The pool; another one if that which was there has broken. */
    public static ProcessPool get(StartMethod startMethod) {
        AtomicBoolean failed = new AtomicBoolean();
        try {
            return get(startMethod, () -> failed.set(true));
        } finally {
            if (failed.get()) {
                SignalledEnd.keepQuiet(); // not sooner: others wait for the lock, such as the program's shutdown hooks
            }
        }
    }

    private static ProcessPool get(StartMethod startMethod, Runnable failed) {
        synchronized (POOLS) { // others who want it wait for the same workers
            WorkerPool pool = POOLS.get(startMethod);
            if (pool == null || (!pool.isOpen() && !AtExit.hasBegun())) {
                if (pool != null) {
                    pool.endBroken();
                }
                pool = new WorkerPoolBuilder(startMethod).buildShared(NAME, failed);
                POOLS.put(startMethod, pool);
            }
            return pool;
        }
    }
}
