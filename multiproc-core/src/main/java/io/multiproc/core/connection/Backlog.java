package io.multiproc.core.connection;

import io.multiproc.ipc.frame.FrameType;
import io.multiproc.ipc.meeting.Call;
import io.multiproc.ipc.pipe.Message;
import io.multiproc.ipc.pipe.MessageChannel;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** What a meeting point writes to an end that has arrived: what was sent before, and a word before or after that. */
final class Backlog implements Iterator<ByteBuffer> {

    private final MemoryQueue messages;
    private final Runnable whenEmpty;
    private @Nullable ByteBuffer before;
    private @Nullable ByteBuffer body;
    private @Nullable ByteBuffer after;

    private Backlog(MemoryQueue messages, Runnable whenEmpty, @Nullable ByteBuffer before, @Nullable ByteBuffer after) {
        this.messages = messages;
        this.whenEmpty = whenEmpty;
        this.before = before;
        this.after = after;
    }

    /**
     * First the word, then the messages, until there are none left; then the action is run, and the queue is sealed.
     */
    static Backlog after(FrameType word, byte[] payload, MemoryQueue messages, Runnable whenEmpty) {
        return new Backlog(messages, whenEmpty, Call.frame(word, payload), null);
    }

    /** First the messages, then the word. */
    static Backlog before(FrameType word, byte[] payload, MemoryQueue messages) {
        return new Backlog(messages, () -> {}, null, Call.frame(word, payload));
    }

    @Override
    public boolean hasNext() {
        if (before == null && body != null) {
            before = body;
            body = null;
        }
        if (before == null) {
            Message next = messages.pollOrSeal(whenEmpty);
            if (next != null) {
                before = MessageChannel.header(next.length());
                body = next.buffer();
            } else {
                before = after;
                after = null;
            }
        }
        return before != null;
    }

    @Override
    public ByteBuffer next() {
        ByteBuffer next = hasNext() ? before : null;
        if (next == null) {
            throw new NoSuchElementException("nothing is left");
        }
        before = null;
        return next;
    }
}
