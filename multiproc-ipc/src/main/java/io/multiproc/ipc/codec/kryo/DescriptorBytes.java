package io.multiproc.ipc.codec.kryo;

import com.esotericsoftware.kryo.kryo5.io.Output;
import java.lang.reflect.Field;

/** Builds class descriptors. */
final class DescriptorBytes {

    private DescriptorBytes() {}

    /** A class that needs no more than its name. */
    static byte[] of(int kind, String name) {
        MessageOutput out = begin(kind, name);
        return out.toBytes();
    }

    /** A class whose declared parts must be the same at both ends. */
    static byte[] of(int kind, String name, FieldSlot[] slots) {
        int hash = 0;
        for (FieldSlot slot : slots) {
            Field field = slot.field();
            hash = 31 * hash + field.getDeclaringClass().getName().hashCode();
            hash = 31 * hash + field.getName().hashCode();
            hash = 31 * hash + field.getType().getName().hashCode();
        }
        return hashed(kind, name, hash);
    }

    /** A class whose declared parts, which have that hash, must be the same at both ends. */
    static byte[] hashed(int kind, String name, int hash) {
        Output out = begin(kind, name);
        out.writeInt(hash);
        return out.toBytes();
    }

    private static MessageOutput begin(int kind, String name) {
        MessageOutput out = new MessageOutput();
        out.writeByte(kind);
        out.writeText(name);
        return out;
    }
}
