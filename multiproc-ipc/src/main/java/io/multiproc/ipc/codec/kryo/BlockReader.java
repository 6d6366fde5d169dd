package io.multiproc.ipc.codec.kryo;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectStreamClass;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/** Reads what {@link BlockWriter} wrote, and puts the parts beside it back in their places. */
final class BlockReader extends ObjectInputStream {

    /** Hash tables have up to four places for what takes at least a byte. */
    private static final int ROOM_PER_BYTE = 4;

    private final @Nullable Object[] parts;
    private final ClassLoader loader;

    /** How many elements the arrays that are still to come may have, all together. */
    private long room;

    BlockReader(byte[] bytes, @Nullable Object[] parts, ClassLoader loader) throws IOException {
        super(new ByteArrayInputStream(bytes));
        this.parts = parts;
        this.loader = loader;
        this.room = (long) ROOM_PER_BYTE * bytes.length + 1024;
        enableResolveObject(true);
        setObjectInputFilter(this::check);
    }

    private ObjectInputFilter.Status check(ObjectInputFilter.FilterInfo info) {
        room -= Math.max(0, info.arrayLength());
        return room < 0 || info.depth() > 2L * CodecKryo.DEEPEST
                ? ObjectInputFilter.Status.REJECTED
                : ObjectInputFilter.Status.UNDECIDED;
    }

    @Override
    protected Class<?> resolveClass(ObjectStreamClass description) {
        String name = description.getName();
        return name.equals(BlockPart.class.getName()) ? BlockPart.class : ClassNames.received(name, loader);
    }

    @Override
    protected Class<?> resolveProxyClass(String[] names) {
        Class<?>[] interfaces = new Class<?>[names.length];
        for (int i = 0; i < names.length; i++) {
            interfaces[i] = ClassNames.received(names[i], loader);
        }
        return Proxy.newProxyInstance(loader, interfaces, (proxy, method, arguments) -> null)
                .getClass();
    }

    @Override
    protected @Nullable Object resolveObject(@Nullable Object object) {
        return object instanceof BlockPart part ? parts[part.index] : object;
    }
}
