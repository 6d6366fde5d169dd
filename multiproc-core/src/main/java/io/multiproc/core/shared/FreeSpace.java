package io.multiproc.core.shared;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Which parts of a piece of memory are free: first fit, neighbours joined. Not thread-safe. */
final class FreeSpace {

    private final int size;

    /** Offset to length, no two of them adjacent. */
    private final TreeMap<Integer, Integer> free = new TreeMap<>();

    FreeSpace(int size) {
        this.size = size;
        free.put(0, size);
    }

    /** Takes that many bytes; -1 if there are not so many in one place. */
    int take(int length) {
        Map.Entry<Integer, Integer> part = firstOf(length);
        if (part == null) {
            return -1;
        }
        int offset = part.getKey();
        int rest = part.getValue() - length;
        free.remove(offset);
        if (rest > 0) {
            free.put(offset + length, rest);
        }
        return offset;
    }

    private Map.@Nullable Entry<Integer, Integer> firstOf(int length) {
        for (Map.Entry<Integer, Integer> part : free.entrySet()) {
            if (part.getValue() >= length) {
                return part;
            }
        }
        return null;
    }

    /** Gives back what was taken. */
    void give(int offset, int length) {
        int start = offset;
        int end = offset + length;
        Map.Entry<Integer, Integer> before = free.floorEntry(offset);
        if (before != null && before.getKey() + before.getValue() > offset) {
            throw new IllegalStateException("memory is freed twice: offset=" + offset + ", length=" + length);
        }
        if (before != null && before.getKey() + before.getValue() == offset) {
            start = before.getKey();
        }
        Integer after = free.remove(end);
        if (after != null) {
            end += after;
        }
        free.put(start, end - start);
    }

    /** Whether nothing is taken. */
    boolean isAllFree() {
        return Integer.valueOf(size).equals(free.get(0));
    }

    /** How many bytes are free. */
    int total() {
        return free.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** Free parts, for the error of a test. */
    @Override
    public String toString() {
        return "FreeSpace(size=" + size + ", free=" + free + ")";
    }
}
