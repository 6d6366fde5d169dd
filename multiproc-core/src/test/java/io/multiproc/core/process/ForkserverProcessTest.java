package io.multiproc.core.process;

import io.multiproc.core.spawn.ForkserverStarter;
import io.multiproc.process.StartMethod;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

class ForkserverProcessTest extends JvmProcessContract {

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
