package io.multiproc.core.queue;

import io.multiproc.process.StartMethod;

class SpawnQueueTest extends OwnedQueueContract {

    @Override
    StartMethod startMethod() {
        return StartMethod.SPAWN;
    }
}
