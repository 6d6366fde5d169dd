package io.multiproc.core.queue;

import io.multiproc.ipc.frame.FrameException;
import java.nio.ByteBuffer;

/**
 * Encoded elements in a row, each with its length in four bytes before it, and the number of the first among all that
 * the queue ever had. Guarded by whoever holds it.
 */
final class Chunk {

    /** Bytes before each element. */
    static final int LENGTH_BYTES = 4;

    private final ByteBuffer view;
    private final byte[] bytes;
    private int start;
    private int end;
    private int count;
    private long first;

    Chunk(byte[] bytes, int start, int end, int count, long first) {
        this.bytes = bytes;
        this.view = ByteBuffer.wrap(bytes);
        this.start = start;
        this.end = end;
        this.count = count;
        this.first = first;
    }

    /** The number of elements in a part of a message; checks that they fill it. */
    static int count(byte[] bytes, int start) throws FrameException {
        ByteBuffer view = ByteBuffer.wrap(bytes);
        int count = 0;
        int position = start;
        while (position < bytes.length) {
            int left = bytes.length - position - LENGTH_BYTES;
            int length = left < 0 ? -1 : view.getInt(position);
            if (length < 0 || length > left) {
                throw new FrameException(
                        "elements of a queue do not fit their message: length=" + length + ", left=" + left + " bytes");
            }
            position += LENGTH_BYTES + length;
            count++;
        }
        return count;
    }

    int count() {
        return count;
    }

    int size() {
        return end - start;
    }

    long first() {
        return first;
    }

    /** Room behind the last element. */
    int room() {
        return bytes.length - end;
    }

    /** Adds elements behind the last one, for which there is room. */
    void append(byte[] source, int from, int to, int elements) {
        System.arraycopy(source, from, bytes, end, to - from);
        end += to - from;
        count += elements;
    }

    /** Takes the first element. */
    Element poll() {
        int length = view.getInt(start);
        Element element = new Element(bytes, start + LENGTH_BYTES, length);
        skip();
        return element;
    }

    /** Takes so many elements, which may be none. */
    Chunk take(int elements) {
        int from = start;
        long number = first;
        for (int i = 0; i < elements; i++) {
            skip();
        }
        return new Chunk(bytes, from, start, elements, number);
    }

    /** Takes the first elements: so many at least, at least one, and more within the limits given. */
    Chunk split(int least, int most, int mostBytes) {
        int from = start;
        long number = first;
        int taken = 0;
        do {
            skip();
            taken++;
        } while (count > 0
                && (taken < least || (taken < most && start - from + LENGTH_BYTES + view.getInt(start) <= mostBytes)));
        return new Chunk(bytes, from, start, taken, number);
    }

    /** Copies all of it into an array, from an index on. */
    void copyTo(byte[] target, int index) {
        System.arraycopy(bytes, start, target, index, end - start);
    }

    private void skip() {
        start += LENGTH_BYTES + view.getInt(start);
        count--;
        first++;
    }
}
