package io.multiproc.core.output;

import static io.multiproc.Multiprocessing.context;
import static io.multiproc.Multiprocessing.poolBuilder;
import static io.multiproc.Multiprocessing.processBuilder;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multiproc.core.spawn.ForkserverStarter;
import io.multiproc.pool.ProcessPool;
import io.multiproc.process.ChildProcess;
import io.multiproc.process.ProcessOutput;
import io.multiproc.process.ProcessStartException;
import io.multiproc.testkit.ChildJvm;
import io.multiproc.testkit.CleanExit;
import io.multiproc.testkit.SameWithoutNative;
import io.multiproc.testkit.programs.Programs;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the output of children goes. */
@ExtendWith(CleanExit.class)
@SameWithoutNative
class ProcessOutputTest {

    private static final Duration LONG = Duration.ofSeconds(50);

    @TempDir
    Path folder;

    private CapturedStreams streams;

    @BeforeEach
    void capture() {
        streams = new CapturedStreams();
    }

    @AfterEach
    void release() {
        ForkserverStarter.dropSpares();
        streams.close();
    }

    private String file(String name) {
        return folder.resolve(name).toString();
    }

    private static ChildProcess run(ChildProcess process) throws InterruptedException {
        process.start();
        assertThat(process.join(LONG)).as("ended in time").isTrue();
        return process;
    }

    private static ChildProcess.Builder forwarding(String name) {
        return processBuilder().name(name).output(ProcessOutput.forwarded());
    }

    @Nested
    class Forwarded {

        @Test
        void eachStreamGoesThroughItsOwnWithTheNameInFront() throws Exception {
            run(forwarding("bob").target(Printing::both));

            assertThat(streams.out()).isEqualTo("[bob] to output\n");
            assertThat(streams.err()).isEqualTo("[bob] to error\n");
        }

        @Test
        void aPrefixCanBeChosenForEach() throws Exception {
            run(processBuilder()
                    .output(ProcessOutput.forwarded(""))
                    .errorOutput(ProcessOutput.forwarded("E "))
                    .target(Printing::both));

            assertThat(streams.out()).isEqualTo("to output\n");
            assertThat(streams.err()).isEqualTo("E to error\n");
        }

        @Test
        void aLastLineWithoutEndIsPrinted() throws Exception {
            run(forwarding("p").target(Printing::withoutEnd));

            assertThat(streams.out()).isEqualTo("[p] first\n[p] last\n");
        }

        @Test
        void theBeginningOfALineOfAKilledChildIsPrinted() throws Exception {
            ChildProcess child = forwarding("p").target(Printing::halfALine, file("started"));
            child.start();
            Awaitility.await().atMost(LONG).until(() -> Files.exists(Path.of(file("started"))));
            child.kill();
            assertThat(child.join(LONG)).isTrue();

            assertThat(child.exitCode()).hasValue(-9);
            assertThat(streams.out()).isEqualTo("[p] half a line\n");
        }

        @Test
        void longLinesAreCut() throws Exception {
            int limit = ProcessOutput.LONGEST_LINE_CHARS;
            run(forwarding("p").target(Printing::longLine, 2 * limit + 10));

            assertThat(streams.out().lines().map(String::length).toList())
                    .containsExactly(limit + 4, limit + 4, 14, "[p] short".length());
        }

        @ParameterizedTest
        @ValueSource(strings = {"UTF-8", "ISO-8859-15"})
        void theEncodingIsTheChilds(String encoding) throws Exception {
            run(forwarding("p")
                    .jvmOptions("-Dstdout.encoding=" + encoding, "-Dfile.encoding=" + encoding)
                    .target(Printing::foreign));

            Charset charset = Charset.forName(encoding);
            assertThat(streams.out())
                    .isEqualTo("[p] " + new String(Printing.FOREIGN.getBytes(charset), charset) + "\n");
        }

