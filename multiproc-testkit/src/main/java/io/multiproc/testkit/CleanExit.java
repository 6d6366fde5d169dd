package io.multiproc.testkit;

import java.time.Duration;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * Fails a test that leaves something behind: a process, a thread of this library, a file in a run directory, or a block
 * of shared memory that no process uses.
 *
 * <pre>{@code
 * @ExtendWith(CleanExit.class)
 * class MyTest { … }
 * }</pre>
 *
 * <p>What a test left is given ten seconds to go away by itself. What is there after that is reported, with the command
 * lines and thread dumps of the processes, and the processes are killed, so that the next test starts clean. What
 * existed before the test, for instance made in a {@code @BeforeAll} method, does not count.
 *
 * <p>The whole JVM is watched, so tests that use it must not run in parallel in one JVM.
 */
public final class CleanExit implements BeforeEachCallback, AfterEachCallback {

    private static final Namespace NAMESPACE = Namespace.create(CleanExit.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** JUnit configuration parameter for another patience; only the tests of this class are in a hurry. */
    static final String PATIENCE_MILLIS = "io.multiproc.testkit.patience.millis";

    @Override
    public void beforeEach(ExtensionContext context) {
        watch(context);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        Duration patience = context.getConfigurationParameter(PATIENCE_MILLIS, Long::valueOf)
                .map(Duration::ofMillis)
                .orElse(PATIENCE);
        try (LeakWatch watch = watch(context)) {
            Leaks leaks = watch.await(patience);
            if (!leaks.isEmpty()) {
                String report = leaks.report(context.getDisplayName(), patience);
                leaks.killProcesses();
                throw new AssertionError(report);
            }
        }
    }

    /** Begins to watch at the first call for a test. */
    private static LeakWatch watch(ExtensionContext context) {
        return context.getStore(NAMESPACE)
                .getOrComputeIfAbsent(LeakWatch.class, key -> LeakWatch.begin(), LeakWatch.class);
    }
}
