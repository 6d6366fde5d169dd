package io.multiproc.core.pool;

import static io.multiproc.Multiprocessing.poolBuilder;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.multiproc.core.child.JvmSettings;
import io.multiproc.core.output.CapturedStreams;
import io.multiproc.pool.FailedTask;
import io.multiproc.pool.ProcessPool;
import io.multiproc.pool.RemoteTaskException;
import io.multiproc.pool.TaskTimeoutException;
import io.multiproc.pool.WorkerTerminatedException;
import io.multiproc.process.ProcessOutput;
import io.multiproc.testkit.CleanExit;
import io.multiproc.testkit.SameWithoutNative;
import io.multiproc.testkit.programs.Programs;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A failed task is run again: the very same, with what has been mended since. */
@ExtendWith(CleanExit.class)
@SameWithoutNative
class ReplayTest {

    private static final Pattern PORT = Pattern.compile("Listening for transport dt_socket at address: (\\d+)");
    private static final byte[] HANDSHAKE = "JDWP-Handshake".getBytes(StandardCharsets.US_ASCII);
    private static final byte RESUME = 9;

    @TempDir
    Path folder;

    private Path number;
    private String name;

    @BeforeEach
    void write() throws IOException {
        number = Files.writeString(folder.resolve("number"), "x");
        name = number.toString();
    }

    /** Only item 3 looks at the file; what is wrong there ends it in one way or another. */
    static int read(String file, int item) throws Exception {
        String text = item == 3 ? Files.readString(Path.of(file)) : "0";
        switch (text) {
            case "kill" -> Programs.killSelf(9);
            case "hang" -> Programs.sleepForever();
            case "announce and hang" -> {
                Files.createFile(Path.of(file + ".running"));
                Programs.sleepForever();
            }
            case "checked" -> throw new IOException("cannot read");
            default -> {}
        }
        return item + Integer.parseInt(text);
    }

    /** One that has failed in such a pool, which is no more. */
    private FailedTask failed(ProcessPool.Builder builder) {
        String file = name;
        try (ProcessPool pool = builder.processes(1).build()) {
            return FailedTask.of(catchThrowable(() -> pool.apply(ReplayTest::read, file, 3)))
                    .orElseThrow();
        }
    }

    @Test
    void oneItemOfAChunkIsRunHereAndInAWorker() throws Exception {
        String file = name;
        Throwable thrown;
        try (ProcessPool pool = poolBuilder().processes(1).build()) {
            thrown = catchThrowable(() -> pool.map(item -> read(file, item), List.of(1, 2, 3, 4), 4));
            assertThat(thrown).isInstanceOf(NumberFormatException.class);

            var each = pool.imap(item -> read(file, item), List.of(1, 2, 3, 4), 4);
            assertThat(each.next() + each.next()).isEqualTo(3);
            FailedTask ofImap = FailedTask.of(catchThrowable(each::next)).orElseThrow();
            assertThat(each.next()).isEqualTo(4);
            Files.writeString(number, "39");
            assertThat(ofImap.label()).isEqualTo("task 2 (item 2)");
            assertThat(ofImap.replayHere()).isEqualTo(42);
        }
        FailedTask task = FailedTask.of(thrown).orElseThrow(); // the pool is no more
        assertThat(task.label()).isEqualTo("task 1 (item 2)");
        assertThat(task.replayHere()).isEqualTo(42);
        assertThat(task.replayInWorker(false)).isEqualTo(42);
        Files.writeString(number, "y");
        assertThatThrownBy(task::replayHere).isInstanceOf(NumberFormatException.class);
        assertThatThrownBy(() -> task.replayInWorker(false))
                .isInstanceOf(NumberFormatException.class)
                .satisfies(again -> assertThat(FailedTask.of(again)).isPresent());
        assertThat(FailedTask.of(new IllegalStateException(thrown))).isPresent();
        assertThat(FailedTask.of(new IllegalStateException("not of a task"))).isEmpty();
    }

    @Test
    void whateverItFailedOf() throws Exception {
        String file = name;
        try (ProcessPool pool = poolBuilder().processes(1).build()) {
            Files.writeString(number, "kill");
            Throwable killed = catchThrowable(() -> pool.apply(ReplayTest::read, file, 3));
            Files.writeString(number, "hang");
            Throwable late = catchThrowable(
                    () -> pool.withTaskTimeout(Duration.ofSeconds(2)).apply(ReplayTest::read, file, 3));
            Files.writeString(number, "checked");
            Throwable remote = catchThrowable(() -> pool.apply(ReplayTest::read, file, 3));
            Files.writeString(number, "4");
            assertThat(((WorkerTerminatedException) killed)
                            .failedTask()
                            .orElseThrow()
                            .replayInWorker(false))
                    .isEqualTo(7);
            assertThat(((TaskTimeoutException) late).failedTask().orElseThrow().replayHere())
                    .isEqualTo(7);
            assertThat(((RemoteTaskException) remote).failedTask().orElseThrow().replayHere())
                    .isEqualTo(7);
        }
    }