        @Test
        void twentyMebibytesAreForwarded() throws Exception {
            LineCounter counter = new LineCounter();
            System.setOut(new java.io.PrintStream(counter, false, java.nio.charset.StandardCharsets.US_ASCII));
            run(processBuilder().output(ProcessOutput.forwarded("")).target(Programs::printMany, 20));

            assertThat(counter.bytes()).isEqualTo(20L << 20);
            assertThat(counter.lines()).isEqualTo((20L << 20) / 128);
        }

        @Test
        void linesOfManyChildrenAreWhole() throws Exception {
            int children = 10;
            int lines = 450;
            String gate = file("gate");
            List<ChildProcess> processes = IntStream.range(0, children)
                    .mapToObj(i -> forwarding("c" + i)
                            .jvmOptions("-Xmx16m", "-XX:TieredStopAtLevel=1")
                            .target(Printing::manyLines, gate, lines))
                    .toList();
            processes.forEach(ChildProcess::start);
            Programs.writeText(Path.of(gate), "");
            for (ChildProcess process : processes) {
                assertThat(process.join(LONG)).isTrue();
            }

            List<String> expected = new ArrayList<>();
            for (int child = 0; child < children; child++) {
                for (int line = 0; line < lines; line++) {
                    expected.add("[c%d] c%d line %d %s.".formatted(child, child, line, "-".repeat(100)));
                }
            }
            assertThat(streams.out().lines().toList()).containsExactlyInAnyOrderElementsOf(expected);
        }

        @Test
        void joinDoesNotWaitForAGrandchildThatKeepsTheStreamOpen() throws Exception {
            run(processBuilder()
                    .output(ProcessOutput.forwarded("p "))
                    .errorOutput(ProcessOutput.discarded())
                    .target(Printing::leaveShell, file("go")));

            assertThat(streams.out()).isEqualTo("p child\n");
            Programs.writeText(Path.of(file("go")), "");
            Awaitility.await().atMost(LONG).until(() -> streams.out().equals("p child\np late\n"));
        }

        @Test
        void aChildOutlivesAKilledParentThatReadItsOutput() throws Exception {
            try (ChildJvm.Running program =
                    ChildJvm.of(ReadingProgram.class, folder.toString()).start()) {
                program.awaitOutput("[survivor] alive", LONG);
                Awaitility.await().atMost(LONG).until(() -> Files.exists(folder.resolve("child")));
                program.process().destroyForcibly().waitFor();

                Awaitility.await().atMost(LONG).until(() -> Files.exists(folder.resolve("survived")));
                assertThat(folder.resolve("survived")).hasContent("true");
            }
        }

        @Test
        void aParentWithoutOutputForwardsToNowhere() throws Exception {
            System.setOut(null);
            ChildProcess child = run(forwarding("p").target(Printing::both));

            assertThat(child.exitCode()).hasValue(0);
            assertThat(streams.err()).isEqualTo("[p] to error\n");
        }
    }

    /** Starts a child whose output it forwards, and waits to be killed. */
    static final class ReadingProgram {

        private ReadingProgram() {}

        public static void main(String[] arguments) throws Exception {
            forwarding("survivor").target(Printing::outliveParent, arguments[0]).start();
            Programs.sleepForever();
        }
    }

    @Nested
    class ToFiles {

        @Test
        void aFileIsEmptiedFirst() throws Exception {
            Path file = Files.writeString(folder.resolve("log"), "old and long text that is gone afterwards\n");
            run(processBuilder().output(ProcessOutput.toFile(file)).target(Programs::print, "new"));

            assertThat(file).hasContent("new");
        }

        @Test
        void aFileCanBeAddedTo() throws Exception {
            Path file = Files.writeString(folder.resolve("log"), "old\n");
            run(processBuilder().output(ProcessOutput.appendTo(file)).target(Programs::print, "new"));
            run(processBuilder().output(ProcessOutput.appendTo(file)).target(Programs::print, "newer"));

            assertThat(file).hasContent("old\nnew\nnewer");
        }

