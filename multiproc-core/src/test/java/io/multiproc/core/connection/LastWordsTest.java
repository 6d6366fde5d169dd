package io.multiproc.core.connection;

import static io.multiproc.Multiprocessing.context;
import static io.multiproc.Multiprocessing.forceStartMethod;
import static io.multiproc.Multiprocessing.pipe;
import static io.multiproc.Multiprocessing.process;
import static io.multiproc.Multiprocessing.processBuilder;
import static io.multiproc.Multiprocessing.queue;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multiproc.connection.Connection;
import io.multiproc.connection.Pipe;
import io.multiproc.core.spawn.ForkserverStarter;
import io.multiproc.process.ChildProcess;
import io.multiproc.process.ProcessOutput;
import io.multiproc.process.StartMethod;
import io.multiproc.queue.ProcessQueue;
import io.multiproc.testkit.CleanExit;
import java.io.EOFException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A process sends, and ends before the other end of the pipe has arrived where it is going. */
@ExtendWith(CleanExit.class)
class LastWordsTest {

    private static final Duration LONG = Duration.ofSeconds(50);
    private static final Duration SHORT = Duration.ofMillis(200);
    private static final int MESSAGES = 12;
    private static final int LENGTH = 20_000;

    /**
     * Sends the ends of pipes to the test, in every way, and what it has to say before anybody can have received them.
     */
    static void speakAndEnd(Connection ends, ProcessQueue<Connection> more, Connection words, boolean leaveOneOpen)
            throws Exception {
        Pipe closed = pipe();
        Pipe open = pipe();
        Pipe queued = pipe();
        Pipe abroad = pipe();
        ends.send(closed.second());
        ends.send(open.second());
        more.put(queued.second());
        for (Pipe pipe : new Pipe[] {closed, open, queued}) {
            for (int number = 0; number < MESSAGES; number++) {
                pipe.first().sendBytes(message(number));
            }
        }
        closed.first().close();
        if (!leaveOneOpen) {
            open.first().close();
        }
        queued.first().close();
        abroad.first().send("sent before");
        ends.send(abroad.first());
        ends.send(abroad.second());
        words.send("sent");
        words.close();
        ends.close();
    }

    /** Sends the end of a pipe where it is told, and a word after it. */
    static void speakOnce(Connection ends, Connection words) throws Exception {
        try (Pipe pipe = pipe()) {
            ends.send(pipe.second());
            pipe.first().send("last word");
        }
        words.send("sent");
    }

    /** The same, where the end is in a message over another pipe, which is on its way itself. */
    static void speakOverAnother(Connection ends, Connection words) throws Exception {
        try (Pipe outer = pipe();
                Pipe inner = pipe()) {
            ends.send(outer.second());
            outer.first().send(inner.second());
            inner.first().send("last word");
        }
        words.send("sent");
    }

    private static byte[] message(int number) {
        byte[] message = new byte[LENGTH];
        message[number] = 1;
        return message;
    }

    private static void checkMessages(Connection connection) throws Exception {
        for (int number = 0; number < MESSAGES; number++) {
            assertThat(connection.recvBytes()).isEqualTo(message(number));
        }
    }

    private static void checkToTheEnd(Connection connection) throws Exception {
        try (connection) {
            checkMessages(connection);
            assertThatThrownBy(connection::recv).isInstanceOf(EOFException.class);
        }
    }

    private static ChildProcess startSpeaker(int patienceSeconds, Connection ends, Connection words, Path errors) {
        ChildProcess speaker = processBuilder()
                .jvmOptions("-Dmultiproc.exit.timeout=" + patienceSeconds)
                .errorOutput(ProcessOutput.toFile(errors))
                .target(LastWordsTest::speakOnce, ends, words);
        speaker.start();
        return speaker;
    }

    @AfterEach
    void dropSpares() throws Exception {
        forceStartMethod(null);
        ForkserverStarter.sparesStandBy().get();
        ForkserverStarter.dropSpares();
    }

