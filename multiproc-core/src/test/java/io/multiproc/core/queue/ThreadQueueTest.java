package io.multiproc.core.queue;

import io.multiproc.process.StartMethod;

class ThreadQueueTest extends QueueContract {

    @Override
    StartMethod startMethod() {
        return StartMethod.THREAD;
    }
}
