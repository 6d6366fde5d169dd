package io.multiproc.core.queue;

import io.multiproc.ipc.frame.FrameDescriptor;
import io.multiproc.ipc.frame.FrameType;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * What is to be written to a link, in order: small elements and messages together, large elements alone. Guarded by its
 * owner.
 */
final class Batches {

    private static final int BATCH_BYTES = 64 * 1024;
    private static final int SMALL_BYTES = 8 * 1024;

    private final ArrayDeque<Batch> full = new ArrayDeque<>();
    private byte[] buffer = new byte[BATCH_BYTES];
    private byte @Nullable [] spare = new byte[BATCH_BYTES];
    private int length;
    private int openFrame = -1;
    private long unwritten;

    /** Some bytes to be written. */
    @SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
    record Batch(byte[] bytes, int length) {}

    /** Adds an element, with {@link QueueMessages#HEADROOM}. */
    void addElement(byte[] element) {
        int size = element.length - FrameDescriptor.HEADER_BYTES;
        if (size > SMALL_BYTES) {
            closeBuffer();
            add(new Batch(FrameDescriptor.seal(element, FrameType.PUT, 0), element.length));
            return;
        }
        makeRoom(FrameDescriptor.HEADER_BYTES + size);
        if (openFrame < 0) {
            openFrame = length;
            length += FrameDescriptor.HEADER_BYTES;
        }
        System.arraycopy(element, FrameDescriptor.HEADER_BYTES, buffer, length, size);
        length += size;
    }

    /** Adds a frame. */
    void addFrame(byte[] frame) {
        closeFrame();
        makeRoom(frame.length);
        System.arraycopy(frame, 0, buffer, length, frame.length);
        length += frame.length;
    }

    boolean isEmpty() {
        return length == 0 && full.isEmpty();
    }

    /** Bytes that are not written, those that are being written included. */
    long unwritten() {
        return unwritten + length;
    }

    /** Takes what is to be written next, or gives null if there is nothing. */
    @Nullable
    Batch poll() {
        if (full.isEmpty()) {
            closeBuffer();
        }
        return full.poll();
    }

    void written(Batch batch) {
        unwritten = Math.max(0, unwritten - batch.length()); // it may have been cleared meanwhile
        if (spare == null && batch.bytes().length == BATCH_BYTES) {
            spare = batch.bytes();
        }
    }

    void clear() {
        full.clear();
        unwritten = 0;
        length = 0;
        openFrame = -1;
    }

    private void makeRoom(int size) {
        if (length + size > buffer.length) {
            closeBuffer();
        }
    }

    private void closeBuffer() {
        if (length > 0) {
            closeFrame();
            add(new Batch(buffer, length));
            buffer = spare != null ? spare : new byte[BATCH_BYTES];
            spare = null;
            length = 0;
        }
    }

    private void closeFrame() {
        if (openFrame >= 0) {
            FrameDescriptor.seal(buffer, openFrame, length, FrameType.PUT, 0);
            openFrame = -1;
        }
    }

    private void add(Batch batch) {
        full.add(batch);
        unwritten += batch.length();
    }
}
