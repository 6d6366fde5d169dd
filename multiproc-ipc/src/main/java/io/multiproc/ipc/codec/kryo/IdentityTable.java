package io.multiproc.ipc.codec.kryo;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Numbers objects by identity, in the order in which they come.
 *
 * <p>A few are found by looking at all of them, which costs less than an identity hash code; more by hashing.
 */
final class IdentityTable {

    private static final int FEW = 12;
    private static final int KEPT = 4096;
    private static final int[] NO_BUCKETS = new int[0];

    private @Nullable Object[] items = new Object[64];
    private int size;

    /** Number + 1 of the item in each bucket, 0 if none; a power of two long, at least twice the items. */
    private int[] buckets = NO_BUCKETS;

    int size() {
        return size;
    }

    /** The number of an object that came before, or -1, and then it has the number {@code size() - 1}. */
    int findOrAdd(Object object) {
        if (size <= FEW) {
            for (int i = 0; i < size; i++) {
                if (items[i] == object) {
                    return i;
                }
            }
            append(object);
            if (size > FEW) {
                rehash(256);
            }
            return -1;
        }
        int mask = buckets.length - 1;
        int bucket = spread(object) & mask;
        while (buckets[bucket] != 0) {
            int number = buckets[bucket] - 1;
            if (items[number] == object) {
                return number;
            }
            bucket = (bucket + 1) & mask;
        }
        append(object);
        buckets[bucket] = size;
        if (size * 2 > buckets.length) {
            rehash(buckets.length * 2);
        }
        return -1;
    }

    /** Forgets all but the first. */
    void truncate(int count) {
        Arrays.fill(items, count, size, null);
        size = count;
        if (size > FEW) {
            rehash(buckets.length);
        }
    }

    /** Forgets everything, large tables too. */
    void clear() {
        if (items.length > KEPT) {
            items = new Object[64];
            buckets = NO_BUCKETS;
        } else {
            Arrays.fill(items, 0, size, null);
        }
        size = 0;
    }

    private void append(Object object) {
        if (size == items.length) {
            items = Arrays.copyOf(items, size * 2);
        }
        items[size++] = object;
    }

    private void rehash(int length) {
        if (buckets.length == length) {
            Arrays.fill(buckets, 0);
        } else {
            buckets = new int[length];
        }
        int mask = length - 1;
        for (int i = 0; i < size; i++) {
            int bucket = spread(items[i]) & mask;
            while (buckets[bucket] != 0) {
                bucket = (bucket + 1) & mask;
            }
            buckets[bucket] = i + 1;
        }
    }

    private static int spread(@Nullable Object object) {
        int hash = System.identityHashCode(object) * 0x9E3779B9;
        return hash ^ (hash >>> 16);
    }
}
