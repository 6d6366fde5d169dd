package io.multiproc.core.sync;

import io.multiproc.process.StartMethod;

class SpawnLockTest extends SharedLockContract {

    @Override
    StartMethod startMethod() {
        return StartMethod.SPAWN;
    }
}
