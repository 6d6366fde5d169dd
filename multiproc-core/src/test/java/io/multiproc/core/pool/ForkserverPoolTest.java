package io.multiproc.core.pool;

import io.multiproc.core.spawn.ForkserverStarter;
import io.multiproc.process.StartMethod;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;

class ForkserverPoolTest extends JvmPoolContract {

    @Override
    StartMethod startMethod() {
        return StartMethod.FORKSERVER;
    }

    /** Only where a test is about the workers: the others share one pool. */
    @BeforeEach
    void awaitSpares(TestInfo test) throws Exception {
        if (test.getTestClass().filter(Workers.class::equals).isPresent()) {
            ForkserverStarter.sparesStandBy().get();
        }
    }

    @AfterEach
    void dropSpares() {
        ForkserverStarter.dropSpares();
    }
}
