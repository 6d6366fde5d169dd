package io.multiproc.ipc.codec.kryo;

import java.lang.reflect.Array;
import org.jspecify.annotations.Nullable;

/** Arrays of objects of a certain type, arrays of arrays among them. */
final class ArraySerializer extends MessageSerializer {

    private final Class<?> component;
    private final byte[] descriptor;

    private ArraySerializer(Class<?> component) {
        super(MessageDescriptor.DESCRIBED, true, false);
        this.component = component;
        this.descriptor = DescriptorBytes.of(MessageDescriptor.KIND_ARRAY, ClassNames.toSend(component));
    }

    static MessageSerializer of(Class<?> component) {
        return new ArraySerializer(component);
    }

    @Override
    byte[] descriptor() {
        return descriptor;
    }

    @Override
    void write(CodecKryo kryo, Object value) throws Exception {
        Elements.write(kryo, (@Nullable Object[]) value);
    }

    @Override
    Object read(CodecKryo kryo) throws Exception {
        Object[] array = (Object[]) Array.newInstance(component, kryo.in.readCount(1));
        kryo.reference(array);
        return Elements.readInto(kryo, array);
    }
}
