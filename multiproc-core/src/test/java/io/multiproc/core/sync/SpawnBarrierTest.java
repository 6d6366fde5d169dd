package io.multiproc.core.sync;

import io.multiproc.process.StartMethod;

class SpawnBarrierTest extends BarrierContract {

    @Override
    StartMethod startMethod() {
        return StartMethod.SPAWN;
    }
}
