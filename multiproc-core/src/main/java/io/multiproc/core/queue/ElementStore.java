package io.multiproc.core.queue;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** The elements that nobody has, in order; guarded by the lock of the queue. */
final class ElementStore {

    private static final int SMALLEST_CHUNK = 512;
    private static final int LARGEST_CHUNK = 64 * 1024;
    /** Up to this size elements are copied, so that they can be handed on together. */
    private static final int SMALL = 4 * 1024;

    private final ArrayDeque<Chunk> chunks = new ArrayDeque<>();
    private @Nullable Chunk tail;
    private int tailSize = SMALLEST_CHUNK;
    private int count;
    private long bytes;
    private long next;
    private int latestBytes;
    private int latestCount;

    /** Adds elements at the end, which came as a part of an array that is not used for anything else. */
    void add(byte[] source, int from, int to, int elements) {
        Chunk last = tail;
        if (last != null && last.room() >= to - from) {
            last.append(source, from, to, elements);
        } else if (to - from <= SMALL) {
            tailSize = last == null ? SMALLEST_CHUNK : Math.min(LARGEST_CHUNK, 2 * tailSize);
            Chunk fresh = new Chunk(new byte[Math.max(tailSize, to - from)], 0, 0, 0, next);
            fresh.append(source, from, to, elements);
            chunks.add(fresh);
            tail = fresh;
        } else {
            chunks.add(new Chunk(source, from, to, elements, next));
            tail = null;
        }
        count += elements;
        bytes += to - from;
        next += elements;
        latestBytes = to - from;
        latestCount = elements;
    }

    boolean isEmpty() {
        return count == 0;
    }

    int count() {
        return count;
    }

    /** How many elements were ever added. */
    long added() {
        return next;
    }

    /** The encoded size of all elements. */
    long bytes() {
        return bytes;
    }

    /** The encoded size of those that came last, on average; 0 if none ever came. */
    int latestAverage() {
        return latestCount == 0 ? 0 : latestBytes / latestCount;
    }

    /** Takes the oldest element. */
    @Nullable
    Element poll() {
        Chunk oldest = chunks.peek();
        if (oldest == null) {
            return null;
        }
        Element element = oldest.poll();
        count--;
        bytes -= Chunk.LENGTH_BYTES + element.length();
        removeIfEmpty(oldest);
        return element;
    }

    /** How many elements can be taken together, at least; 0 if there is none. */
    int countTogether() {
        Chunk oldest = chunks.peek();
        return oldest == null ? 0 : oldest.count();
    }

    /** The size of those elements, on average. */
    int averageTogether() {
        Chunk oldest = chunks.peek();
        return oldest == null ? 0 : oldest.size() / oldest.count();
    }

    /** Takes the oldest elements, of which there must be one: so many at least, and more within the limits given. */
    Chunk poll(int least, int most, int mostBytes) {
        Chunk oldest = chunks.element();
        Chunk taken = oldest.split(least, most, mostBytes);
        count -= taken.count();
        bytes -= taken.size();
        removeIfEmpty(oldest);
        return taken;
    }

    /** Takes elements back, at the place where they were. */
    void giveBack(Chunk returned) {
        ArrayDeque<Chunk> older = new ArrayDeque<>();
        for (Chunk head = chunks.peek(); head != null && head.first() < returned.first(); head = chunks.peek()) {
            older.push(chunks.remove());
        }
        chunks.addFirst(returned);
        older.forEach(chunks::addFirst);
        count += returned.count();
        bytes += returned.size();
    }

    private void removeIfEmpty(Chunk oldest) {
        if (oldest.count() == 0) {
            chunks.remove();
            if (oldest == tail) {
                tail = null;
            }
        }
    }
}
