package io.multiproc.core.sync;

import io.multiproc.process.StartMethod;

class ThreadLockTest extends LockContract {

    @Override
    StartMethod startMethod() {
        return StartMethod.THREAD;
    }
}
