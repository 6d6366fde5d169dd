package io.multiproc.core.connection;

import static io.multiproc.Multiprocessing.pipe;
import static io.multiproc.Multiprocessing.process;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.multiproc.connection.Connection;
import io.multiproc.connection.Pipe;
import io.multiproc.process.ChildProcess;
import io.multiproc.testkit.CleanExit;
import io.multiproc.testkit.Threads;
import java.io.EOFException;
import java.time.Duration;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What was sent before an end is closed is received, also when it is still being written, or the other end just
 * arrives.
 */
@ExtendWith(CleanExit.class)
class CloseAfterSendTest {

    private static final Duration LONG = Duration.ofSeconds(50);

    /** More than sockets hold. */
    private static final int LENGTH = 8 << 20;

    private static final int ROUNDS = 300;

    /** Receives when it is told, and says what. */
    static void receiveLate(Connection control, Connection data) throws Exception {
        try (control;
                data) {
            control.send("here");
            control.recv();
            control.send(data.recvBytes().length);
            assertThatThrownBy(data::recv).isInstanceOf(EOFException.class);
        }
    }

    /** Receives ends, and one number from each. */
    static void receiveOneOfEach(Connection control) throws Exception {
        try (control) {
            for (int number = 0; number < ROUNDS; number++) {
                try (Connection data = control.recv(Connection.class)) {
                    control.send(data.recv());
                }
            }
        }
    }

    @Test
    void whatWasSentBeforeTheOtherEndCameIsWrittenToItsEnd() throws Exception {
        try (Pipe control = pipe();
                Pipe data = pipe()) {
            data.first().sendBytes(new byte[LENGTH]);
            ChildProcess child = process(CloseAfterSendTest::receiveLate, control.second(), data.second());
            child.start();
            assertThat(control.first().recv()).isEqualTo("here");
            data.first().close();
            checkReceived(control.first(), child);
        }
    }

    @Test
    void theRestOfAnInterruptedMessageIsWrittenToItsEnd() throws Exception {
        try (Pipe control = pipe();
                Pipe data = pipe()) {
            ChildProcess child = process(CloseAfterSendTest::receiveLate, control.second(), data.second());
            child.start();
            assertThat(control.first().recv()).isEqualTo("here");
            FutureTask<Boolean> sending = new FutureTask<>(() -> {
                data.first().sendBytes(new byte[LENGTH]);
                return Thread.interrupted();
            });
            Thread sender = new Thread(sending, "sender");
            sender.start();
            // the child does not read: the sender waits for the socket, with part of the message written
            await().atMost(LONG).until(() -> Threads.isIn(sender, "select"));
            sender.interrupt();
            assertThat(sending.get())
                    .as("interrupted while it was being written")
                    .isTrue();
            data.first().close();
            checkReceived(control.first(), child);
        }
    }

    private static void checkReceived(Connection control, ChildProcess child) throws Exception {
        control.send("go");
        assertThat(control.recv()).isEqualTo(LENGTH);
        assertThat(child.join(LONG)).isTrue();
        assertThat(child.exitCode()).hasValue(0);
    }

    @Test
    void nothingIsLostWhenAnEndIsClosedWhileTheOtherArrives() throws Exception {
        try (Pipe control = pipe()) {
            ChildProcess child = process(CloseAfterSendTest::receiveOneOfEach, control.second());
            child.start();
            for (int number = 0; number < ROUNDS; number++) {
                try (Pipe data = pipe()) {
                    control.first().send(data.second());
                    data.first().send(number);
                    data.first().close();
                }
                assertThat(control.first().recv()).isEqualTo(number);
            }
            assertThat(child.join(LONG)).isTrue();
        }
    }
}
