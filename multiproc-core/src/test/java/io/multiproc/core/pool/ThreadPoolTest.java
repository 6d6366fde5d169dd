package io.multiproc.core.pool;

import io.multiproc.process.StartMethod;

class ThreadPoolTest extends PoolContract {

    @Override
    StartMethod startMethod() {
        return StartMethod.THREAD;
    }
}
