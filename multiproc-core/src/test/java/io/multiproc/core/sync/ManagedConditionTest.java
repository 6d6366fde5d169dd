package io.multiproc.core.sync;

import io.multiproc.process.StartMethod;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Conditions and events of a manager; threads play the processes, as the server is one in any case. */
class ManagedConditionTest extends ConditionContract {

    private static ManagedSync manager;

    @BeforeAll
    static void startServer() {
        manager = new ManagedSync();
    }

    @AfterAll
    static void stopServer() {
        manager.close();
    }

    @Override
    StartMethod startMethod() {
        return StartMethod.THREAD;
    }

    @Override
    SyncMaker maker() {
        return manager;
    }
}
