package io.multiproc.core.pool;

import io.multiproc.core.spawn.ForkserverStarter;
import io.multiproc.process.StartMethod;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

class ForkserverPoolTest extends JvmPoolContract {

    @Override
    StartMethod startMethod() {
        return StartMethod.FORKSERVER;
    }

    @BeforeEach
    void awaitSpares() throws Exception {
        ForkserverStarter.sparesStandBy().get();
    }

    @AfterEach
    void dropSpares() {
        ForkserverStarter.dropSpares();
    }
}
