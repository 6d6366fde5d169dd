package io.multiproc.core.sync;

import io.multiproc.process.StartMethod;

class SpawnConditionTest extends ConditionContract {

    @Override
    StartMethod startMethod() {
        return StartMethod.SPAWN;
    }
}
