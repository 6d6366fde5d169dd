package io.multiproc.core.pool;

import static io.multiproc.Multiprocessing.forceStartMethod;
import static io.multiproc.Multiprocessing.pool;

import io.multiproc.pool.ProcessPool;
import io.multiproc.process.StartMethod;
import io.multiproc.testkit.CleanExit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;

/** What holds for a pool however its workers are started. */
@ExtendWith(CleanExit.class)
@TestInstance(Lifecycle.PER_CLASS)
abstract class PoolContract {

    /** How the workers are started. */
    abstract StartMethod startMethod();

    static ProcessPool pool;

    @BeforeAll
    void start() throws Exception {
        forceStartMethod(startMethod());
        pool = pool(2);
    }

    @AfterAll
    void stop() {
        pool.close();
        forceStartMethod(null);
    }

    @Nested
    class Apply extends ApplyCases {}

    @Nested
    class Map extends MapCases {}

    @Nested
    class Errors extends ErrorsCases {}

    @Nested
    class Unread extends UnreadCases {}

    @Nested
    class Life extends LifeCases {}

    @Nested
    class Starmap extends StarmapCases {}

    @Nested
    class Imap extends ImapCases {}

    @Nested
    class Results extends ResultsCases {}

    @Nested
    class Stages extends StageCases {}

    @Nested
    class Progress extends ProgressCases {}

    @Nested
    class Collect extends CollectCases {}

    @Nested
    class Flight extends FlightCases {}
}
