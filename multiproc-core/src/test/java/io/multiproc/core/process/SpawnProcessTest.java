package io.multiproc.core.process;

import io.multiproc.process.StartMethod;

class SpawnProcessTest extends JvmProcessContract {

    @Override
    StartMethod startMethod() {
        return StartMethod.SPAWN;
    }
}
