package io.multiproc.ipc.codec.kryo;

import io.multiproc.ipc.codec.Reduction;
import org.jspecify.annotations.Nullable;

/** Objects that travel as the stand-in that a reduction makes of them. */
final class ReducedSerializer extends MessageSerializer {

    private final Reduction<?> reduction;
    private final byte[] descriptor;

    private ReducedSerializer(Reduction<?> reduction) {
        super(MessageDescriptor.DESCRIBED, true, true);
        this.reduction = reduction;
        this.descriptor = DescriptorBytes.of(MessageDescriptor.KIND_REDUCED, reduction.restoredBy());
    }

    static MessageSerializer of(Reduction<?> reduction) {
        return new ReducedSerializer(reduction);
    }

    @Override
    byte[] descriptor() {
        return descriptor;
    }

    @Override
    void write(CodecKryo kryo, Object value) throws Exception {
        write(kryo, reduction, value);
    }

    private static <T> void write(CodecKryo kryo, Reduction<T> reduction, Object value) throws Exception {
        kryo.write(kryo.reduced().standIn(reduction, reduction.type().cast(value)));
    }

    @Override
    Object read(CodecKryo kryo) throws Exception {
        return restore(reduction, kryo);
    }

    private static <T> Object restore(Reduction<T> reduction, CodecKryo kryo) throws Exception {
        int number = kryo.references().latestRead();
        Object standIn = kryo.read();
        PartsFinder finder = kryo.finder();
        return finder == null
                ? kryo.restored().note(reduction, reduction.restore(standIn), number)
                : restoreOnce(reduction, standIn, number, kryo.restored(), finder);
    }

    /** It may be there already, from an item that could not be read. */
    private static <T> Object restoreOnce(
            Reduction<T> reduction, @Nullable Object standIn, int number, Restored restored, PartsFinder finder)
            throws Exception {
        Object known = restored.find(number);
        Object live = known != null ? known : restored.note(reduction, reduction.restore(standIn), number);
        if (restored.isToClose(number)) {
            finder.use(number);
        }
        return live;
    }
}
