package io.multiproc.core.failure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multiproc.ipc.Ipc;
import io.multiproc.ipc.codec.ObjectCodec;
import io.multiproc.reduction.UnreadableMessageException;
import java.io.PrintWriter;
import org.junit.jupiter.api.Test;

class FailureMessageTest {

    private static final int HEADROOM = 5;

    private final ObjectCodec codec = Ipc.codec();

    @Test
    void carriesExceptionTextAndStackTrace() {
        FailureMessage arrived = sent(new IllegalStateException("no tea", new RuntimeException("no kettle")));

        assertThat(arrived.exception())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("no tea");
        assertThat(arrived.text()).isEqualTo("java.lang.IllegalStateException: no tea");
        assertThat(arrived.stackTrace()).contains("Caused by: java.lang.RuntimeException: no kettle", "\tat ");
        assertThat(arrived.describe("the call failed")).isEqualTo("the call failed: " + arrived.text());
    }

    @Test
    void whatCannotBeSentArrivesAsText() {
        FailureMessage arrived = sent(new HoldsAThread());

        assertThat(arrived.exception()).isNull();
        assertThat(arrived.describe("the call failed"))
                .startsWith("the call failed: " + HoldsAThread.class.getName() + ": has a thread\n")
                .contains("\tat ");
    }

    @Test
    void exceptionsThatCannotBePrintedStillArrive() {
        FailureMessage arrived = sent(new CannotBePrinted());

        assertThat(arrived.text()).isEqualTo(CannotBePrinted.class.getName());
        assertThat(arrived.stackTrace())
                .isEqualTo("(its stack trace cannot be printed: java.lang.UnsupportedOperationException)");
    }

    @Test
    void anythingElseIsNoFailure() {
        for (Object other : new Object[] {"text", new Object[] {"text"}, new Object[] {"text", "trace", "exception"}}) {
            byte[] message = codec.encode(other, 0);

            assertThatThrownBy(() -> FailureMessage.decode(codec, message, 0, "worker-1"))
                    .isInstanceOf(UnreadableMessageException.class)
                    .hasMessage("not a failure message from worker-1");
        }
    }

    private FailureMessage sent(Throwable failure) {
        return FailureMessage.decode(codec, FailureMessage.encode(codec, failure, HEADROOM), HEADROOM, "worker-1");
    }

    @SuppressWarnings("serial") // as programs' exceptions are
    private static final class HoldsAThread extends RuntimeException {

        @SuppressWarnings("unused") // what cannot be sent
        private final Thread thread = Thread.currentThread();

        HoldsAThread() {
            super("has a thread");
        }
    }

    @SuppressWarnings("serial") // as programs' exceptions are
    private static final class CannotBePrinted extends RuntimeException {

        @Override
        public void printStackTrace(PrintWriter to) {
            throw new UnsupportedOperationException("no print");
        }

        @Override
        public String toString() {
            throw new UnsupportedOperationException("no text");
        }
    }
}
