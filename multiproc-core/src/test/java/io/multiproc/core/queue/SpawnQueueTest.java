package io.multiproc.core.queue;

import io.multiproc.process.StartMethod;

class SpawnQueueTest extends QueueContract {

    @Override
    StartMethod startMethod() {
        return StartMethod.SPAWN;
    }
}
