package io.multiproc.ipc.codec.kryo;

import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import org.jspecify.annotations.Nullable;

/** Records: their components travel, and the canonical constructor runs at the receiver. */
final class RecordSerializer extends SlotsSerializer {

    private final Constructor<?> constructor;

    private RecordSerializer(Class<?> type, FieldSlot[] slots, Constructor<?> constructor) {
        super(type, MessageDescriptor.KIND_RECORD, slots, true);
        constructor.setAccessible(true);
        this.constructor = constructor;
    }

    /**
     * The serializer of a record class.
     *
     * @throws java.lang.reflect.InaccessibleObjectException if its module keeps us out
     */
    static MessageSerializer of(Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        FieldSlot[] slots = new FieldSlot[components.length];
        Class<?>[] parameters = new Class<?>[components.length];
        try {
            for (int i = 0; i < components.length; i++) {
                slots[i] = new FieldSlot(type.getDeclaredField(components[i].getName()));
                parameters[i] = components[i].getType();
            }
            return new RecordSerializer(type, slots, type.getDeclaredConstructor(parameters));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("record " + type.getName() + " lacks what every record has", e);
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
        return resolved(value);
    }
}
