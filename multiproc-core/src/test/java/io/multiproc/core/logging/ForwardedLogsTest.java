package io.multiproc.core.logging;

import static io.multiproc.Multiprocessing.context;
import static io.multiproc.Multiprocessing.finalizer;
import static io.multiproc.Multiprocessing.poolBuilder;
import static io.multiproc.Multiprocessing.processBuilder;
import static org.assertj.core.api.Assertions.assertThat;

import io.multiproc.core.spawn.ForkserverStarter;
import io.multiproc.logging.ForwardedLogRecord;
import io.multiproc.logging.ProcessLogFormatter;
import io.multiproc.pool.ProcessPool;
import io.multiproc.process.ChildProcess;
import io.multiproc.process.ProcessOutput;
import io.multiproc.testkit.ChildJvm;
import io.multiproc.testkit.CleanExit;
import io.multiproc.testkit.Signals;
import io.multiproc.testkit.programs.Programs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Log records of children, published by their parent. */
@ExtendWith(CleanExit.class)
class ForwardedLogsTest {

    private static final Duration LONG = Duration.ofSeconds(50);
    private static final Pattern DROPPED = Pattern.compile("(\\d+) log records of process .* were dropped");

    @TempDir
    Path folder;

    private final Logger acme = Logger.getLogger("acme");
    private final Logger own = Logger.getLogger("io.multiproc.core.logging");
    private final RecordingHandler records = new RecordingHandler();

    @BeforeEach
    void record() {
        for (Logger logger : List.of(acme, own)) {
            logger.setUseParentHandlers(false);
            logger.addHandler(records);
        }
        acme.setLevel(Level.ALL);
    }

    @AfterEach
    void stop() {
        ForkserverStarter.dropSpares();
        for (Logger logger : List.of(acme, own)) {
            logger.removeHandler(records);
            logger.setUseParentHandlers(true);
            logger.setLevel(null);
        }
    }

    private static ChildProcess run(ChildProcess process) throws InterruptedException {
        process.start();
        assertThat(process.join(LONG)).as("ended in time").isTrue();
        return process;
    }

    @ParameterizedTest
    @ValueSource(strings = {"spawn", "forkserver"})
    void arriveBeforeJoinReturnsWithAllThatTheyHold(String method) throws Exception {
        ChildProcess child = run(
                context(method).processBuilder().name("bob").forwardLogs(true).target(Logging::logAndFail));

        assertThat(records.messages()).containsExactly("job 7 failed", "thrown", "by the platform");
        ForwardedLogRecord first = (ForwardedLogRecord) records.all().get(0);
        assertThat(first.getLoggerName()).isEqualTo("acme.jobs");
        assertThat(first.getLevel()).isSameAs(Level.WARNING);
        assertThat(first.processName()).isEqualTo("bob");
        assertThat(first.pid()).isEqualTo(child.pid().orElseThrow());
        assertThat(first.threadName()).isEqualTo("busy");
        assertThat(first.getSourceClassName()).isEqualTo(Logging.class.getName());
        assertThat(first.getSourceMethodName()).isEqualTo("logAndFail");
        ForwardedLogRecord thrown = (ForwardedLogRecord) records.all().get(1);
        assertThat(thrown.thrownText().orElseThrow())
                .startsWith("java.lang.IllegalStateException: broken")
                .contains("at io.multiproc.core.logging.Logging.logAndFail(Logging.java:");
        assertThat(records.all().get(2).getLoggerName()).isEqualTo("acme.system");
    }

    @Test
    void areNotPrintedByTheChildAsWell() throws Exception {
        Path errors = folder.resolve("errors");
        run(processBuilder()
                .errorOutput(ProcessOutput.toFile(errors))
                .forwardLogs(true)
                .target(Logging::logAndFail));

        assertThat(errors).isEmptyFile();
        assertThat(records.all()).hasSize(3);
    }

    @Test
    void areNotForwardedUnlessAskedFor() throws Exception {
        run(processBuilder()
                .errorOutput(ProcessOutput.discarded())
                .forwardLogs(Level.ALL)
                .forwardLogs(false)
                .target(Logging::logAndFail));

        assertThat(records.all()).isEmpty();
    }

    @Test
    void beginAtTheLevelThatIsAskedFor() throws Exception {
        run(processBuilder().forwardLogs(Level.FINE).target(Logging::logFine));

        assertThat(records.messages()).containsExactly("fine");
    }

