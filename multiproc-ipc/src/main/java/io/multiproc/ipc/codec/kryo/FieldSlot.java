package io.multiproc.ipc.codec.kryo;

import java.lang.reflect.Field;
import org.jspecify.annotations.Nullable;

/** One field of a class: reads and writes it in an object and in a message. */
final class FieldSlot {

    private final Field field;
    private final char kind;

    /** Makes the field accessible. */
    FieldSlot(Field field) {
        field.setAccessible(true);
        this.field = field;
        Class<?> type = field.getType();
        this.kind = type.isPrimitive() ? type.descriptorString().charAt(0) : 'L';
    }

    Field field() {
        return field;
    }

    void write(CodecKryo kryo, Object owner) throws Exception {
        MessageOutput out = kryo.out;
        switch (kind) {
            case 'I' -> out.writeVarInt(field.getInt(owner), false);
            case 'J' -> out.writeVarLong(field.getLong(owner), false);
            case 'D' -> out.writeDouble(field.getDouble(owner));
            case 'Z' -> out.writeBoolean(field.getBoolean(owner));
            case 'B' -> out.writeByte(field.getByte(owner));
            case 'S' -> out.writeShort(field.getShort(owner));
            case 'C' -> out.writeShort(field.getChar(owner));
            case 'F' -> out.writeFloat(field.getFloat(owner));
            default -> writeObject(kryo, field.get(owner));
        }
    }

    private void writeObject(CodecKryo kryo, @Nullable Object value) throws Exception {
        try {
            kryo.write(value);
        } catch (Refusal refusal) {
            throw refusal.atField(field.getName());
        }
    }

    /** The value in the message, primitives boxed. */
    @Nullable
    Object read(CodecKryo kryo) throws Exception {
        MessageInput in = kryo.in;
        return switch (kind) {
            case 'I' -> in.readVarInt(false);
            case 'J' -> in.readVarLong(false);
            case 'D' -> in.readDouble();
            case 'Z' -> in.readBoolean();
            case 'B' -> in.readByte();
            case 'S' -> in.readShort();
            case 'C' -> (char) in.readShort();
            case 'F' -> in.readFloat();
            default -> kryo.read();
        };
    }

    /** Sets the field to the value in the message. */
    void readInto(CodecKryo kryo, Object owner) throws Exception {
        switch (kind) {
            case 'I' -> field.setInt(owner, kryo.in.readVarInt(false));
            case 'J' -> field.setLong(owner, kryo.in.readVarLong(false));
            case 'D' -> field.setDouble(owner, kryo.in.readDouble());
            case 'L' -> setObject(owner, kryo.read());
            default -> field.set(owner, read(kryo));
        }
    }

    private void setObject(Object owner, @Nullable Object value) throws IllegalAccessException {
        if (value != null && !field.getType().isInstance(value)) {
            throw new Damage("field " + field.getName() + " of "
                    + field.getDeclaringClass().getName() + " cannot hold a "
                    + value.getClass().getName());
        }
        field.set(owner, value);
    }
}
