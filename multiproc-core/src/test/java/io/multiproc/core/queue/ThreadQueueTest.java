package io.multiproc.core.queue;

import io.multiproc.process.StartMethod;

class ThreadQueueTest extends OwnedQueueContract {

    @Override
    StartMethod startMethod() {
        return StartMethod.THREAD;
    }
}
