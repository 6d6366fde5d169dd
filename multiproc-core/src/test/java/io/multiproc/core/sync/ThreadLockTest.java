package io.multiproc.core.sync;

import io.multiproc.process.StartMethod;

class ThreadLockTest extends SharedLockContract {

    @Override
    StartMethod startMethod() {
        return StartMethod.THREAD;
    }
}
