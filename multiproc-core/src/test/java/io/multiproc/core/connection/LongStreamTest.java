package io.multiproc.core.connection;

import static io.multiproc.Multiprocessing.pipe;
import static io.multiproc.Multiprocessing.process;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.multiproc.connection.Connection;
import io.multiproc.connection.Pipe;
import io.multiproc.process.ChildProcess;
import io.multiproc.testkit.CleanExit;
import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Long messages one after the other, whose bytes go through memory, while processes die and ends move. */
@ExtendWith(CleanExit.class)
class LongStreamTest {

    private static final Duration LONG = Duration.ofSeconds(50);
    private static final int MESSAGES = 40;

    /** As many as make sure that memory is in use. */
    private static final int WARM = 12;

    private static byte[] message(int number) {
        byte[] bytes = new byte[150_000 + number % 7 * 200_000];
        Arrays.fill(bytes, (byte) number);
        return bytes;
    }

    static void sendForEver(Connection connection) throws Exception {
        for (int number = 0; true; number++) {
            connection.sendBytes(message(number));
        }
    }

    private static Void send(Connection connection, int from, int to) throws Exception {
        for (int number = from; number < to; number++) {
            connection.sendBytes(message(number));
        }
        return null;
    }

    private static void receive(Connection connection, int from, int to) throws Exception {
        for (int number = from; number < to; number++) {
            assertThat(connection.recvBytes()).as("message %d", number).isEqualTo(message(number));
        }
    }

    @Test
    void breaksOffBetweenWholeMessagesWhenTheSenderIsKilled() throws Exception {
        Random random = new Random();
        for (int kill = 0; kill < 2; kill++) {
            try (Pipe pipe = pipe()) {
                ChildProcess child = process(LongStreamTest::sendForEver, pipe.second());
                child.start();
                pipe.second().close();
                int warm = WARM + random.nextInt(20);
                receive(pipe.first(), 0, warm);
                child.kill();
                Throwable end = catchThrowable(() -> receive(pipe.first(), warm, Integer.MAX_VALUE));
                assertThat(end).isInstanceOf(IOException.class);
                assertThat(child.join(LONG)).isTrue();
            }
        }
    }

    /** Takes some, and is killed while more are coming. */
    static void receiveSome(Connection connection) throws Exception {
        receive(connection, 0, WARM);
        connection.sendBytes(new byte[] {1});
        while (true) {
            connection.recvBytes();
        }
    }

    @Test
    void tellsTheSenderWhenTheReceiverIsKilled() throws Exception {
        try (Pipe pipe = pipe()) {
            ChildProcess child = process(LongStreamTest::receiveSome, pipe.second());
            child.start();
            pipe.second().close();
            FutureTask<Throwable> sending =
                    new FutureTask<>(() -> catchThrowable(() -> send(pipe.first(), 0, Integer.MAX_VALUE)));
            new Thread(sending, "sends").start();
            pipe.first().recvBytes();
            child.kill();
            assertThat(sending.get(LONG.toSeconds(), TimeUnit.SECONDS))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("its process has ended");
            assertThat(child.join(LONG)).isTrue();
        }
    }

    /** Receives the first ones and gives the end back. */
    static void receiveAndReturn(Connection control) throws Exception {
        try (control) {
            Connection end = control.recv(Connection.class);
            receive(end, 0, WARM);
            control.send(end);
        }
    }

    @Test
    void goesOnWhereTheReceivingEndGoes() throws Exception {
        try (Pipe control = pipe();
                Pipe pipe = pipe()) {
            ChildProcess child = process(LongStreamTest::receiveAndReturn, control.second());
            child.start();
            control.first().send(pipe.second());
            FutureTask<Void> sending = new FutureTask<>(() -> send(pipe.first(), 0, MESSAGES));
            new Thread(sending, "sends").start();
            try (Connection returned = control.first().recv(Connection.class)) {
                receive(returned, WARM, MESSAGES);
            }
            sending.get(LONG.toSeconds(), TimeUnit.SECONDS);
            assertThat(child.join(LONG)).isTrue();
        }
    }

    /** Ends by itself as soon as all is sent, before it is read. */
    static void sendAndEnd(Connection connection) throws Exception {
        try (connection) {
            send(connection, 0, WARM);
            connection.recvBytes();
            send(connection, 0, 3);
        }
    }

    @Test
    void isReadToItsEndAfterTheSenderHasEnded() throws Exception {
        try (Pipe pipe = pipe()) {
            ChildProcess child = process(LongStreamTest::sendAndEnd, pipe.second());
            child.start();
            pipe.second().close();
            receive(pipe.first(), 0, WARM);
            pipe.first().sendBytes(new byte[] {1});
            assertThat(child.join(LONG)).isTrue();
            receive(pipe.first(), 0, 3);
            assertThat(catchThrowable(pipe.first()::recvBytes)).isInstanceOf(EOFException.class);
        }
    }
}
