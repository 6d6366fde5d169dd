package io.multiproc.core.connection;

import static io.multiproc.Multiprocessing.pipe;
import static io.multiproc.Multiprocessing.process;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multiproc.connection.Connection;
import io.multiproc.connection.Pipe;
import io.multiproc.process.ChildProcess;
import io.multiproc.testkit.CleanExit;
import io.multiproc.testkit.Threads;
import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The process of the other end is killed at every step. */
@ExtendWith(CleanExit.class)
class PeerDeathTest {

    private static final Duration LONG = Duration.ofSeconds(50);

    /** In which the dead are noticed. */
    private static final Duration SHORT = Duration.ofMillis(500);

    private static final int LARGE = 64 << 20;

    /** Runs it on a thread that is seen to wait. */
    private static <T> FutureTask<T> blocked(Callable<T> call) {
        FutureTask<T> task = new FutureTask<>(call);
        Thread thread = new Thread(task, "waits");
        thread.start();
        Awaitility.await().atMost(LONG).until(() -> Threads.isIn(thread, "select", "wait"));
        return task;
    }

    private static Throwable failure(FutureTask<?> task) throws Exception {
        try {
            task.get(LONG.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            return e.getCause();
        }
        throw new AssertionError("did not fail");
    }

    private static ChildProcess holder(Pipe pipe) throws Exception {
        ChildProcess child = process(PipePrograms::hold, pipe.second());
        child.start();
        assertThat(pipe.first().recv()).isEqualTo("here");
        return child;
    }

    @Test
    void whileThisOneWaitsForAMessage() throws Exception {
        try (Pipe pipe = pipe()) {
            ChildProcess child = holder(pipe);
            FutureTask<Object> receiving = blocked(pipe.first()::recv);
            child.kill();
            assertThat(failure(receiving))
                    .isInstanceOf(EOFException.class)
                    .hasMessageContaining("its process has ended");
            assertThat(child.join(LONG)).isTrue();
        }
    }

    @Test
    void whileThisOneWaitsForRoom() throws Exception {
        try (Pipe pipe = pipe()) {
            ChildProcess child = holder(pipe);
            FutureTask<Object> sending = blocked(() -> {
                pipe.first().sendBytes(new byte[LARGE]);
                return null;
            });
            child.kill();
            assertThat(failure(sending))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("the other end is closed, or its process has ended");
            assertThatThrownBy(() -> pipe.first().send(1)).isInstanceOf(IOException.class);
            assertThat(child.join(LONG)).isTrue();
        }
    }

    @Test
    void inTheMiddleOfAMessage() throws Exception {
        try (Pipe pipe = pipe()) {
            ChildProcess child = process(PipePrograms::sendOne, pipe.second(), LARGE);
            child.start();
            assertThat(pipe.first().poll(LONG)).isTrue();
            child.kill();
            assertThat(child.join(LONG)).isTrue();
            assertThatThrownBy(pipe.first()::recvBytes)
                    .isInstanceOf(IOException.class)
                    .isNotInstanceOf(EOFException.class)
                    .hasMessageContaining("inside a message")
                    .hasMessageContaining("of its " + LARGE + " bytes");
        }
    }

    @Test
    void afterItHasSent() throws Exception {
        try (Pipe pipe = pipe()) {
            ChildProcess child = holder(pipe);
            ChildProcess second;
            try (Pipe numbers = pipe()) {
                second = process(PipePrograms::sendNumbers, numbers.second(), 0, 5);
                second.start();
                assertThat(second.join(LONG)).isTrue();
                for (int number = 0; number < 5; number++) {
                    assertThat(numbers.first().recv()).isEqualTo(number);
                }
                assertThatThrownBy(numbers.first()::recv).isInstanceOf(EOFException.class);
            }
            child.kill();
            assertThat(child.join(LONG)).isTrue();
            assertThat(pipe.first().poll(LONG)).isTrue();
            assertThatThrownBy(pipe.first()::recv).isInstanceOf(EOFException.class);
        }
    }

    @Test
    void beforeItHasTakenTheEndThatWasSentToIt() throws Exception {
        try (Pipe control = pipe();
                Pipe pipe = pipe()) {
            ChildProcess child = holder(control);
            control.first().send(pipe.second());
            FutureTask<Object> receiving = blocked(pipe.first()::recv);
            child.kill();
            assertThat(failure(receiving)).isInstanceOf(EOFException.class);
            assertThat(child.join(LONG)).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void beforeItHasTakenTheEndThatCarriesAnother(boolean sentBeforeStart) throws Exception {
        try (Pipe control = pipe();
                Pipe pipe = pipe()) {
            ChildProcess child = process(PipePrograms::hold, control.second());
            if (sentBeforeStart) {
                control.first().send(pipe.second());
            }
            child.start();
            if (!sentBeforeStart) {
                control.first().send(pipe.second());
            }
            FutureTask<Object> receiving = blocked(pipe.first()::recv);
            child.kill();
            assertThat(failure(receiving)).isInstanceOf(EOFException.class);
            assertThatThrownBy(() -> pipe.first().send(1)).isInstanceOf(IOException.class);
            assertThat(child.join(LONG)).isTrue();
        }
    }

    @Test
    void orTheOtherEndIsInAPipeThatIsClosed() throws Exception {
        try (Pipe control = pipe();
                Pipe pipe = pipe()) {
            control.first().send(pipe.second());
            FutureTask<Object> receiving = blocked(pipe.first()::recv);
            control.second().close();
            assertThat(failure(receiving)).isInstanceOf(EOFException.class);
        }
    }

    /** Passes the first connection on to the second, with what it has not received from it, and ends. */
    static void passOnUnread(Connection control) throws Exception {
        Connection passed = control.recv(Connection.class);
        Connection target = control.recv(Connection.class);
        control.send("has both");
        control.recv();
        target.send(passed);
    }

    /** Is passed a connection, over which another came; tells what it receives from that. */
    static void receiveFromInside(Connection control) throws Exception {
        try (control;
                Connection from = control.recv(Connection.class);
                Connection outer = from.recv(Connection.class)) {
            control.send("has the outer one");
            control.recv();
            try (Connection inner = outer.recv(Connection.class)) {
                control.send(inner.recv());
            }
        }
    }

    @Test
    void afterItHasPassedOnTheEndThatCarriesAnother() throws Exception {
        try (Pipe control = pipe();
                Pipe answers = pipe();
                Pipe between = pipe();
                Pipe outer = pipe();
                Pipe inner = pipe()) {
            ChildProcess middle = process(PeerDeathTest::passOnUnread, control.second());
            middle.start();
            ChildProcess receiver = process(PeerDeathTest::receiveFromInside, answers.second());
            receiver.start();
            answers.first().send(between.second());
            control.first().send(outer.second());
            control.first().send(between.first());
            assertThat(control.first().recv()).isEqualTo("has both");
            outer.first().send(inner.second());
            inner.first().send("still there");
            control.first().send("go on");
            assertThat(middle.join(LONG)).isTrue();
            assertThat(answers.first().recv()).isEqualTo("has the outer one");
            assertThat(inner.first().poll(SHORT)).as("lost").isFalse();
            answers.first().send("go on");
            assertThat(answers.first().recv()).isEqualTo("still there");
            assertThat(receiver.join(LONG)).isTrue();
            assertThat(receiver.exitCode()).hasValue(0);
        }
    }

    @Test
    void beforeItHasTakenTheEndWhoseOtherEndIsElsewhere() throws Exception {
        try (Pipe control = pipe();
                Pipe pipe = pipe();
                Pipe answers = pipe()) {
            ChildProcess child = holder(control);
            ChildProcess relay = process(PipePrograms::relay, answers.second());
            relay.start();
            answers.first().send(pipe.first());
            control.first().send(pipe.second());
            child.kill();
            assertThatThrownBy(answers.first()::recv).isInstanceOf(EOFException.class);
            assertThat(child.join(LONG)).isTrue();
            assertThat(relay.join(LONG)).isTrue();
        }
    }

    static void dieAfterPassingOn(Connection control) throws Exception {
        Connection passed = control.recv(Connection.class);
        Connection target = control.recv(Connection.class);
        target.send(passed);
        control.send("passed on");
        new java.util.concurrent.CountDownLatch(1).await();
    }

    @Test
    void afterItHasPassedTheEndOn() throws Exception {
        try (Pipe control = pipe();
                Pipe pipe = pipe();
                Pipe answers = pipe()) {
            ChildProcess middle = process(PeerDeathTest::dieAfterPassingOn, control.second());
            middle.start();
            ChildProcess relay = process(PipePrograms::relay, answers.second());
            relay.start();
            // the middle one passes the second end to the relay, over the end of which it was given
            try (Pipe toRelay = pipe()) {
                answers.first().send(toRelay.second());
                // what the relay receives there is a connection, which it sends back here
                control.first().send(pipe.second());
                control.first().send(toRelay.first());
                assertThat(control.first().recv()).isEqualTo("passed on");
                Connection returned = answers.first().recv(Connection.class);
                middle.kill();
                assertThat(middle.join(LONG)).isTrue();
                pipe.first().send("still there");
                assertThat(returned.recv()).isEqualTo("still there");
                returned.close();
            }
            assertThat(relay.join(LONG)).isTrue();
        }
    }

    @Test
    void whichCannotEvenBeStarted() throws Exception {
        try (Pipe pipe = pipe()) {
            pipe.first().send("before");
            ChildProcess child = io.multiproc.Multiprocessing.processBuilder()
                    .jvmOptions("-XX:+NoSuchFlag")
                    .target(PipePrograms::echo, pipe.second());
            assertThatThrownBy(child::start).isInstanceOf(io.multiproc.process.ProcessStartException.class);
            assertThat(pipe.second().isClosed()).isFalse();
            assertThat(pipe.second().recv()).isEqualTo("before");
            pipe.second().send("after");
            assertThat(pipe.first().recv()).isEqualTo("after");
        }
    }
}