    @Test
    void areSubjectToTheLevelsOfTheParent() throws Exception {
        acme.setLevel(Level.SEVERE);
        run(processBuilder().forwardLogs(true).target(Logging::logAndFail));

        assertThat(records.messages()).containsExactly("thrown");
    }

    @Test
    void ofAGrandchildKeepTheNameOfItsProcess() throws Exception {
        run(processBuilder().name("middle").forwardLogs(true).target(Logging::parentOfOneThatLogs));

        assertThat(records.messages()).containsExactly("from below");
        ForwardedLogRecord record = (ForwardedLogRecord) records.all().get(0);
        assertThat(record.processName()).isEqualTo("grandchild");
        assertThat(record.task()).isEmpty();
    }

    @Test
    void ofPoolWorkersCarryTheirNames() throws Exception {
        try (ProcessPool pool =
                poolBuilder().name("pool").processes(1).forwardLogs(true).build()) {
            pool.map(Logging::logInATask, List.of(1, 2, 3), 1);
        }
        assertThat(records.messages()).containsExactly("task 1", "task 2", "task 3");
        assertThat(records.all())
                .allMatch(record -> ((ForwardedLogRecord) record).processName().equals("pool-worker-1"));
        assertThat(records.all())
                .extracting(record -> ((ForwardedLogRecord) record).task().orElse(""))
                .containsExactly("task 1 (item 0)", "task 2 (item 1)", "task 3 (item 2)");
        assertThat(records.all())
                .extracting(new ProcessLogFormatter()::format)
                .first(InstanceOfAssertFactories.STRING)
                .isEqualToNormalizingNewlines("[WARNING/pool-worker-1, task 1 (item 0)] task 1\n");
    }

    static String line(String message) {
        return new ProcessLogFormatter().format(new LogRecord(Level.INFO, message));
    }

    @Test
    void areLinesWithProcessAndTaskWhereTheyAreLogged() throws Exception {
        try (ProcessPool pool = poolBuilder().name("pool").processes(1).build()) {
            assertThat(pool.apply(ForwardedLogsTest::line, "working"))
                    .isEqualToNormalizingNewlines("[INFO/pool-worker-1, task 1] working\n");
            assertThat(pool.map(ForwardedLogsTest::line, List.of("a", "b"), 2).get(1))
                    .isEqualToNormalizingNewlines("[INFO/pool-worker-1, task 2 (item 1)] b\n");
        }
        assertThat(line("here")).isEqualToNormalizingNewlines("[INFO/MainProcess] here\n");
    }

    @Test
    void doNotHurtTheChildWhenTheyCannotBeFormatted() throws Exception {
        ChildProcess child = run(processBuilder()
                .errorOutput(ProcessOutput.discarded())
                .forwardLogs(true)
                .target(Logging::badArgument));

        assertThat(child.exitCode()).hasValue(0);
        assertThat(records.messages()).contains("after");
    }

    @Test
    void arriveOrAreCounted() throws Exception {
        int count = 20_000;
        run(processBuilder().forwardLogs(true).target(Logging::logMany, count, 100));

        assertThat(arrived() + dropped()).isEqualTo(count);
    }

    @Test
    void ofManyChildrenArriveOrAreCounted() throws Exception {
        int children = 8;
        List<ChildProcess> processes = IntStream.range(0, children)
                .mapToObj(i -> processBuilder().forwardLogs(true).target(Logging::logMany, 1_000, 10))
                .toList();
        processes.forEach(ChildProcess::start);
        for (ChildProcess process : processes) {
            assertThat(process.join(LONG)).isTrue();
        }
        assertThat(arrived() + dropped()).isEqualTo(children * 1_000);
    }

    @Test
    void areDroppedAndCountedWhenAHandlerOfTheParentIsStuck() throws Exception {
        CountDownLatch free = new CountDownLatch(1);
        records.holdUntil(free);
        int count = 20_000;
        try {
            ChildProcess child = processBuilder()
                    .forwardLogs(true)
                    .target(Logging::logManyThenWrite, folder.resolve("done").toString(), count, 100);
            run(child);

            assertThat(child.exitCode()).hasValue(0);
            assertThat(folder.resolve("done")).hasContent("done");
        } finally {
            free.countDown();
        }
        // what was on its way when the child ended; the rest, and its number, had no way to go any more
        Awaitility.await().atMost(LONG).until(() -> arrived() > 100);
        assertThat(arrived()).isLessThan(count);
    }

