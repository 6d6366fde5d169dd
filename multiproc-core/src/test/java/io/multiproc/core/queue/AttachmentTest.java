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
    private static final int MEGABYTE = 1 << 20;

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
        for (Frame give :
                List.copyOf(sent)) { // each as soon as it has come, so that there are never many in the process
            told |= take(give);
        }
        if (told) {
            attachment.received(new Frame(FrameType.TAKEN, 0, NOTHING));
        }

        assertThat(sent).as("all are given").hasSize(17);
        assertThat(queue.size()).isZero();
    }

    /** Puts elements of that size into slots that the process has, and asks for more, as long as it gets any. */
    private void putWhileThereIsRoom(int length) {
        byte[] payload =
                ByteBuffer.allocate(Chunk.LENGTH_BYTES + length).putInt(length).array();
        boolean granted = true;
        while (granted) {
            while (board.takeSlot()) {
                attachment.received(new Frame(FrameType.PUT, 0, payload));
            }
            sent.clear();
            wait(Waiting.PUTTERS, FrameType.NEED, 1);
            granted = !sent.isEmpty();
        }
    }

    @Test
    void putsNoMoreThanFitsBeforeItIsKnownHowLargeElementsAre() throws Exception {
        attach(new Capacity(0, 10 * MEGABYTE));
        putWhileThereIsRoom(MEGABYTE);
        assertThat(queue.size()).isEqualTo(10);
    }

    @Test
    void putsNoMoreThanFitsWhenElementsBecomeLarger() throws Exception {
        attach(new Capacity(0, 10 * MEGABYTE));
        wait(Waiting.PUTTERS, FrameType.NEED, 1);
        assertThat(board.takeSlot()).isTrue();
        attachment.received(new Frame(FrameType.PUT, 0, new byte[Chunk.LENGTH_BYTES]));
        putWhileThereIsRoom(MEGABYTE);
        assertThat(queue.size()).isEqualTo(11);
    }

    @Test
    void isGrantedWhatFitsOfElementsLikeTheLatestWhenAllWereTaken() throws Exception {
        attach(new Capacity(0, 10 * MEGABYTE));
        queue.put(element(5 * MEGABYTE), Deadline.NEVER);
        assertThat(queue.get(Deadline.NOW)).isNotNull();
        wait(Waiting.PUTTERS, FrameType.NEED, 20);
        assertThat(sent)
                .singleElement()
                .satisfies(grant ->
                        assertThat(QueueMessages.number(grant.payload(), 0)).isEqualTo(1));
    }

    @Test
    void hasBytesThatTakeUpRoomUntilTheyAreTaken() throws Exception {
        attach(new Capacity(0, 1000));
        for (int i = 0; i < 8; i++) {
            queue.put(element(100), Deadline.NEVER);
        }
        wait(Waiting.GETTERS, FrameType.WANT, 1);
        byte[] lease = sent.get(0).payload();
        assertThat(lease)
                .as("one element was wanted, and three more are given")
                .hasSize(QueueMessages.GIVE_HEAD + 4 * 104);
        int more = 0;
        while (queue.put(element(100), Deadline.NOW)) {
            more++;
        }
        assertThat(more).isEqualTo(3);
    }
}
