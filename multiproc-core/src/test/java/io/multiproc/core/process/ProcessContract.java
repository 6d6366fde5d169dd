package io.multiproc.core.process;

import static io.multiproc.Multiprocessing.forceStartMethod;

import io.multiproc.process.StartMethod;
import io.multiproc.testkit.CleanExit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.ExtendWith;

/** What holds for a process however it is started. */
@ExtendWith(CleanExit.class)
abstract class ProcessContract extends ProcessCases {

    /** How the processes of the test are started. */
    abstract StartMethod startMethod();

    @BeforeEach
    void chooseStartMethod() throws Exception {
        forceStartMethod(startMethod());
    }

    @AfterEach
    void restoreStartMethod() {
        forceStartMethod(null);
    }

    @Nested
    class Starting extends StartingCases {}

    @Nested
    class ExitCodes extends ExitCodeCases {}

    @Nested
    class Ending extends EndingCases {}

    @Nested
    class Asking extends AskingCases {}
}
