package io.multiproc.core.logging;

import static io.multiproc.Multiprocessing.logToStderr;
import static io.multiproc.Multiprocessing.logger;
import static io.multiproc.Multiprocessing.process;
import static io.multiproc.Multiprocessing.processBuilder;
import static org.assertj.core.api.Assertions.assertThat;

import io.multiproc.logging.ProcessLevel;
import io.multiproc.process.ChildProcess;
import io.multiproc.testkit.ChildJvm;
import io.multiproc.testkit.CleanExit;
import io.multiproc.testkit.Conforms;
import java.io.IOException;
import java.time.Duration;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The library's logger, in programs of their own: once it was asked for, it stays for the life of a JVM. */
@ExtendWith(CleanExit.class)
class PackageLoggerTest {

    private static final Duration LONG = Duration.ofSeconds(50);

    private static String outputOf(Class<?> program, String... arguments) throws IOException, InterruptedException {
        ChildJvm.Result result = ChildJvm.of(program, arguments).run(LONG);
        assertThat(result.exitCode()).as(result.output()).isZero();
        return result.output();
    }

    @Test
    @Conforms("_TestLogging.test_enable_logging")
    void printsFromItsLevelOn() throws Exception {
        assertThat(outputOf(Enabling.class))
                .isEqualTo("[WARNING/MainProcess] printed\n[SUBWARNING/MainProcess] printed too\n");
    }

    static final class Enabling {

        private Enabling() {}

        public static void main(String[] arguments) {
            Logger logger = logger();
            logger.warning("nobody prints this: there is no handler");
            logToStderr();
            logger.setLevel(ProcessLevel.SUBWARNING);
            logger.info("not printed");
            logger.warning("printed");
            logger.log(ProcessLevel.SUBWARNING, "printed too");
            logger.setLevel(Level.SEVERE);
            logger.log(ProcessLevel.SUBWARNING, "not printed");
            logger.log(ProcessLevel.SUBDEBUG, "not printed");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"spawn", "forkserver"})
    @Conforms("_TestLogging.test_level")
    void aChildHasTheEffectiveLevelOfItsParent(String method) throws Exception {
        assertThat(outputOf(Levelled.class, method)).isEqualTo("832\n837\n");
    }

    static final class Levelled {

        private Levelled() {}

        public static void main(String[] arguments) throws Exception {
            io.multiproc.Multiprocessing.setStartMethod(io.multiproc.process.StartMethod.of(arguments[0]));
            logger().setLevel(Level.parse("832"));
            run(process(Levelled::printEffectiveLevel));
            logger().setLevel(null);
            Logger.getLogger("").setLevel(Level.parse("837"));
            run(process(Levelled::printEffectiveLevel));
        }

        static void printEffectiveLevel() {
            Logger logger = logger();
            while (logger.getLevel() == null) {
                logger = logger.getParent();
            }
            System.out.println(logger.getLevel().intValue());
        }
    }

    @Test
    @Conforms("_TestLogging.test_filename")
    void recordsNameTheirCaller() throws Exception {
        assertThat(outputOf(Named.class))
                .isEqualTo(("directly: " + Named.class.getName() + ".main\n" + "as the library logs: "
                        + Named.class.getName() + ".main\n" + "in a child: " + Named.class.getName()
                        + ".logInAChild\n"));
    }

    static final class Named {

        /** Held, or the JDK would forget its handler. */
        private static final Logger ACME = Logger.getLogger("acme");

        private Named() {}

        public static void main(String[] arguments) throws Exception {
            logger().addHandler(new PrintingHandler());
            ACME.addHandler(new PrintingHandler());
            ACME.setUseParentHandlers(false);
            logger().warning("directly");
            System.getLogger("io.multiproc.core").log(System.Logger.Level.WARNING, "as the library logs");
            run(processBuilder().forwardLogs(true).target(Named::logInAChild));
        }

        static void logInAChild() {
            ACME.warning("in a child");
        }
    }

    @Test
    void printsInChildrenToo() throws Exception {
        assertThat(outputOf(Printing.class))
                .isEqualTo("[INFO/MainProcess] parent 1\n[INFO/bob] child\n[WARNING/MainProcess] with stack\n"
                        + "java.lang.IllegalStateException: stack\n");
    }

    static final class Printing {

        private Printing() {}

        public static void main(String[] arguments) throws Exception {
            Logger logger = logToStderr(Level.INFO);
            assertThat(logToStderr()).isSameAs(logger).isSameAs(logger());
            logger.log(Level.INFO, "parent {0}", 1);
            logger.fine("not printed");
            run(processBuilder().name("bob").target(Printing::log));
            IllegalStateException thrown = new IllegalStateException("stack");
            thrown.setStackTrace(new StackTraceElement[0]);
            logger.log(Level.WARNING, "with stack", thrown);
        }

        static void log() {
            logger().info("child");
            logger().fine("not printed");
        }
    }

    private static void run(ChildProcess process) throws InterruptedException {
        process.start();
        process.join();
    }

    /** Prints the message, and who logged it. */
    private static final class PrintingHandler extends java.util.logging.Handler {

        @Override
        public void publish(LogRecord record) {
            System.out.println(
                    record.getMessage() + ": " + record.getSourceClassName() + "." + record.getSourceMethodName());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
