package io.multiproc.core.connection;

import static io.multiproc.Multiprocessing.pipe;
import static io.multiproc.Multiprocessing.process;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multiproc.connection.Connection;
import io.multiproc.connection.Pipe;
import io.multiproc.process.ChildProcess;
import io.multiproc.reduction.NotSendableException;
import io.multiproc.testkit.CleanExit;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Pipes between two processes, and the ways in which an end gets to another one. */
@ExtendWith(CleanExit.class)
class PipeTest {

    @Nested
    class BetweenProcesses {

        @Test
        void echoes() throws Exception {
            try (Pipe pipe = pipe()) {
                ChildProcess child = process(PipePrograms::echo, pipe.second());
                child.start();
                assertThat(pipe.second().isClosed()).isTrue();
                Connection connection = pipe.first();
                for (int size : new int[] {1, 10, 16_000, 17_000, 300_000, 16 << 20}) {
                    byte[] message = new byte[size];
                    new java.util.Random(size).nextBytes(message);
                    connection.sendBytes(message);
                    assertThat(connection.recvBytes()).isEqualTo(message);
                }
                connection.sendBytes(new byte[0]);
                assertThatThrownBy(connection::recv).isInstanceOf(EOFException.class);
                child.join();
                assertThat(child.exitCode()).hasValue(0);
            }
        }

        @Test
        void keepsWhatWasSentBeforeTheOtherSideCame() throws Exception {
            try (Pipe control = pipe();
                    Pipe pipe = pipe()) {
                for (int number = 0; number < 1000; number++) {
                    pipe.first().send(number);
                }
                ChildProcess child = process(PipePrograms::relay, control.second());
                child.start();
                control.first().send(pipe.second());
                for (int number = 1000; number < 2000; number++) {
                    pipe.first().send(number);
                }
                pipe.first().close();
                for (int number = 0; number < 2000; number++) {
                    assertThat(control.first().recv()).isEqualTo(number);
                }
                assertThatThrownBy(control.first()::recv).isInstanceOf(EOFException.class);
                child.join();
            }
        }
    }

    @Nested
    class HandedOn {

        @Test
        void toAGrandchild() throws Exception {
            try (Pipe pipe = pipe()) {
                ChildProcess child = process(PipePrograms::passToChild, pipe.second(), 0, 100);
                child.start();
                assertThat(pipe.first().recv()).isEqualTo("from the middle");
                for (int number = 0; number < 100; number++) {
                    assertThat(pipe.first().recv()).isEqualTo(number);
                }
                assertThatThrownBy(pipe.first()::recv).isInstanceOf(EOFException.class);
                child.join();
            }
        }

        @Test
        void toTwoSiblings() throws Exception {
            try (Pipe control = pipe();
                    Pipe pipe = pipe()) {
                ChildProcess receiver = process(PipePrograms::relay, control.second());
                receiver.start();
                ChildProcess sender = process(PipePrograms::sendNumbers, pipe.second(), 0, 100);
                sender.start();
                control.first().send(pipe.first());
                for (int number = 0; number < 100; number++) {
                    assertThat(control.first().recv()).isEqualTo(number);
                }
                assertThatThrownBy(control.first()::recv).isInstanceOf(EOFException.class);
                receiver.join();
                sender.join();
            }
        }

        @Test
        void comesBackIfItsProcessCannotBeStarted() throws Exception {
            try (Pipe pipe = pipe()) {
                pipe.first().send("before");
                Thread notSendable = new Thread();
                ChildProcess child = process(
                        (Connection connection, Object thread) -> connection.send(thread), pipe.second(), notSendable);
                assertThatThrownBy(child::start).hasMessageContaining("Thread");
                assertThat(pipe.second().isClosed()).isFalse();
                assertThat(pipe.second().recv()).isEqualTo("before");
                pipe.second().send("after");
                assertThat(pipe.first().recv()).isEqualTo("after");
            }
        }
    }

    @Test
    void comesBackWithItsMessagesInOrderIfItCannotBeSent() throws Exception {
        for (int round = 0; round < 20; round++) {
            try (Pipe carrier = pipe();
                    Pipe pipe = pipe()) {
                for (int number = 0; number < 1000; number++) {
                    pipe.first().send(number);
                }
                assertThatThrownBy(() -> carrier.first().send(List.of(pipe.second(), new Thread("mine"))))
                        .isInstanceOf(NotSendableException.class);
                for (int number = 1000; number < 1100; number++) {
                    pipe.first().send(number);
                }
                for (int number = 0; number < 1100; number++) {
                    assertThat(pipe.second().recv()).isEqualTo(number);
                }
                pipe.second().send("back");
                assertThat(pipe.first().recv()).isEqualTo("back");
            }
        }
    }