    @Test
    void theWorkerEndsWithTheWaitForIt() throws Exception {
        FailedTask task = failed(poolBuilder());
        Files.writeString(number, "announce and hang");
        FutureTask<Object> replay = new FutureTask<>(() -> task.replayInWorker(false));
        Thread waiter = new Thread(replay, "replay");
        waiter.start();
        Programs.awaitFile(Path.of(name + ".running"));
        waiter.interrupt();
        assertThatThrownBy(() -> replay.get(100, TimeUnit.SECONDS)).hasCauseInstanceOf(InterruptedException.class);
    }

    @Test
    void whoWaitsForADebuggerCanBeInterrupted() throws Exception {
        Path output = folder.resolve("waiting");
        FailedTask task = failed(poolBuilder().output(ProcessOutput.appendTo(output)));
        FutureTask<Object> replay = new FutureTask<>(() -> task.replayInWorker(true));
        Thread waiter = new Thread(replay, "replay");
        waiter.start();
        Awaitility.await().atMost(Duration.ofSeconds(50)).until(() -> printedPort(output) > 0);
        waiter.interrupt();
        assertThatThrownBy(() -> replay.get(100, TimeUnit.SECONDS)).hasCauseInstanceOf(InterruptedException.class);
    }

    @Test
    void aWorkerWaitsForADebuggerAtAPortThatIsSaidHereAlsoIfItsOutputGoesToAFile() throws Exception {
        Path output = Files.writeString(folder.resolve("output"), "before\n");
        FailedTask task = failed(poolBuilder().output(ProcessOutput.appendTo(output)));
        String said = isDebuggedAtThePortThatIsSaid(task);
        assertThat(output).hasContent("before\n" + said);
    }

    @Test
    void itWaitsForNoOtherDebugger() throws Exception {
        String own = "jdwp=transport=dt_socket,server=y,suspend=n,quiet=y,address=127.0.0.1:0";
        FailedTask task = failed(poolBuilder().jvmOptions("-agentlib:" + own).output(ProcessOutput.discarded()));
        isDebuggedAtThePortThatIsSaid(task);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-agentlib:jdwp",
                "-agentlib:jdwp=transport=dt_socket,server=y",
                "-Xrunjdwp:transport=dt_socket,server=y",
                "-Xdebug",
                "-agentpath:/jdk=17/lib/libjdwp.so=transport=dt_socket,server=y"
            })
    void noOptionLoadsTheAgentTwice(String own) {
        JvmSettings alike = JvmSettings.alike();
        JvmSettings settings = new JvmSettings(
                List.of("-Da=b", own, "-agentlib:hprof"), Map.of(), null, alike.output(), alike.errorOutput());
        assertThat(settings.debugged().options())
                .hasSize(3)
                .startsWith("-Da=b", "-agentlib:hprof")
                .doesNotContain(own);
    }

    /**
     * Of what this process says while the task is run, under a debugger at the port that it says: the worker's words.
     */
    private String isDebuggedAtThePortThatIsSaid(FailedTask task) throws Exception {
        try (CapturedStreams streams = new CapturedStreams()) {
            CompletableFuture<Object> result = CompletableFuture.supplyAsync(() -> {
                try {
                    return task.replayInWorker(true);
                } catch (InterruptedException e) {
                    throw new CompletionException(e);
                }
            });
            int port = Awaitility.await()
                    .atMost(Duration.ofSeconds(100))
                    .until(() -> port(streams.err()), found -> found > 0);
            Files.writeString(number, "39"); // it has not begun: it waits
            try (Socket debugger = new Socket(InetAddress.getLoopbackAddress(), port)) {
                resume(debugger);
                assertThat(result.get()).isEqualTo(42);
            }
            assertThat(streams.out()).isEmpty();
            assertThat(streams.err().lines()).hasSize(1);
            assertThat(streams.err()).matches("\\[ProcessPool-\\d+-replay-worker-1] Listening .*\\R");
            return streams.err().replaceFirst("\\[.*] ", "");
        }
    }

    private static int printedPort(Path output) throws IOException {
        return port(Files.exists(output) ? Files.readString(output) : "");
    }

    private static int port(String output) {
        Matcher printed = PORT.matcher(output);
        return printed.find() ? Integer.parseInt(printed.group(1)) : 0;
    }

    /** As a debugger says it on the wire. */
    private static void resume(Socket debugger) throws IOException {
        OutputStream out = debugger.getOutputStream();
        out.write(HANDSHAKE);
        DataInputStream in = new DataInputStream(debugger.getInputStream());
        byte[] answer = new byte[HANDSHAKE.length];
        in.readFully(answer);
        assertThat(answer).isEqualTo(HANDSHAKE);
        // it says that it waits; it forgets what it is told before: 3 of 150 JVMs then waited for ever
        in.readFully(new byte[in.readInt() - Integer.BYTES]);
        out.write(ByteBuffer.allocate(11)
                .putInt(11)
                .putInt(1)
                .put((byte) 0)
                .put((byte) 1)
                .put(RESUME)
                .array());
        out.flush();
    }
}
