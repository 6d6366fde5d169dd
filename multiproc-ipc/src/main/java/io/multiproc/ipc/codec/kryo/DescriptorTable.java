package io.multiproc.ipc.codec.kryo;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What descriptors stand for, by their bytes. A map keyed by buffers would hash byte by byte, which for a lambda's two
 * hundred bytes takes longer than all the rest of the message.
 */
final class DescriptorTable {

    private static final int FIRST = 64;

    private byte[][] keys = new byte[FIRST][];
    private @Nullable Object[] values = new Object[FIRST];
    private int size;

    int size() {
        return size;
    }

    void clear() {
        keys = new byte[FIRST][];
        values = new Object[FIRST];
        size = 0;
    }

    /** What a descriptor within an array stands for, or null. */
    @Nullable
    Object find(byte[] bytes, int offset, int length) {
        int slot = hash(bytes, offset, length) & (keys.length - 1);
        byte[] key = keys[slot];
        while (key != null) {
            if (Arrays.equals(key, 0, key.length, bytes, offset, offset + length)) {
                return values[slot];
            }
            slot = (slot + 1) & (keys.length - 1);
            key = keys[slot];
        }
        return null;
    }

    /** Adds a descriptor that is not there. */
    void add(byte[] descriptor, Object value) {
        if (++size * 2 > keys.length) {
            grow();
        }
        put(descriptor, value);
    }

    private void grow() {
        byte[][] oldKeys = keys;
        @Nullable Object[] oldValues = values;
        keys = new byte[oldKeys.length * 2][];
        values = new Object[oldKeys.length * 2];
        for (int i = 0; i < oldKeys.length; i++) {
            byte[] key = oldKeys[i];
            Object value = oldValues[i];
            if (key != null && value != null) {
                put(key, value);
            }
        }
    }

    private void put(byte[] descriptor, Object value) {
        int slot = hash(descriptor, 0, descriptor.length) & (keys.length - 1);
        while (keys[slot] != null) {
            slot = (slot + 1) & (keys.length - 1);
        }
        keys[slot] = descriptor;
        values[slot] = value;
    }

    private static int hash(byte[] bytes, int offset, int length) {
        ByteBuffer view = ByteBuffer.wrap(bytes);
        long hash = length;
        int at = offset;
        for (int end = offset + length - 8; at <= end; at += 8) {
            hash = (hash ^ view.getLong(at)) * 0x9E3779B97F4A7C15L;
            hash ^= hash >>> 32;
        }
        for (int end = offset + length; at < end; at++) {
            hash = (hash ^ bytes[at]) * 0x9E3779B97F4A7C15L;
        }
        return (int) (hash ^ (hash >>> 29));
    }
}
