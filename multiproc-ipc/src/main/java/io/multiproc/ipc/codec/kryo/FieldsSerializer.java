package io.multiproc.ipc.codec.kryo;

import com.esotericsoftware.kryo.kryo5.objenesis.instantiator.ObjectInstantiator;
import com.esotericsoftware.kryo.kryo5.objenesis.instantiator.sun.SunReflectionFactoryInstantiator;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Objects of a user's class as the values of their fields; no constructor runs at the receiver. */
final class FieldsSerializer extends SlotsSerializer {

    private final ObjectInstantiator<?> instantiator;

    private FieldsSerializer(Class<?> type, FieldSlot[] slots) {
        super(type, MessageDescriptor.KIND_FIELDS, slots, false);
        this.instantiator = new SunReflectionFactoryInstantiator<>(type);
    }

    /**
     * The serializer of a class that is not part of the JDK.
     *
     * @throws java.lang.reflect.InaccessibleObjectException if its module keeps us out
     */
    static MessageSerializer of(Class<?> type) {
        if (Modifier.isAbstract(type.getModifiers())) {
            throw Refusals.notSerializable(type);
        }
        List<FieldSlot> slots = new ArrayList<>();
        collect(type, type, slots);
        return new FieldsSerializer(type, slots.toArray(new FieldSlot[0]));
    }

    private static void collect(Class<?> type, Class<?> declaring, List<FieldSlot> slots) {
        if (declaring == Object.class) {
            return;
        }
        collect(type, declaring.getSuperclass(), slots);
        for (Field field : declaring.getDeclaredFields()) {
            if ((field.getModifiers() & (Modifier.STATIC | Modifier.TRANSIENT)) != 0) {
                continue;
            }
            if (Origins.isJdk(declaring)) {
                throw Refusals.inheritsFrom(type, declaring);
            }
            slots.add(new FieldSlot(field));
        }
    }

    @Override
    @Nullable
    Object read(CodecKryo kryo) throws Exception {
        Object value = instantiator.newInstance();
        kryo.reference(value);
        for (FieldSlot slot : slots) {
            slot.readInto(kryo, value);
        }
        return resolved(value);
    }
}
