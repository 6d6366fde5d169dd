package io.multiproc.core.connection;

import io.multiproc.connection.BufferTooShortException;
import io.multiproc.connection.Connection;
import io.multiproc.core.waiting.EventWaitable;
import io.multiproc.ipc.codec.Reductions;
import io.multiproc.ipc.frame.FrameDescriptor;
import io.multiproc.ipc.pipe.Message;
import io.multiproc.ipc.time.Deadline;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One end of a pipe, as programs use it: checks what is asked, and turns objects into messages and back. */
public final class PipeConnection implements Connection, EventWaitable {

    private static final Inbox.LengthCheck ANY = length -> {};

    static {
        Reductions.register(new ConnectionReduction());
    }

    private final End end;
    private final Use use;
    private final Reading reading;

    PipeConnection(End end, boolean readable, boolean writable) {
        this(end, readable, writable, Reading.all());
    }

    PipeConnection(End end, boolean readable, boolean writable, Reading reading) {
        this.end = end;
        this.use = new Use(end.name(), readable, writable);
        this.reading = reading;
    }

    /** An end that was sent to this process. */
    static PipeConnection arrive(EndForm form) {
        Pipes.prepare();
        End end = new End(form.name(), form.first(), new Object(), new MemoryQueue(), new MemoryQueue());
        Arrival.of(end, form);
        PipeConnection arrived = new PipeConnection(end, form.readable(), form.writable(), Reading.of(form.allowed()));
        if (form.spoiled()) {
            arrived.spoil();
        }
        return arrived;
    }

    /**
     * Takes this end away from here; what is returned stands for it elsewhere.
     *
     * @throws InterruptedException if another thread sends, and this one is interrupted meanwhile; it stays here
     */
    EndForm handOver() throws IOException, InterruptedException {
        use.leave();
        Departure.Ticket ticket;
        try {
            ticket = Departure.of(end);
        } catch (InterruptedException e) {
            if (!readmit()) {
                closeNow();
            }
            throw e;
        }
        return new EndForm(
                end.name(),
                end.isFirst(),
                use.mayReceive(),
                use.maySend(),
                use.isSpoiled(),
                ticket.contact(),
                use.isSpoiled() ? List.of() : ticket.unread(),
                ticket.failure(),
                reading.allowed());
    }

    /** Makes this end usable again: what stands for it has not left. */
    void takeBack(EndForm form) {
        boolean open;
        end.in().lock();
        try {
            Arrival.of(end, form);
            open = readmit();
        } finally {
            end.in().unlock();
        }
        if (!open) {
            closeNow();
        }
    }

    /** False: it was closed meanwhile. */
    private boolean readmit() {
        if (use.isSpoiled()) {
            spoil();
        } else {
            end.in().readmit();
        }
        end.out().readmit();
        return use.stay();
    }

    private void spoil() {
        use.spoil();
        end.in().evict(use.spoiledText());
    }

    @Override
    public void send(@Nullable Object object) throws IOException, InterruptedException {
        use.checkWritable();
        Handover handover = Handover.interruptibly(() -> reading.codec().encode(object, 0));
        boolean sent = false;
        try {
            end.out().send(ByteBuffer.wrap(handover.message()), true);
            sent = true;
        } finally {
            if (sent) {
                handover.carriedOver(end);
            } else {
                handover.giveBack();
            }
        }
    }

    @Override
    public @Nullable Object recv() throws IOException, InterruptedException {
        Message message = receive(ANY);
        return reading.codec().decode(message.bytes(), message.offset(), message.length());
    }

    @Override
    public <T> T recv(Class<T> type) throws IOException, InterruptedException {
        Objects.requireNonNull(type, "type");
        Message message = receive(ANY);
        return reading.codec().decode(message.bytes(), message.offset(), message.length(), type, end.name());
    }

    @Override
    public void sendBytes(byte[] bytes) throws IOException, InterruptedException {
        sendBytes(bytes, 0, bytes.length);
    }

