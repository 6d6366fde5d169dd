package io.multiproc.core.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multiproc.Multiprocessing;
import io.multiproc.ProcessContext;
import io.multiproc.connection.BufferTooShortException;
import io.multiproc.connection.Connection;
import io.multiproc.connection.Pipe;
import io.multiproc.core.current.Signals;
import io.multiproc.process.ChildProcess;
import io.multiproc.process.StartMethod;
import io.multiproc.testkit.CleanExit;
import io.multiproc.testkit.Conforms;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What CPython's tests ask of its pipes, in our words. */
@ExtendWith(CleanExit.class)
class ConnectionConformanceTest {

    private static final Duration LONG = Duration.ofSeconds(50);
    private static final Duration SHORT = Duration.ofMillis(100);

    private static ProcessContext context(StartMethod method) {
        return Multiprocessing.context(method);
    }

    @ParameterizedTest
    @EnumSource(
            value = StartMethod.class,
            names = {"SPAWN", "THREAD"})
    @Conforms("_TestConnection.test_connection")
    void echoes(StartMethod method) throws Exception {
        try (Pipe pipe = context(method).pipe()) {
            ChildProcess child =
                    context(method).processBuilder().daemon(true).target(PipePrograms::echo, pipe.second());
            child.start();
            Connection connection = pipe.first();

            List<Object> sequence = Arrays.asList(1, 2.25, null);
            connection.send(sequence);
            assertThat(connection.recv()).isEqualTo(sequence);

            byte[] text = "hello".getBytes(StandardCharsets.UTF_8);
            connection.sendBytes(text);
            assertThat(connection.recvBytes()).isEqualTo(text);

            intoBuffers(connection);
            waits(connection);

            byte[] large = new byte[16 << 20];
            new Random(1).nextBytes(large);
            connection.sendBytes(large);
            assertThat(connection.recvBytes()).isEqualTo(large);

            connection.sendBytes(new byte[0]);
            assertThatThrownBy(connection::recv).isInstanceOf(EOFException.class);
            assertThatThrownBy(connection::recvBytes).isInstanceOf(EOFException.class);
            assertThat(child.join(LONG)).isTrue();
        }
    }

    private static void intoBuffers(Connection connection) throws Exception {
        ByteBuffer numbers = ByteBuffer.allocate(16);
        IntStream.range(0, 4).forEach(numbers::putInt);
        connection.sendBytes(numbers.flip());
        ByteBuffer target = ByteBuffer.allocate(40);
        assertThat(connection.recvBytesInto(target)).isEqualTo(16);
        assertThat(ints(target)).containsExactly(0, 1, 2, 3, 0, 0, 0, 0, 0, 0);

        connection.sendBytes(numbers);
        byte[] array = new byte[40];
        assertThat(connection.recvBytesInto(array, 12)).isEqualTo(16);
        assertThat(ints(ByteBuffer.wrap(array))).containsExactly(0, 0, 0, 0, 1, 2, 3, 0, 0, 0);

        byte[] tooLong = new byte[110];
        Arrays.fill(tooLong, (byte) 7);
        connection.sendBytes(tooLong);
        assertThatThrownBy(() -> connection.recvBytesInto(array, 0))
                .isInstanceOfSatisfying(
                        BufferTooShortException.class,
                        e -> assertThat(e.content()).isEqualTo(tooLong));
    }

    private static void waits(Connection connection) throws Exception {
        assertThat(connection.poll()).isFalse();
        assertThat(connection.poll(Duration.ofSeconds(-1))).isFalse();
        long begun = System.nanoTime();
        assertThat(connection.poll(SHORT)).isFalse();
        assertThat(System.nanoTime() - begun).isGreaterThanOrEqualTo(SHORT.toNanos());

        connection.send(null);
        assertThat(connection.poll(LONG)).isTrue();
        assertThat(connection.recv()).isNull();
    }

    private static int[] ints(ByteBuffer bytes) {
        int[] ints = new int[10];
        bytes.clear().asIntBuffer().get(ints);
        return ints;
    }

    @ParameterizedTest
    @EnumSource(
            value = StartMethod.class,
            names = {"SPAWN", "THREAD"})
    @Conforms("_TestConnection.test_spawn_close")
    void theParentMayCloseTheChildsEndAtOnce(StartMethod method) throws Exception {
        try (Pipe pipe = context(method).pipe()) {
            ChildProcess child =
                    context(method).processBuilder().daemon(true).target(PipePrograms::echo, pipe.second());
            child.start();
            pipe.second().close();

            byte[] text = "hello".getBytes(StandardCharsets.UTF_8);
            pipe.first().sendBytes(text);
            assertThat(pipe.first().recvBytes()).isEqualTo(text);
            pipe.first().sendBytes(new byte[0]);
            assertThat(child.join(LONG)).isTrue();
        }
    }

