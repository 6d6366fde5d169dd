package io.multiproc.core.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The route changes while a thread sends. */
@Timeout(50)
class OutboxTest {

    private final MemoryQueue full = new MemoryQueue();
    private final Outbox outbox = new Outbox(full);
    private final ByteBuffer message = ByteBuffer.allocate(MemoryQueue.CAPACITY_BYTES);

    @Test
    void whoHasSeenTheOldRouteDoesNotWaitThere() throws Exception {
        assertThat(full.send(message, true)).isTrue();
        outbox.change(new GoneRoute("the end"));
        assertThat(full.send(message, true))
                .as("as by a thread that was about to")
                .isFalse();
        assertThatThrownBy(() -> outbox.send(message, true))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("cannot send on the end");
    }
}
