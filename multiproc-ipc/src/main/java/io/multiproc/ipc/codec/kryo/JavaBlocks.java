package io.multiproc.ipc.codec.kryo;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Objects that only Java serialization can carry: JDK classes without a tag, exceptions, and users' classes that write
 * themselves.
 *
 * <p>The Java stream is a block of bytes. Objects in it that have a better way stand beside it as values of the
 * message, so they need not be Serializable and can be shared with the rest of the message.
 */
final class JavaBlocks extends MessageSerializer {

    private JavaBlocks(int tag) {
        super(tag);
    }

    static MessageSerializer of(int tag) {
        return new JavaBlocks(tag);
    }

    @Override
    void write(CodecKryo kryo, Object value) throws Exception {
        CodecKryo.Mark mark = kryo.mark();
        try {
            write(kryo, value, false);
        } catch (Refusal refusal) {
            if (!refusal.isCircleOf(value)) {
                throw refusal;
            }
            // A part beside the stream refers to the object in it. Java serialization can close that circle if the
            // part is Serializable, at the price that the part is not shared with the rest of the message.
            kryo.takeBack(mark);
            write(kryo, value, true);
        }
    }

    private static void write(CodecKryo kryo, Object value, boolean keepingAll) throws Exception {
        BlockWriter block = new BlockWriter(kryo.classes().serializers(), keepingAll);
        byte[] bytes = block.write(value);
        List<Object> parts = block.parts();
        kryo.out.writeCount(parts.size());
        for (Object part : parts) {
            writePart(kryo, value, part);
        }
        kryo.out.writeCount(bytes.length);
        kryo.out.writeBytes(bytes);
    }

    private static void writePart(CodecKryo kryo, Object owner, Object part) throws Exception {
        try {
            kryo.write(part);
        } catch (Refusal refusal) {
            String field = Origins.fieldWith(owner, part);
            if (field != null) {
                throw refusal.atField(field);
            }
            int index = owner instanceof Collection<?> collection ? indexOf(collection, part) : -1;
            throw index >= 0 ? refusal.atElement(index) : refusal.within(owner.getClass());
        }
    }

    private static int indexOf(Collection<?> collection, Object part) {
        int index = 0;
        for (Object element : collection) {
            if (element == part) {
                return index;
            }
            index++;
        }
        return -1;
    }

    @Override
    @Nullable
    Object read(CodecKryo kryo) throws Exception {
        @Nullable Object[] parts = new Object[kryo.in.readCount(1)];
        for (int i = 0; i < parts.length; i++) {
            parts[i] = kryo.read();
        }
        byte[] bytes = kryo.in.readBytes(kryo.in.readCount(1));
        try (BlockReader block = new BlockReader(bytes, parts, kryo.getClassLoader())) {
            return block.readObject();
        }
    }
}
