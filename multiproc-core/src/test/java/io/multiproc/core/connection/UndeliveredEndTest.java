package io.multiproc.core.connection;

import static io.multiproc.Multiprocessing.pipe;
import static io.multiproc.Multiprocessing.queue;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multiproc.connection.Connection;
import io.multiproc.connection.Pipe;
import io.multiproc.queue.ProcessQueue;
import io.multiproc.reduction.UnreadableMessageException;
import io.multiproc.testkit.CleanExit;
import java.io.EOFException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Ends of pipes in messages that arrive, and cannot be given to whoever receives them. */
@ExtendWith(CleanExit.class)
class UndeliveredEndTest {

    private static final Duration LONG = Duration.ofSeconds(50);

    /** Cannot be made at times. */
    record Choosy(int number) {

        private static volatile boolean refuses;

        Choosy {
            if (refuses) {
                throw new IllegalStateException("refused");
            }
        }
    }

    @AfterEach
    void accept() {
        Choosy.refuses = false;
    }

    private static void assertEnded(Connection connection) throws Exception {
        assertThat(connection.poll(LONG)).isTrue();
        assertThatThrownBy(connection::recv).isInstanceOf(EOFException.class);
    }

    @Test
    void isClosedWhenTheRestOfItsMessageCannotBeRead() throws Exception {
        try (Pipe carrier = pipe();
                Pipe pipe = pipe()) {
            carrier.first().send(List.of(pipe.second(), new Choosy(1)));
            carrier.first().send("after");
            Choosy.refuses = true;
            assertThatThrownBy(carrier.second()::recv).isInstanceOf(UnreadableMessageException.class);
            assertEnded(pipe.first());
            assertThat(carrier.second().recv()).isEqualTo("after");
        }
    }

    @Test
    void isClosedWhenItsMessageIsOfAnotherType() throws Exception {
        try (Pipe carrier = pipe();
                Pipe pipe = pipe()) {
            carrier.first().send(List.of(pipe.second()));
            assertThatThrownBy(() -> carrier.second().recv(String.class))
                    .isInstanceOf(ClassCastException.class)
                    .hasMessageContaining("on the second end of pipe")
                    .hasMessageEndingWith("where a java.lang.String was expected");
            assertEnded(pipe.first());
        }
    }

    @Test
    void isClosedWhenTheRestOfAnElementCannotBeRead() throws Exception {
        ProcessQueue<Object> queue = queue();
        try (Pipe pipe = pipe()) {
            queue.put(List.of(pipe.second(), new Choosy(1)));
            Choosy.refuses = true;
            assertThatThrownBy(() -> queue.get(LONG)).isInstanceOf(UnreadableMessageException.class);
            assertEnded(pipe.first());
        }
    }

    @Test
    void isOpenInAMessageThatIsReceived() throws Exception {
        try (Pipe carrier = pipe();
                Pipe pipe = pipe()) {
            carrier.first().send(List.of(pipe.second(), new Choosy(1)));
            try (Connection received =
                    (Connection) carrier.second().recv(List.class).get(0)) {
                pipe.first().send("still there");
                Choosy.refuses = true;
                carrier.first().send(1);
                assertThatThrownBy(() -> carrier.second().recv(String.class)).isInstanceOf(ClassCastException.class);
                assertThat(received.recv()).isEqualTo("still there");
            }
        }
    }
}