    @ParameterizedTest
    @EnumSource(StartMethod.class)
    void areReceivedAfterwards(StartMethod method) throws Exception {
        ProcessQueue<Connection> more = queue();
        try (Pipe ends = pipe();
                Pipe words = pipe()) {
            boolean process = method != StartMethod.THREAD;
            ChildProcess speaker =
                    context(method).process(LastWordsTest::speakAndEnd, ends.second(), more, words.second(), process);
            speaker.start();
            assertThat(words.first().recv()).isEqualTo("sent");
            assertThat(speaker.join(process ? SHORT : LONG)).as("ended").isEqualTo(!process);
            checkToTheEnd(ends.first().recv(Connection.class));
            Connection open = ends.first().recv(Connection.class);
            checkMessages(open); // its end comes with the end of the speaker, which waits for the others
            checkToTheEnd(more.get(LONG));
            try (open;
                    Connection one = ends.first().recv(Connection.class);
                    Connection other = ends.first().recv(Connection.class)) {
                assertThat(other.recv()).isEqualTo("sent before");
                one.send("there");
                other.send("and back");
                assertThat(other.recv()).isEqualTo("there");
                assertThat(one.recv()).isEqualTo("and back");
            }
            assertThat(speaker.join(LONG)).isTrue();
            assertThat(speaker.exitCode()).hasValue(0);
        }
    }

    @Test
    void areReceivedOverAPipeThatCameOverAnother() throws Exception {
        try (Pipe ends = pipe();
                Pipe words = pipe()) {
            ChildProcess speaker = process(LastWordsTest::speakOverAnother, ends.second(), words.second());
            speaker.start();
            assertThat(words.first().recv()).isEqualTo("sent");
            try (Connection outer = ends.first().recv(Connection.class)) {
                assertThat(outer.poll(LONG)).isTrue();
                assertThat(speaker.join(SHORT)).as("ended").isFalse();
                try (Connection inner = outer.recv(Connection.class)) {
                    assertThat(inner.recv()).isEqualTo("last word");
                }
            }
            assertThat(speaker.join(LONG)).isTrue();
            assertThat(speaker.exitCode()).hasValue(0);
        }
    }

    @ParameterizedTest
    @EnumSource(value = StartMethod.class, names = "THREAD", mode = EnumSource.Mode.EXCLUDE)
    void areNotKeptForOneWhoIsKilled(StartMethod method, @TempDir Path folder) throws Exception {
        try (Pipe ends = pipe();
                Pipe words = pipe()) {
            forceStartMethod(method);
            ChildProcess carrier = process(PipePrograms::hold, ends.first());
            carrier.start();
            assertThat(ends.second().poll(LONG)).as("it is there, and known").isTrue();
            ChildProcess speaker = startSpeaker(600, ends.second(), words.second(), folder.resolve("errors"));
            assertThat(words.first().recv()).isEqualTo("sent");
            assertThat(speaker.join(SHORT)).isFalse();
            carrier.kill();
            assertThat(carrier.join(LONG)).isTrue();
            assertThat(speaker.join(LONG)).isTrue();
            assertThat(speaker.exitCode()).hasValue(0);
            assertThat(folder.resolve("errors")).isEmptyFile();
        }
    }

    @Test
    void areNotKeptAfterASignal(@TempDir Path folder) throws Exception {
        try (Pipe ends = pipe();
                Pipe words = pipe()) {
            ChildProcess speaker = startSpeaker(600, ends.second(), words.second(), folder.resolve("errors"));
            assertThat(words.first().recv()).isEqualTo("sent");
            assertThat(speaker.join(SHORT)).isFalse();
            speaker.terminate();
            assertThat(speaker.join(LONG)).isTrue();
            try (Connection end = ends.first().recv(Connection.class)) {
                assertThatThrownBy(end::recv).isInstanceOf(EOFException.class);
            }
        }
    }

    @Test
    void areNotKeptForEver(@TempDir Path folder) throws Exception {
        Path errors = folder.resolve("errors");
        try (Pipe ends = pipe();
                Pipe words = pipe()) {
            ChildProcess speaker = startSpeaker(1, ends.second(), words.second(), errors);
            assertThat(words.first().recv()).isEqualTo("sent");
            assertThat(speaker.join(LONG)).isTrue();
            assertThat(speaker.exitCode()).hasValue(0);
            assertThat(Files.readString(errors))
                    .contains("ends although 1 end of a pipe has not been received within 1 s");
        }
    }
}
