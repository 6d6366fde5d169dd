package io.multiproc.core.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.multiproc.core.queue.Board.Waiting;
import io.multiproc.core.queue.QueueHandle.Kind;
import io.multiproc.ipc.frame.Frame;
import io.multiproc.ipc.frame.FrameDescriptor;
import io.multiproc.ipc.frame.FrameException;
import io.multiproc.ipc.frame.FrameType;
import io.multiproc.ipc.hub.Link;
import io.multiproc.ipc.time.Deadline;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the owner says to a process that uses its queue, message by message. */
class AttachmentTest {

    private static final byte[] NOTHING = {};

    private final List<Frame> sent = new ArrayList<>();
    private OwnedQueue queue;
    private Attachment attachment;
    private Board board;

    @TempDir
    private Path folder;

    @BeforeEach
    void attachToAnUnlimitedQueue() throws Exception {
        attach(Capacity.UNLIMITED);
    }

    private void attach(Capacity capacity) throws Exception {
        queue = new OwnedQueue("tested", Kind.PLAIN, capacity);
        Path file = folder.resolve("board-" + capacity.bytes());
        attachment = new Attachment(queue, file);
        board = Board.open(file);
        attachment.opened(new Link() {
            @Override
            public void send(byte[] frame) {
                try {
                    sent.add(frame(frame));
                } catch (FrameException e) {
                    throw new AssertionError(e);
                }
            }

            @Override
            public void close() {
                throw new AssertionError("the link was closed");
            }
        });
        sent.clear(); // the name of the board
    }

    private static Frame frame(byte[] frame) throws FrameException {
        ByteBuffer header = ByteBuffer.wrap(frame, 0, FrameDescriptor.HEADER_BYTES);
        return new Frame(
                FrameDescriptor.type(header),
                FrameDescriptor.flags(header),
                Arrays.copyOfRange(frame, FrameDescriptor.HEADER_BYTES, frame.length));
    }

    private static byte[] element(int length) {
        return QueueMessages.sealElement(new byte[QueueMessages.HEADROOM + length]);
    }

    /** The process counts so many threads in that wait, and says so. */
    private void wait(Waiting who, FrameType message, int threads) {
        for (int i = 0; i < threads; i++) {
            board.enter(who);
        }
        attachment.received(new Frame(message, 0, NOTHING));
    }

    /** Takes the element of a lease of one; whether the owner is to be told. */
    private boolean take(Frame give) throws FrameException {
        assertThat(give.type()).isEqualTo(FrameType.GIVE);
        HeldLease lease = new HeldLease(
                board,
                QueueMessages.number(give.payload(), 0),
                QueueMessages.number(give.payload(), 8),
                give.payload(),
                (give.flags() & QueueMessages.REPORT) != 0);
        assertThat(lease.poll()).isNotNull();
        assertThat(lease.isFinished()).isTrue();
        return lease.isReported();
    }

    @Test
    void isToldWhenThereIsRoomForLeasesAgain() throws Exception {
        wait(Waiting.GETTERS, FrameType.WANT, 20);
        for (int i = 0; i < 17; i++) {
            queue.put(element(1), Deadline.NEVER);
        }
        assertThat(sent).as("given before one was taken").hasSize(Board.LEASES);

        boolean told = false;
        for (Frame give : List.copyOf(sent)) { // each as soon as it has come, so that there are never many in the process
            told |= take(give);
        }
        if (told) {
            attachment.received(new Frame(FrameType.TAKEN, 0, NOTHING));
        }

        assertThat(sent).as("all are given").hasSize(17);
        assertThat(queue.size()).isZero();
    }
}
