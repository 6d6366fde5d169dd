package io.multiproc.ipc.codec.kryo;

import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/** Objects of a user's class as the values of its fields; how one is made of them differs. */
abstract class SlotsSerializer extends MessageSerializer {

    final FieldSlot[] slots;
    private final byte[] descriptor;
    private final @Nullable Method resolve;

    /**
     * For a class without a tag.
     *
     * @param kind which of these it is, for the receiver
     * @param madeLast whether the receiver makes the object after its parts
     */
    SlotsSerializer(Class<?> type, int kind, FieldSlot[] slots, boolean madeLast) {
        super(MessageDescriptor.DESCRIBED, true, madeLast);
        this.slots = slots;
        this.descriptor = DescriptorBytes.of(kind, type.getName(), slots);
        this.resolve = Origins.method(type, "readResolve");
    }

    @Override
    final byte[] descriptor() {
        return descriptor;
    }

    @Override
    final void write(CodecKryo kryo, Object value) throws Exception {
        for (FieldSlot slot : slots) {
            slot.write(kryo, value);
        }
    }

    /** What the class wants in the place of an object that was read. */
    final @Nullable Object resolved(Object value) throws ReflectiveOperationException {
        return resolve == null ? value : resolve.invoke(value);
    }
}
