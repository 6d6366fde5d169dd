package io.multiproc.core.connection;

import static io.multiproc.Multiprocessing.pipe;
import static io.multiproc.Multiprocessing.process;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.multiproc.connection.Connection;
import io.multiproc.connection.Pipe;
import io.multiproc.process.ChildProcess;
import io.multiproc.reduction.NotSendableException;
import io.multiproc.testkit.CleanExit;
import io.multiproc.testkit.Threads;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An end is handed over that another thread uses, or has used up. */
@ExtendWith(CleanExit.class)
class HandOverTest {

    private static final Duration LONG = Duration.ofSeconds(50);

    /** More than sockets hold. */
    private static final int LARGE = 64 << 20;

    private static Thread start(FutureTask<?> task) {
        Thread thread = new Thread(task, "hands-over");
        thread.start();
        return thread;
    }

    private static FutureTask<Void> task(Callable<Void> call) {
        return new FutureTask<>(call);
    }

    /** One thread sends on an end to a child that does not read, another one waits until it can hand the end over. */
    private record Stuck(ChildProcess child, FutureTask<Void> sending, FutureTask<Void> handingOver, Thread mover) {

        static Stuck in(Pipe control, Pipe carrier, Pipe data) throws Exception {
            ChildProcess child = process(CloseAfterSendTest::receiveLate, control.second(), data.second());
            child.start();
            assertThat(control.first().recv()).isEqualTo("here");
            FutureTask<Void> sending = task(() -> {
                data.first().sendBytes(new byte[LARGE]);
                return null;
            });
            Thread sender = start(sending);
            await().atMost(LONG).until(() -> Threads.isIn(sender, "select"));
            FutureTask<Void> handingOver = task(() -> {
                carrier.first().send(data.first());
                return null;
            });
            Thread mover = start(handingOver);
            await().atMost(LONG).until(() -> Threads.isIn(mover, "lock"));
            return new Stuck(child, sending, handingOver, mover);
        }

        void interruptHandover() {
            mover.interrupt();
            assertThatThrownBy(() -> handingOver.get(LONG.toSeconds(), TimeUnit.SECONDS))
                    .hasCauseInstanceOf(InterruptedException.class);
        }
    }

    @Test
    void canBeInterruptedWhileAnotherThreadSends() throws Exception {
        try (Pipe control = pipe();
                Pipe carrier = pipe();
                Pipe data = pipe()) {
            Connection end = data.first();
            Stuck stuck = Stuck.in(control, carrier, data);
            stuck.interruptHandover();
            assertThat(end.isClosed()).isFalse();
            assertThat(end.poll()).isFalse();
            control.first().send("go on");
            assertThat(control.first().recv()).isEqualTo(LARGE);
            stuck.sending().get(LONG.toSeconds(), TimeUnit.SECONDS);
            end.close();
            assertThat(stuck.child().join(LONG)).isTrue();
            assertThat(stuck.child().exitCode()).hasValue(0);
        }
    }

    @Test
    void isClosedAfterAllIfThatWasAskedForMeanwhile() throws Exception {
        try (Pipe control = pipe();
                Pipe carrier = pipe();
                Pipe data = pipe()) {
            Connection end = data.first();
            Stuck stuck = Stuck.in(control, carrier, data);
            end.close();
            stuck.interruptHandover();
            assertThat(end.isClosed()).isTrue();
            assertThatThrownBy(() -> stuck.sending().get(LONG.toSeconds(), TimeUnit.SECONDS))
                    .hasCauseInstanceOf(IOException.class);
            stuck.child().kill();
            assertThat(stuck.child().join(LONG)).isTrue();
        }
    }

    @Test
    void doesNotMakeReadableWhatHadATooLongMessage() throws Exception {
        try (Pipe carrier = pipe();
                Pipe data = pipe()) {
            data.second().sendBytes(new byte[4]);
            Connection end = data.first();
            assertThatThrownBy(() -> end.recvBytes(3)).hasMessageContaining("maxLength=3");
            assertIsSpoiled(end);
            carrier.first().send(end);
            Connection received = carrier.second().recv(Connection.class);
            assertIsSpoiled(received);
            received.send("it still sends");
            assertThat(data.second().recv()).isEqualTo("it still sends");
            data.second().sendBytes(new byte[5]);
            carrier.first().send(received); // over a socket this time
            try (Connection again = carrier.second().recv(Connection.class)) {
                assertIsSpoiled(again);
                again.send("and again");
                assertThat(data.second().recv()).isEqualTo("and again");
            }
        }
    }

    @Test
    void givesBackUnreadableWhatHadATooLongMessage() throws Exception {
        try (Pipe carrier = pipe();
                Pipe data = pipe()) {
            data.second().sendBytes(new byte[4]);
            assertThatThrownBy(() -> data.first().recvBytes(3)).hasMessageContaining("maxLength=3");
            assertThatThrownBy(() -> carrier.first().send(List.of(data.first(), new Thread("mine"))))
                    .isInstanceOf(NotSendableException.class);
            assertIsSpoiled(data.first());
            data.first().send("it still sends");
            assertThat(data.second().recv()).isEqualTo("it still sends");
        }
    }

    private static void assertIsSpoiled(Connection connection) {
        assertThat(connection.isReadable()).isFalse();
        assertThat(connection.isWritable()).isTrue();
        assertThatThrownBy(connection::recvBytes)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("a message was longer than its limit");
    }
}
