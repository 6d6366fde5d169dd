package io.multiproc.core.sync;

import io.multiproc.process.StartMethod;

class ThreadBarrierTest extends BarrierContract {

    @Override
    StartMethod startMethod() {
        return StartMethod.THREAD;
    }
}
