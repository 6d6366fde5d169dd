package io.multiproc.core.spawn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multiproc.ipc.handshake.LinkTicket;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class StartTicketTest {

    private final StartTicket ticket = new StartTicket(Path.of("/run dir/hub.sock"), LinkTicket.issue(42));

    @Test
    void isReadAsItWasWritten() throws IOException {
        StartTicket read = StartTicket.read(new ByteArrayInputStream(written()));
        assertThat(read.hub()).isEqualTo(ticket.hub());
        assertThat(read.link().childId()).isEqualTo(42);
        assertThat(read.link().key()).isEqualTo(ticket.link().key());
    }

    @Test
    void leavesWhatFollowsInTheStream() throws IOException {
        byte[] bytes = written();
        ByteArrayInputStream in = new ByteArrayInputStream(Arrays.copyOf(bytes, bytes.length + 3));
        StartTicket.read(in);
        assertThat(in.available()).isEqualTo(3);
    }

    @Test
    void isNotReadIfItIsCut() throws IOException {
        byte[] bytes = written();
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> StartTicket.read(new ByteArrayInputStream(cut)))
                    .as("%d bytes", length)
                    .isInstanceOf(EOFException.class);
        }
    }

    @Test
    void doesNotPrintTheKey() {
        assertThat(ticket).hasToString("StartTicket[hub=/run dir/hub.sock, link=LinkTicket[childId=42]]");
    }

    private byte[] written() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ticket.write(out);
        return out.toByteArray();
    }
}
