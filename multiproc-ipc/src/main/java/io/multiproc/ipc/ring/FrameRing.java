package io.multiproc.ipc.ring;

import io.multiproc.ipc.frame.Frame;
import io.multiproc.ipc.frame.FrameDescriptor;
import io.multiproc.ipc.frame.FrameException;
import io.multiproc.ipc.frame.FrameType;
import io.multiproc.ipc.memory.MappedSegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * A ring of frames in mapped memory: one process sends, another one receives. What was sent stays there when its sender
 * is killed, to the last whole frame.
 *
 * <pre>
 * word 0    bytes sent so far          written by the sender
 * word 8    bytes taken so far         written by the receiver
 * word 16   ASLEEP, LOOKING, KNOCKED   who must act when something is sent
 * word 24   frames from elsewhere      written by the receiver
 * word 32   the bytes: each frame as on a socket, filled up to whole words
 *
 *              receiver                    sender
 *   ASLEEP ───────────────▶ LOOKING     ASLEEP ───────▶ KNOCKED: and wakes the receiver by other means
 *          ◀───────────────
 * </pre>
 *
 * <p>A receiver that falls asleep writes ASLEEP before it looks for the last time; a sender looks for ASLEEP after it
 * has sent. So one of them sees the other.
 *
 * <p>The order of frames that go through the ring and others that go another way, such as a socket, is kept if the
 * sender asks {@link #haveArrived} first: the ring takes a frame only when all of those are with the receiver.
 *
 * <p>Each side is used by one thread at a time; {@link #isEmpty} by any.
 */
public final class FrameRing {

    /** Words before the bytes. */
    private static final int HEAD_WORDS = 40;

    /** The largest frame takes such a part of the bytes. */
    private static final int SHARE = 4;

    private static final int SENT = 0;
    private static final int TAKEN = 8;
    private static final int STATE = 16;
    private static final int ELSEWHERE = 24;

    private static final long ASLEEP = 0;
    private static final long LOOKING = 1;
    private static final long KNOCKED = 2;

    private final MappedSegment words;
    private final int first;
    private final RingBytes bytes;
    private final ByteBuffer header =
            ByteBuffer.allocate(FrameDescriptor.HEADER_BYTES).order(ByteOrder.BIG_ENDIAN);
    private long sent; // by this side's thread, like the others
    private long taken;
    private long elsewhere;

    /**
     * One side of a ring, all of whose words were 0 at first.
     *
     * @param first its first word in the segment
     * @param size number of bytes that it holds: a power of two
     */
    public FrameRing(MappedSegment words, int first, int size) {
        this.words = words;
        this.first = first;
        this.bytes = new RingBytes(words, first + HEAD_WORDS, size);
    }

    /** How many words a ring of that many bytes needs. */
    public static int words(int size) {
        return HEAD_WORDS + size / Long.BYTES;
    }

    /** What wakes a receiver: to be sent another way. */
    public static byte[] knock() {
        return FrameDescriptor.frame(FrameType.KNOCK, 0, new byte[0]);
    }

    /**
     * Sender: puts a frame in; false if there is no room for it, or it is so large that a copy more is not worth it.
     */
    public boolean offer(byte[] frame) {
        int size = aligned(frame.length);
        if (frame.length > (bytes.size() - 1) / SHARE || !hasRoomFor(size)) {
            return false;
        }
        bytes.put(sent, ByteBuffer.wrap(frame), frame.length);
        sent += size;
        words.setVolatile(first + SENT, sent);
        return true;
    }

    private boolean hasRoomFor(int size) {
        if (sent + size - taken > bytes.size()) {
            taken = words.getAcquire(first + TAKEN);
        }
        return sent + size - taken <= bytes.size();
    }

    /** Sender, after it has put something in: whether it has to wake the receiver, once. */
    public boolean mustKnock() {
        return words.getVolatile(first + STATE) == ASLEEP && words.compareAndSet(first + STATE, ASLEEP, KNOCKED);
    }

    /** Sender: whether the receiver looks into the ring by itself. */
    public boolean isLookedAt() {
        return words.getVolatile(first + STATE) == LOOKING;
    }

    /** Sender: whether so many frames that were sent another way have arrived. */
    public boolean haveArrived(long frames) {
        return words.getAcquire(first + ELSEWHERE) == frames;
    }

    /**
     * Receiver: that many more frames have arrived another way. What is in the ring must be taken before: it is older.
     */
    public void arrivedElsewhere(int frames) {
        elsewhere += frames;
        words.setRelease(first + ELSEWHERE, elsewhere);
    }

    /** Receiver: whether there is nothing to take. By any thread. */
    public boolean isEmpty() {
        return words.getVolatile(first + SENT) == words.getAcquire(first + TAKEN);
    }

    /** Receiver: will look into the ring by itself from now on. */
    public void look() {
        words.setVolatile(first + STATE, LOOKING);
    }

    /** Receiver: will not look any more, once it has taken what is in the ring now. The sender wakes it. */
    public void lookAway() {
        words.setVolatile(first + STATE, ASLEEP);
    }

    /**
     * Receiver: takes the next frame; null if there is none.
     *
     * @throws FrameException if the ring holds what is no frame; nothing can be taken from it any more
     */
    public @Nullable Frame poll() throws FrameException {
        if (sent == taken) {
            sent = words.getVolatile(first + SENT);
            if (sent == taken) {
                return null;
            }
        }
        bytes.get(taken, header.array(), 0, FrameDescriptor.HEADER_BYTES);
        int length = FrameDescriptor.length(header);
        long size = aligned((long) FrameDescriptor.HEADER_BYTES + length);
        if (size > sent - taken || sent - taken > bytes.size()) {
            throw new FrameException("no frame in the ring: length=" + length + ", sent=" + sent + ", taken=" + taken);
        }
        byte[] payload = new byte[length];
        bytes.get(taken + FrameDescriptor.HEADER_BYTES, payload, 0, length);
        Frame frame = new Frame(FrameDescriptor.type(header), FrameDescriptor.flags(header), payload);
        taken += size;
        words.setRelease(first + TAKEN, taken);
        return frame;
    }

    private static int aligned(int size) {
        return (size + Long.BYTES - 1) & -Long.BYTES;
    }

    private static long aligned(long size) {
        return (size + Long.BYTES - 1) & -Long.BYTES;
    }
}