    @Test
    void canBePolledByAThreadThatIsInterrupted() throws Exception {
        try (Pipe pipe = pipe()) {
            pipe.first().send(1);
            Thread.currentThread().interrupt();
            assertThat(pipe.first().poll()).isFalse();
            assertThat(pipe.second().poll()).isTrue();
            assertThat(Thread.interrupted()).as("still interrupted").isTrue();
        }
    }

    @Nested
    class Limits {

        @Test
        void ofLengthLeaveADuplexEndToSendAndCloseOneThatOnlyReceives() throws Exception {
            for (boolean duplex : new boolean[] {true, false}) {
                try (Pipe pipe = pipe(duplex)) {
                    Connection receiver = pipe.first();
                    pipe.second().sendBytes(new byte[] {1, 2, 3});
                    pipe.second().sendBytes(new byte[] {1, 2, 3, 4});
                    assertThatThrownBy(() -> receiver.recvBytes(-1))
                            .isInstanceOf(IllegalArgumentException.class)
                            .hasMessage("maxLength must be >= 0: maxLength=-1");
                    assertThat(receiver.recvBytes(3)).containsExactly(1, 2, 3);
                    assertThatThrownBy(() -> receiver.recvBytes(3))
                            .isInstanceOf(IOException.class)
                            .isNotInstanceOf(EOFException.class)
                            .hasMessageContaining("length=4, maxLength=3 bytes");
                    assertThatThrownBy(receiver::recvBytes).isInstanceOf(IOException.class);
                    assertThat(receiver.isClosed()).isEqualTo(!duplex);
                    assertThat(receiver.isReadable()).isFalse();
                    if (duplex) {
                        receiver.sendBytes(new byte[0]);
                        assertThat(pipe.second().recvBytes(0)).isEmpty();
                    }
                }
            }
        }

        @Test
        void ofLengthHoldForAnEndInAnotherProcess() throws Exception {
            try (Pipe pipe = pipe()) {
                ChildProcess child = process(PipePrograms::echo, pipe.second());
                child.start();
                pipe.first().sendBytes(new byte[200_000]);
                assertThat(pipe.first().recvBytes(200_000)).hasSize(200_000);
                pipe.first().sendBytes(new byte[200_001]);
                assertThatThrownBy(() -> pipe.first().recvBytes(200_000)).hasMessageContaining("maxLength=200000");
                assertThatThrownBy(pipe.first()::recvBytes).hasMessageContaining("nothing more can be received");
                pipe.first().sendBytes(new byte[0]);
                child.join();
                assertThat(child.exitCode()).hasValue(0);
            }
        }

        @Test
        void ofArraysAreChecked() throws Exception {
            try (Pipe pipe = pipe()) {
                byte[] bytes = {0, 1, 2, 3, 4};
                pipe.first().sendBytes(bytes, 1, 3);
                pipe.first().sendBytes(bytes, 5, 0);
                byte[] target = new byte[5];
                assertThat(pipe.second().recvBytesInto(target, 2)).isEqualTo(3);
                assertThat(target).containsExactly(0, 0, 1, 2, 3);
                assertThat(pipe.second().recvBytesInto(target, 5)).isZero();
                int[][] outside = {{-1, 1}, {0, -1}, {0, 6}, {6, 0}, {3, 3}, {1, Integer.MAX_VALUE}};
                for (int[] part : outside) {
                    assertThatThrownBy(() -> pipe.first().sendBytes(bytes, part[0], part[1]))
                            .isInstanceOf(IllegalArgumentException.class)
                            .hasMessage("not a part of the array: offset=" + part[0] + ", size=" + part[1]
                                    + ", length of the array=5");
                }
                for (int offset : new int[] {-1, 6}) {
                    assertThatThrownBy(() -> pipe.second().recvBytesInto(target, offset))
                            .isInstanceOf(IllegalArgumentException.class)
                            .hasMessage("not inside the array: offset=" + offset + ", length of the array=5");
                }
                assertThatThrownBy(() -> pipe.second()
                                .recvBytesInto(ByteBuffer.allocate(1).asReadOnlyBuffer()))
                        .isInstanceOf(IllegalArgumentException.class);
                assertThat(pipe.second().poll())
                        .as("nothing came of what was refused")
                        .isFalse();
            }
        }
    }

    @Test
    void refusesTheWrongDirection() throws Exception {
        try (Pipe pipe = pipe(false)) {
            assertThatThrownBy(() -> pipe.first().send(1)).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> pipe.second().recv()).isInstanceOf(IOException.class);
            assertThat(List.of(pipe.first().isWritable(), pipe.second().isReadable()))
                    .containsOnly(false);
            pipe.second().send(1);
            assertThat(pipe.first().recv()).isEqualTo(1);
        }
    }
}