        @Test
        void bothStreamsMayGoToOneFile() throws Exception {
            Path file = folder.resolve("log");
            run(processBuilder()
                    .output(ProcessOutput.toFile(file))
                    .errorOutput(ProcessOutput.appendTo(file))
                    .target(Printing::both));

            assertThat(file).hasContent("to output\nto error");
        }

        @Test
        void errorsMayGoElsewhere() throws Exception {
            Path file = folder.resolve("log");
            run(forwarding("p").errorOutput(ProcessOutput.toFile(file)).target(Printing::both));

            assertThat(file).hasContent("to error");
            assertThat(streams.out()).isEqualTo("[p] to output\n");
            assertThat(streams.err()).isEmpty();
        }

        @Test
        void nothingIsLeftOfWhatIsDiscarded() throws Exception {
            run(processBuilder().output(ProcessOutput.discarded()).target(Printing::both));

            assertThat(streams.out()).isEmpty();
            assertThat(streams.err()).isEmpty();
        }

        @Test
        void aMissingFolderFailsTheStart() {
            Path file = folder.resolve("missing/log");
            ChildProcess child = processBuilder()
                    .name("p")
                    .output(ProcessOutput.toFile(file))
                    .target(Programs::returnNormally);

            assertThatThrownBy(child::start)
                    .isInstanceOf(ProcessStartException.class)
                    .hasMessageContaining("cannot create process p")
                    .hasMessageContaining(file.toString());
        }

        @Test
        void theWordsOfAChildThatDoesNotStartAreInItsErrorAndOnceInItsFile() throws Exception {
            Path file = folder.resolve("log");
            ChildProcess child = processBuilder()
                    .output(ProcessOutput.toFile(file))
                    .jvmOptions("-XX:+NoSuchOption")
                    .target(Programs::returnNormally);

            assertThatThrownBy(child::start).hasMessageContaining("Unrecognized VM option 'NoSuchOption'");
            assertThat(Files.readString(file)).containsOnlyOnce("Unrecognized VM option 'NoSuchOption'");
        }
    }

    @Test
    void workersForwardWithTheirNames() throws Exception {
        try (ProcessPool pool = poolBuilder()
                .processes(1)
                .name("pool")
                .output(ProcessOutput.forwarded())
                .build()) {
            pool.apply(ProcessOutputTest::printAndReturn, "task");
        }
        assertThat(streams.out()).isEqualTo("[pool-worker-1] task\n");
    }

    static int printAndReturn(String text) {
        System.out.println(text);
        return 0;
    }

    @Test
    void workersCannotEmptyOneFile() {
        assertThatThrownBy(() -> poolBuilder().output(ProcessOutput.toFile(Path.of("log"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("each would empty the file")
                .hasMessageContaining("appendTo");
    }

    @ParameterizedTest
    @ValueSource(strings = {"spawn", "forkserver", "thread"})
    void everyStartMethodKnowsIt(String method) throws Exception {
        run(context(method)
                .processBuilder()
                .output(ProcessOutput.forwarded("p "))
                .target(Programs::print, "text"));

        // the output of a thread is that of its process
        assertThat(streams.out()).isEqualTo(method.equals("thread") ? "text\n" : "p text\n");
    }

    @Test
    void isAValue() {
        assertThat(ProcessOutput.forwarded("a")).isEqualTo(ProcessOutput.forwarded("a"));
        assertThat(Stream.of(
                                ProcessOutput.inherit(),
                                ProcessOutput.forwarded(),
                                ProcessOutput.forwarded("a"),
                                ProcessOutput.toFile(Path.of("a")),
                                ProcessOutput.appendTo(Path.of("a")),
                                ProcessOutput.discarded())
                        .distinct())
                .hasSize(6);
        assertThat(ProcessOutput.toFile(Path.of("/a"))).hasToString("ProcessOutput(TO_FILE, file=/a)");
    }
}
