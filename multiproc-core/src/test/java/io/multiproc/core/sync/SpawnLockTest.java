package io.multiproc.core.sync;

import io.multiproc.process.StartMethod;

class SpawnLockTest extends LockContract {

    @Override
    StartMethod startMethod() {
        return StartMethod.SPAWN;
    }
}
