package io.multiproc.core.sync;

import io.multiproc.process.StartMethod;

class ThreadConditionTest extends ConditionContract {

    @Override
    StartMethod startMethod() {
        return StartMethod.THREAD;
    }
}
