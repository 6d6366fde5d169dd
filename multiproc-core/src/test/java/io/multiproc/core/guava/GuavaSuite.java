package io.multiproc.core.guava;

import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import junit.framework.Test;
import junit.framework.TestFailure;
import junit.framework.TestResult;
import junit.framework.TestSuite;
import org.junit.jupiter.api.DynamicTest;

/** The tests of a suite of Guava's as those of JUnit Jupiter. */
public final class GuavaSuite {

    private GuavaSuite() {}

    /**
     * The tests.
     *
     * @param expected which failures are as documented
     */
    public static Stream<DynamicTest> tests(Test test, Predicate<Throwable> expected) {
        if (test instanceof TestSuite suite) {
            return Collections.list(suite.tests()).stream().flatMap(each -> tests(each, expected));
        }
        return Stream.of(DynamicTest.dynamicTest(test.toString(), () -> run(test, expected)));
    }

    private static void run(Test test, Predicate<Throwable> expected) throws Throwable {
        TestResult result = new TestResult();
        test.run(result);
        for (List<TestFailure> failures :
                List.of(Collections.list(result.errors()), Collections.list(result.failures()))) {
            if (!failures.isEmpty() && !expected.test(failures.get(0).thrownException())) {
                throw failures.get(0).thrownException();
            }
        }
    }
}
