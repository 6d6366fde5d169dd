package io.multiproc.core.process;

import io.multiproc.process.StartMethod;

class ThreadProcessTest extends ProcessContract {

    @Override
    StartMethod startMethod() {
        return StartMethod.THREAD;
    }
}