    @Override
    public void sendBytes(byte[] bytes, int offset, int size) throws IOException, InterruptedException {
        if (offset < 0 || size < 0 || size > bytes.length - offset) {
            throw new IllegalArgumentException("not a part of the array: offset=" + offset + ", size=" + size
                    + ", length of the array=" + bytes.length);
        }
        sendBytes(ByteBuffer.wrap(bytes, offset, size));
    }

    @Override
    public void sendBytes(ByteBuffer bytes) throws IOException, InterruptedException {
        use.checkWritable();
        if (bytes.remaining() > FrameDescriptor.MAX_PAYLOAD_BYTES) {
            throw new IllegalArgumentException("too long for a message: length=" + bytes.remaining() + ", limit="
                    + FrameDescriptor.MAX_PAYLOAD_BYTES + " bytes (send it in parts)");
        }
        end.out().send(bytes, false);
    }

    @Override
    public byte[] recvBytes() throws IOException, InterruptedException {
        return receive(ANY).toArray();
    }

    @Override
    public byte[] recvBytes(int maxLength) throws IOException, InterruptedException {
        if (maxLength < 0) {
            throw new IllegalArgumentException("maxLength must be >= 0: maxLength=" + maxLength);
        }
        return receive(length -> checkLength(length, maxLength)).toArray();
    }

    @Override
    public int recvBytesInto(byte[] target, int offset) throws IOException, InterruptedException {
        if (offset < 0 || offset > target.length) {
            throw new IllegalArgumentException(
                    "not inside the array: offset=" + offset + ", length of the array=" + target.length);
        }
        return recvBytesInto(ByteBuffer.wrap(target, offset, target.length - offset));
    }

    @Override
    public int recvBytesInto(ByteBuffer target) throws IOException, InterruptedException {
        if (target.isReadOnly()) {
            throw new IllegalArgumentException("the buffer is read-only");
        }
        Message message = receive(ANY);
        if (message.length() > target.remaining()) {
            throw new BufferTooShortException(
                    "the message on " + end.name() + " is longer than the buffer: message=" + message.length()
                            + ", buffer=" + target.remaining() + " bytes (content() has the message)",
                    message.toArray());
        }
        target.put(message.buffer());
        return message.length();
    }

    @Override
    public boolean poll() throws IOException {
        try {
            return poll(Duration.ZERO);
        } catch (InterruptedException e) {
            throw new IllegalStateException("nothing was waited for", e);
        }
    }

    @Override
    public boolean poll(Duration timeout) throws IOException, InterruptedException {
        long deadline = Deadline.after(timeout);
        use.checkReadable();
        return end.in().await(deadline);
    }

    @Override
    public boolean isReady() {
        return !use.isReadable() || end.in().isReady();
    }

    @Override
    public Subscription whenReady(Runnable action) {
        Subscription subscription = end.in().readiness().add(action);
        if (isReady()) {
            action.run();
        }
        return subscription;
    }

    @Override
    public boolean isReadable() {
        return use.isReadable();
    }

    @Override
    public boolean isWritable() {
        return use.isWritable();
    }

    @Override
    public boolean isClosed() {
        return use.isOver();
    }

    @Override
    public void close() {
        if (use.close()) {
            closeNow();
        }
    }

    private void closeNow() {
        end.in().evict(end.name() + " is closed");
        end.out().evict(end.name() + " is closed");
        end.close();
    }

    /** The name, and what is not as usual. */
    @Override
    public String toString() {
        return "Connection(" + end.name() + use + ")";
    }

    private Message receive(Inbox.LengthCheck check) throws IOException, InterruptedException {
        use.checkReadable();
        return end.in().receive(check);
    }

    private void checkLength(int length, int limit) throws IOException {
        if (length <= limit) {
            return;
        }
        if (use.maySend()) {
            spoil();
        } else {
            close();
        }
        throw use.tooLong(length, limit);
    }
}
