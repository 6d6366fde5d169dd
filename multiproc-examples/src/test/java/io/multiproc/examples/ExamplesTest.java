package io.multiproc.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.multiproc.examples.pictures.PictureFolder;
import io.multiproc.testkit.ChildJvm;
import io.multiproc.testkit.CleanExit;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Runs each example as a user does, as a program of its own. */
@ExtendWith(CleanExit.class)
class ExamplesTest {

    private static final Duration LONG = Duration.ofSeconds(100);

    /** The lines that the program and its children print; it must end well. */
    private static List<String> run(Class<?> example, String... arguments) throws Exception {
        ChildJvm.Result result = Program.of(example, arguments).run(LONG);
        assertThat(result.exitCode()).as(result.output()).isZero();
        return result.output().lines().toList();
    }

    private static String freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            return Integer.toString(free.getLocalPort());
        }
    }

    @Test
    void runProcStartsAProcessAndWaits() throws Exception {
        List<String> lines = run(RunProc.class);
        assertThat(lines).hasSize(4);
        String parent = number(lines.get(0), "Parent process (\\d+)\\.");
        assertThat(lines.get(1)).isEqualTo("Child process will start.");
        String child = number(lines.get(2), "Run child process test \\((\\d+)\\)\\.\\.\\.");
        assertThat(lines.get(3)).isEqualTo("Child process end.");
        assertThat(child).isNotEqualTo(parent);
    }

    @Test
    void runProcPassesItsArgument() throws Exception {
        assertThat(run(RunProc.class, "bob").get(2)).startsWith("Run child process bob (");
    }

    @Test
    void forkTourShowsBothSidesAndAChildThatCannotBeCreated() throws Exception {
        List<String> lines = run(ForkTour.class);
        String parent = number(lines.get(0), "Process \\((\\d+)\\) start\\.\\.\\.");
        String child = number(lines.get(1), "I am child process \\((\\d+)\\) and my parent is " + parent + "\\.");
        assertThat(lines.get(2)).isEqualTo("I (%s) just created a child process (%s).".formatted(parent, child));
        assertThat(lines)
                .anyMatch(line ->
                        line.startsWith("No child process: process Process-2 ended before it connected: exit code 1,")
                                && line.contains("NoSuchFlag"));
        assertThat(lines).contains("Process (%s) is still here.".formatted(parent));
    }

    @Test
    void pipeHelloReceivesWhatItsWorkerSends() throws Exception {
        assertThat(run(PipeHello.class)).containsExactly("[42, null, hello]");
    }

    @Test
    void listenerClientTalksToAProgramThatItDidNotStart() throws Exception {
        String[] received = {"[2.25, null, junk]", "hello", "8", "[42, 1729, 0, 0, 0]"};
        assertThat(run(ListenerClient.class)).containsExactly(received);

        String port = freePort();
        try (ChildJvm.Running listener =
                Program.of(ListenerClient.class, "listen", port, "secret").start()) {
            listener.awaitOutput("connect " + port + " secret", LONG);
            assertThat(run(ListenerClient.class, "connect", port, "secret")).containsExactly(received);
            ChildJvm.Result result = listener.await(LONG);
            assertThat(result.exitCode()).as(result.output()).isZero();
            assertThat(result.output()).contains("A client came from /127.0.0.1:");
        }
    }

    @Test
    void poolMapSquaresOnFourWorkers() throws Exception {
        List<String> lines = run(PoolMap.class);
        assertThat(lines).hasSize(11).last().isEqualTo("[0, 1, 4, 9, 16, 25, 36, 49, 64, 81]");
        List<MatchResult> calls = lines.subList(0, 10).stream()
                .map(line -> match(line, "Worker (\\d+): (\\d)"))
                .toList();
        assertThat(calls.stream().map(call -> Integer.valueOf(call.group(2))))
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 10).boxed().toList());
        assertThat(calls.stream().map(call -> call.group(1)).distinct().count()).isBetween(1L, 4L);
    }

    @Test
    void poolAllCallsShowsEachCall() throws Exception {
        assertThat(run(PoolAllCalls.class))
                .containsExactly(
                        "apply: 3",
                        "applyAsync: 7",
                        "map: [0, 1, 4, 9, 16]",
                        "mapAsync: [0, 1, 4, 9, 16]",
                        "starmap: [11, 22]",
                        "starmapAsync: [11, 22]",
                        "imap: 0",
                        "imap: 1",
                        "imap: 4",
                        "imap: 9",
                        "imap: 16",
                        "imapUnordered, sorted: [0, 1, 4, 9, 16]",
                        "imap as a stream, summed: 30",
                        "onResult: 11",
                        "onError: java.lang.ArithmeticException: / by zero",
                        "asExecutorService: 15");
    }

    @Test
    void poolInitializerPreparesEachWorker() throws Exception {
        assertThat(run(PoolInitializer.class))
                .containsExactly(
                        "A worker loads its words for de",
                        "A worker loads its words for de",
                        "[eins, zwei, drei, four?]",
                        "Words in the main process: 0");
    }

    @Test
    void poolCrashLosesOnlyTheTasksThatEndTheirWorkers() throws Exception {
        List<String> lines = run(PoolCrash.class);
        assertThat(lines).hasSize(4).last().isEqualTo("Done: [0, 1, 2, 4, 5, 6, 8, 9]");
        assertThat(lines.get(0)).startsWith("KILLED, exit code -9: worker ").contains("item 3");
        assertThat(lines.get(1)).startsWith("EXITED, exit code 7: worker ").contains("item 7");
        assertThat(lines.get(2)).startsWith("  exit called at ").contains("PoolCrash.work(PoolCrash.java:");
    }

    @Test
    void poolDeadlineEndsTheTasksThatHang() throws Exception {
        List<String> lines = run(PoolDeadline.class);
        assertThat(lines).last().isEqualTo("Done: [first, last]");
        assertThat(lines)
                .anyMatch(line -> line.contains("was interrupted there"))
                .anyMatch(line -> line.contains("did not heed its interruption"));
    }

    @Test
    void poolProgressPrintsPlainLinesWhereThereIsNoTerminal() throws Exception {
        List<String> lines = run(PoolWithProgress.class);
        assertThat(lines).last().isEqualTo("Rendered 40 pages");
        assertThat(lines.subList(0, lines.size() - 1))
                .allMatch(line -> line.matches("pages: \\d+ of 40 \\(\\d+ %\\)"))
                .last()
                .isEqualTo("pages: 40 of 40 (100 %)");
    }

    @Test
    void poolProgressDrawsABarInATerminal() throws Exception {
        ChildJvm program = Program.of(PoolWithProgress.class)
                .by(List.of("env", "--unset=CI", "TERM=xterm"))
                .inTerminal();
        String output = program.run(LONG).output();
        assertThat(output).contains("\rpages").contains("100%").contains("40/40");
        assertThat(output.lines()).last().isEqualTo("Rendered 40 pages");
    }

    @Test
    void queueHelloPrintsTheWorkersGreeting() throws Exception {
        assertThat(run(QueueHello.class)).containsExactly("hello from worker");
    }

    @Test
    void managerListPrintsWhatAllHaveAppended() throws Exception {
        assertThat(run(ManagerList.class)).containsExactly("[0, 1, 4, 9]");
    }

    @Test
    void managerDictAndListPrintsWhatTheChildHasChanged() throws Exception {
        assertThat(run(ManagerDictAndList.class))
                .containsExactly("{1=1, 2=2, 0.25=[]}", "[9, 8, 7, 6, 5, 4, 3, 2, 1, 0]");
    }

    @Test
    void remoteManagerServesProgramsThatItDidNotStart() throws Exception {
        assertThat(run(RemoteManager.class)).containsExactly("hello");

        String port = freePort();
        try (ChildJvm.Running server =
                Program.of(RemoteManager.class, "serve", port, "secret").start()) {
            server.awaitOutput("get " + port + " secret", LONG);
            assertThat(run(RemoteManager.class, "put", port, "secret", "from afar"))
                    .isEmpty();
            assertThat(run(RemoteManager.class, "get", port, "secret")).containsExactly("from afar");
        }
    }

    @Test
    void customManagerCalculatesInTheServer() throws Exception {
        assertThat(run(CustomManager.class)).containsExactly("7", "56");
    }

    @Test
    void synchronizedTypesTourCountsRight() throws Exception {
        assertThat(run(SynchronizedTypesTour.class))
                .containsExactly("Namespace(increments=30, workers=3)", "queue empty: true, lock free: true");
    }

    @Test
    void producersConsumersMissNothing() throws Exception {
        List<String> lines = run(ProducersConsumers.class);
        assertThat(lines).hasSize(4).last().isEqualTo("sum of 3000 numbers: 4498500, expected 4498500");
        assertThat(lines.subList(0, 3))
                .containsExactlyInAnyOrder(
                        "Process-1 put 0 to 999", "Process-2 put 1000 to 1999", "Process-3 put 2000 to 2999");
    }

    @Test
    void lockPrintingKeepsTheLinesOfAWorkerTogether() throws Exception {
        List<String> lines = run(LockPrinting.class);
        assertThat(lines).hasSize(10).doesNotHaveDuplicates();
        for (int i = 0; i < lines.size(); i += 2) {
            String worker = number(lines.get(i), "worker ([0-4]) begins");
            assertThat(lines.get(i + 1)).isEqualTo("worker " + worker + " ends");
        }
    }

    @Test
    void sharedCounterLosesNothingUnderTheLock() throws Exception {
        List<String> lines = run(SharedCounter.class);
        assertThat(lines).hasSize(2);
        assertThat(Integer.valueOf(number(lines.get(0), "without the lock: ([0-9]+) of 400000")))
                .isBetween(1, 400_000);
        assertThat(lines.get(1)).isEqualTo("with the lock: 400000 of 400000");
    }

    @Test
    void barrierRoundsBeginWhenAllHaveEndedTheOneBefore() throws Exception {
        List<String> lines = run(BarrierRounds.class);
        assertThat(lines).hasSize(12);
        for (int n = 0; n < 3; n++) {
            List<String> round = lines.subList(4 * n, 4 * n + 4);
            assertThat(round.subList(0, 3))
                    .containsExactlyInAnyOrder("round " + n + ": a", "round " + n + ": b", "round " + n + ": c");
            assertThat(round.get(3)).isEqualTo("round " + n + " is over");
        }
    }

    @Test
    void sharedArrayIsFilledByTwoProcesses() throws Exception {
        List<String> lines = run(SharedArray.class);
        assertThat(lines).hasSize(3).last().isEqualTo("sum of 80 MB: 24999997500000");
        assertThat(lines.subList(0, 2))
                .containsExactlyInAnyOrder("Process-1 filled 0 to 4999999", "Process-2 filled 5000000 to 9999999");
    }

    @Test
    void imageThumbnailsReportsABrokenPictureAndMakesTheOthers(@TempDir Path folder) throws Exception {
        Path pictures = Files.createDirectory(folder.resolve("pictures"));
        PictureFolder.examples(pictures);
        Files.writeString(pictures.resolve("broken.jpg"), "no picture");
        Path out = folder.resolve("new").resolve("thumbnails");

        List<String> lines = run(ImageThumbnails.class, pictures.toString(), out.toString());
        assertThat(lines).hasSize(9).last().isEqualTo("All in " + out);
        assertThat(lines).anyMatch(line -> line.startsWith("broken.jpg: failed: "));
        assertThat(lines.stream().filter(line -> line.matches("[a-z_]+\\.(png|jpg): (128 x \\d+|\\d+ x 128)")))
                .hasSize(7);
        assertThat(PictureFolder.list(out)).hasSize(7);
    }

    @Test
    void imageThumbnailsWorksOnItsOwnPhotographs() throws Exception {
        List<String> lines = run(ImageThumbnails.class);
        assertThat(lines).hasSize(8).last().asString().startsWith("All removed again");
        assertThat(lines.subList(0, 7)).startsWith("astronaut.png: 128 x 128").endsWith("rocket.jpg: 128 x 85");
    }

    @Test
    void daemonAndNonDaemonLosesTheDaemonsLastLine() throws Exception {
        List<String> lines = run(DaemonAndNonDaemon.class, "0.6");
        assertThat(lines)
                .contains("Starting worker", "Starting daemon", "Starting non-daemon")
                .contains("Exiting worker", "Exiting non-daemon")
                .doesNotContain("Exiting daemon")
                .anyMatch(line -> line.matches("CPUs: [1-9]\\d*"));
        // on a slow machine the worker may have ended before the last one is started
        assertThat(lines.stream().filter(line -> line.matches("Child (daemon|non-daemon) \\d+")))
                .hasSize(2);
        assertThat(lines).last().isEqualTo("Exiting non-daemon");
    }

    @Test
    void processSubclassRunsInTheChildWithItsFields() throws Exception {
        assertThat(run(ProcessSubclass.class))
                .containsExactly(
                        "sum of 1 to 10 = 55",
                        "exit code 0",
                        "sum of 1 to 1000 = 500500",
                        "exit code 0",
                        "sum of 500 to 1500 = 1001000",
                        "exit code 0");
    }

    @Test
    void terminateAndExitCodesPrintsTheTable() throws Exception {
        assertThat(run(TerminateAndExitCodes.class))
                .containsSubsequence(
                        "normal return      0",
                        "System.exit(3)     3",
                        "ExitException      1",
                        "uncaught           1",
                        "interrupted        1",
                        "terminated       -15",
                        "killed            -9")
                .contains("no input file")
                .anyMatch(line -> line.contains("NumberFormatException"));
    }

    @Test
    void waitForAnyTellsTheEndsInTheirOrder() throws Exception {
        assertThat(run(WaitForAny.class))
                .containsExactly(
                        "sleeper of 100 ms has ended with 0",
                        "sleeper of 1200 ms has ended with 0",
                        "sleeper of 2400 ms has ended with 0");
    }

    private static String number(String line, String pattern) {
        return match(line, pattern).group(1);
    }

    private static MatchResult match(String line, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(line);
        assertThat(matcher.matches()).as(line).isTrue();
        return matcher.toMatchResult();
    }
}