    @Test
    @Conforms("_TestConnection.test_context")
    void endsAreClosedAfterTheirScope() throws Exception {
        Pipe pipe = Multiprocessing.pipe();
        try (Connection first = pipe.first();
                Connection second = pipe.second()) {
            first.send("hello");
            assertThat(second.recv()).isEqualTo("hello");
            assertThat(first.isClosed() || second.isClosed()).isFalse();
        }
        assertThat(pipe.first().isClosed() && pipe.second().isClosed()).isTrue();
        assertThatThrownBy(pipe.first()::recv)
                .isInstanceOf(IOException.class)
                .isNotInstanceOf(EOFException.class)
                .hasMessageContaining("is closed");
    }

    static void pollOnly(Connection reader, Connection back) throws Exception {
        try (back) {
            back.send(reader.poll(LONG));
            back.send(reader);
        }
    }

    @Test
    @Conforms("_TestPoll.test_boundaries")
    void pollTakesNoPartOfAMessage() throws Exception {
        try (Pipe pipe = Multiprocessing.pipe(false);
                Pipe control = Multiprocessing.pipe(false)) {
            ChildProcess child =
                    Multiprocessing.process(ConnectionConformanceTest::pollOnly, pipe.first(), control.second());
            child.start();
            pipe.second().sendBytes(new byte[20_000]);
            pipe.second().sendBytes(new byte[30_000]);
            pipe.second().close();
            assertThat(control.first().recv()).isEqualTo(true);
            try (Connection reader = control.first().recv(Connection.class)) {
                assertThat(reader.recvBytes()).hasSize(20_000);
                assertThat(reader.recvBytes()).hasSize(30_000);
                assertThatThrownBy(reader::recvBytes).isInstanceOf(EOFException.class);
            }
            assertThat(child.join(LONG)).isTrue();
        }
    }

    static void useReceived(Connection control) throws Exception {
        try (control) {
            try (Connection writer = control.recv(Connection.class)) {
                writer.send("written by the child");
            }
            try (Connection reader = control.recv(Connection.class)) {
                String text = (String) reader.recv();
                control.send(text + text);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = StartMethod.class,
            names = {"SPAWN", "THREAD"})
    @Conforms("_TestPicklingConnections.test_access")
    void endsCanBeSentToARunningChild(StartMethod method) throws Exception {
        try (Pipe control = context(method).pipe();
                Pipe back = context(method).pipe(false);
                Pipe forth = context(method).pipe(false)) {
            ChildProcess child = context(method).process(ConnectionConformanceTest::useReceived, control.second());
            child.start();
            control.first().send(back.second());
            back.second().close();
            assertThat(back.first().recv()).isEqualTo("written by the child");

            control.first().send(forth.first());
            forth.first().close();
            forth.second().send("foobar");
            assertThat(control.first().recv()).isEqualTo("foobarfoobar");
            assertThat(child.join(LONG)).isTrue();
        }
    }

    static final int LARGE = 8 << 20;

    static void signalled(Connection connection) throws Exception {
        Signals.handle("USR1", () -> {});
        connection.send("ready");
        connection.send(connection.recv());
        connection.sendBytes(new byte[LARGE]);
    }

    private static void signal(ChildProcess child) throws Exception {
        new ProcessBuilder("kill", "-USR1", Long.toString(child.pid().orElseThrow()))
                .start()
                .waitFor();
    }

    @Test
    @Conforms("TestIgnoreEINTR.test_ignore")
    void signalsDoNotEndWaiting() throws Exception {
        try (Pipe pipe = Multiprocessing.pipe()) {
            ChildProcess child = Multiprocessing.process(ConnectionConformanceTest::signalled, pipe.second());
            child.start();
            Connection connection = pipe.first();
            assertThat(connection.recv()).isEqualTo("ready");
            signal(child);
            connection.send(1234);
            assertThat(connection.recv()).isEqualTo(1234);
            assertThat(connection.poll(LONG)).isTrue();
            signal(child);
            assertThat(connection.recvBytes()).hasSize(LARGE);
            assertThat(child.join(LONG)).isTrue();
            assertThat(child.exitCode()).hasValue(0);
        }
    }

    /** Upper-cases what it is asked for until it is asked for null; its own end of the pipe is one of its fields. */
    static final class Upcaser extends ChildProcess {

        private final Connection own;
        private final transient Connection ours;

        Upcaser() {
            super(io.multiproc.process.ProcessSettings.defaults().daemon(true));
            Pipe pipe = Multiprocessing.pipe();
            own = pipe.second();
            ours = pipe.first();
        }

        @Override
        public void run() throws Exception {
            try (own) {
                for (Object text = own.recv(); text != null; text = own.recv()) {
                    own.send(((String) text).toUpperCase(Locale.ROOT));
                }
            }
        }

        String submit(String text) throws Exception {
            ours.send(text);
            return ours.recv(String.class);
        }

        void stop() throws Exception {
            ours.send(null);
            ours.close();
        }
    }

    @Test
    @Conforms("_TestSubclassingProcess.test_subclassing")
    void anEndMayBeAFieldOfAProcess() throws Exception {
        Upcaser upcaser = new Upcaser();
        upcaser.start();
        assertThat(upcaser.submit("hello")).isEqualTo("HELLO");
        assertThat(upcaser.submit("world")).isEqualTo("WORLD");
        upcaser.stop();
        assertThat(upcaser.join(LONG)).isTrue();
    }
}
