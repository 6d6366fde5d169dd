package io.multiproc.ipc.codec.kryo;

import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import org.jspecify.annotations.Nullable;

/** Records: their components travel, and the canonical constructor runs at the receiver. */
final class RecordSerializer extends MessageSerializer {

    private final FieldSlot[] slots;
    private final byte[] descriptor;
    private final Constructor<?> constructor;
    private final @Nullable Method resolve;

    private RecordSerializer(Class<?> type) {
        super(MessageDescriptor.DESCRIBED, true, true);
        RecordComponent[] components = type.getRecordComponents();
        this.slots = new FieldSlot[components.length];
        Class<?>[] parameters = new Class<?>[components.length];
        try {
            for (int i = 0; i < components.length; i++) {
                slots[i] = new FieldSlot(type.getDeclaredField(components[i].getName()));
                parameters[i] = components[i].getType();
            }
            this.constructor = type.getDeclaredConstructor(parameters);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("record " + type.getName() + " lacks what every record has", e);
        }
        constructor.setAccessible(true);
        this.descriptor = DescriptorBytes.of(MessageDescriptor.KIND_RECORD, type.getName(), slots);
        this.resolve = Origins.method(type, "readResolve");
    }

    /**
     * The serializer of a record class.
     *
     * @throws java.lang.reflect.InaccessibleObjectException if its module keeps us out
     */
    static MessageSerializer of(Class<?> type) {
        return new RecordSerializer(type);
    }

    @Override
    byte[] descriptor() {
        return descriptor;
    }

    @Override
    void write(CodecKryo kryo, Object value) throws Exception {
        for (FieldSlot slot : slots) {
            slot.write(kryo, value);
        }
    }

    @Override
    @Nullable
    Object read(CodecKryo kryo) throws Exception {
        @Nullable Object[] components = new Object[slots.length];
        for (int i = 0; i < components.length; i++) {
            components[i] = slots[i].read(kryo);
        }
        Object value = constructor.newInstance(components);
        return resolve == null ? value : resolve.invoke(value);
    }
}
