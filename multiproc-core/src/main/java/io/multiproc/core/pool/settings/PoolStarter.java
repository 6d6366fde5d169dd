package io.multiproc.core.pool.settings;

import io.multiproc.pool.ProcessPool;

/** Starts a pool. */
public interface PoolStarter {

    ProcessPool start(PoolConfig config);
}
