package io.multiproc.core.process;

import org.junit.jupiter.api.Nested;

/** What holds besides for a process that is a JVM of its own. */
abstract class JvmProcessContract extends ProcessContract {

    @Nested
    class JvmExitCodes extends JvmExitCodeCases {}

    @Nested
    class Inheriting extends InheritingCases {}

    @Nested
    class JvmEnding extends JvmEndingCases {}
}
