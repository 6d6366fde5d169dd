package io.multiproc.ipc.codec.kryo;

import java.util.Objects;

/** Enum constants by position; the descriptor makes sure that both ends count the same constants. */
final class EnumSerializer extends MessageSerializer {

    private final Object[] constants;
    private final byte[] descriptor;

    private EnumSerializer(Class<?> type) {
        super(MessageDescriptor.DESCRIBED, false, false);
        this.constants = Objects.requireNonNull(type.getEnumConstants(), "constants");
        int hash = 0;
        for (Object constant : constants) {
            hash = 31 * hash + ((Enum<?>) constant).name().hashCode();
        }
        this.descriptor = DescriptorBytes.hashed(MessageDescriptor.KIND_ENUM, type.getName(), hash);
    }

    static MessageSerializer of(Class<?> type) {
        return new EnumSerializer(type);
    }

    @Override
    byte[] descriptor() {
        return descriptor;
    }

    @Override
    @SuppressWarnings("EnumOrdinal") // the descriptor holds a hash of all constants in order
    void write(CodecKryo kryo, Object value) {
        kryo.out.writeCount(((Enum<?>) value).ordinal());
    }

    @Override
    Object read(CodecKryo kryo) {
        return constants[kryo.in.readVarInt(true)];
    }
}