    @Test
    void ofAKilledChildAreThereAsFarAsItCame() throws Exception {
        Path started = folder.resolve("started");
        ChildProcess child = processBuilder().forwardLogs(true).target(Logging::logForEver, started.toString());
        child.start();
        Awaitility.await().atMost(LONG).until(() -> Files.exists(started) && arrived() > 100);
        child.kill();
        assertThat(child.join(LONG)).isTrue();

        assertThat(child.exitCode()).hasValue(-9);
        int arrived = arrived();
        run(processBuilder().forwardLogs(true).target(Logging::logMany, 1, 1));
        assertThat(arrived()).isEqualTo(arrived + 1);
    }

    @Test
    void doNotKeepAChildWhoseParentIsKilled() throws Exception {
        try (ChildJvm.Running program =
                ChildJvm.of(ReadingProgram.class, folder.toString()).start()) {
            program.awaitOutput("alive", LONG);
            program.process().destroyForcibly().waitFor();

            Awaitility.await().atMost(LONG).until(() -> Files.exists(folder.resolve("survived")));
        }
    }

    /** Starts a child whose records it publishes, and waits to be killed. */
    static final class ReadingProgram {

        private ReadingProgram() {}

        public static void main(String[] arguments) throws Exception {
            processBuilder()
                    .forwardLogs(true)
                    .target(Logging::outliveParent, arguments[0])
                    .start();
            Programs.sleepForever();
        }
    }

    /** The write of a record to it does not end, and the end of the child must not wait for that. */
    @Test
    void doNotKeepAChildWhoseParentIsStopped() throws Exception {
        try (ChildJvm.Running program =
                ChildJvm.of(StoppedProgram.class, folder.toString()).start()) {
            Path child = folder.resolve("child");
            Awaitility.await().atMost(LONG).until(() -> Files.exists(child));
            long pid = Long.parseLong(Files.readString(child));
            Signals.stop(program.process().pid());
            try {
                Files.createFile(folder.resolve("go"));
                Awaitility.await().atMost(LONG).until(() -> isZombie(pid));
            } finally {
                Signals.resume(program.process().pid());
            }
            ChildJvm.Result result = program.await(LONG);
            assertThat(result.output()).endsWith("exit code 0\n");
        }
    }

    /** Starts a child whose records it publishes, but when it is stopped. */
    static final class StoppedProgram {

        private static final Logger ACME = Logger.getLogger("acme");

        private StoppedProgram() {}

        public static void main(String[] arguments) throws Exception {
            ACME.setUseParentHandlers(false);
            ChildProcess child =
                    processBuilder().forwardLogs(true).target(Logging::logWhenToldTo, arguments[0], 20_000);
            child.start();
            child.join();
            System.out.println("exit code " + child.exitCode().orElseThrow());
        }
    }

    @Test
    void arePrintedWhenTheParentWaitsForTheChildAtItsEnd() throws Exception {
        ChildJvm.Result result =
                ChildJvm.of(WaitingProgram.class, folder.toString()).run(LONG);

        assertThat(result.output())
                .contains("\n[WARNING/late-child] late\njava.lang.IllegalStateException: broken\n")
                .doesNotContain("finer");
        assertThat(result.exitCode()).isZero();
    }

    /** Ends while its child still has something to say. */
    static final class WaitingProgram {

        private static final Logger ROOT = Logger.getLogger("");
        private static final List<Object> KEPT = new ArrayList<>();

        private WaitingProgram() {}

        public static void main(String[] arguments) throws Exception {
            ROOT.info("main logs"); // else nothing would have to be cleaned up
            processBuilder()
                    .name("late-child")
                    .forwardLogs(Level.ALL)
                    .target(Logging::logLate, arguments[0] + "/go")
                    .start();
            KEPT.add(finalizer(KEPT, () -> letItGoOn(Path.of(arguments[0], "go")), 0)); // before it waits for the child
        }

        /** When the JDK has removed the handlers. */
        private static void letItGoOn(Path go) {
            while (ROOT.getHandlers().length > 0) {
                Thread.onSpinWait();
            }
            try {
                Files.createFile(go);
            } catch (IOException e) {
                throw new UncheckedIOException("cannot let the child go on", e);
            }
        }
    }

    private static boolean isZombie(long pid) throws IOException {
        String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
        return stat.startsWith(") Z", stat.lastIndexOf(')'));
    }

    private int arrived() {
        return (int) records.messages().stream()
                .filter(message -> message.startsWith("record "))
                .count();
    }

    private int dropped() {
        return records.messages().stream()
                .map(DROPPED::matcher)
                .filter(Matcher::lookingAt)
                .mapToInt(matcher -> Integer.parseInt(matcher.group(1)))
                .sum();
    }
}
