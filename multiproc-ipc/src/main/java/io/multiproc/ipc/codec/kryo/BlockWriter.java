package io.multiproc.ipc.codec.kryo;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Java serialization of one object, without those parts that the message carries in another way. */
final class BlockWriter extends ObjectOutputStream {

    private final ByteArrayOutputStream bytes;
    private final Serializers serializers;
    private final List<Object> parts = new ArrayList<>();
    private final IdentityHashMap<Object, BlockPart> places = new IdentityHashMap<>();
    private final boolean keepingAll;
    private boolean started;
    private boolean ofThrowable;

    /** A stream that keeps what has no better way, or all that is Serializable. */
    BlockWriter(Serializers serializers, boolean keepingAll) throws IOException {
        this(serializers, keepingAll, new ByteArrayOutputStream(256));
    }

    private BlockWriter(Serializers serializers, boolean keepingAll, ByteArrayOutputStream bytes) throws IOException {
        super(bytes);
        this.bytes = bytes;
        this.serializers = serializers;
        this.keepingAll = keepingAll;
        enableReplaceObject(true);
    }

    byte[] write(Object root) throws IOException {
        ofThrowable = root instanceof Throwable;
        writeObject(root);
        flush();
        return bytes.toByteArray();
    }

    /** The objects that are not in the stream, in the order of their places. */
    List<Object> parts() {
        return parts;
    }

    @Override
    protected @Nullable Object replaceObject(@Nullable Object object) {
        if (!started) {
            started = true;
            return object;
        }
        if (object == null || staysInside(object)) {
            return object;
        }
        return places.computeIfAbsent(object, this::outside);
    }

    private BlockPart outside(Object object) {
        parts.add(object);
        return new BlockPart(parts.size() - 1);
    }

    private boolean staysInside(Object object) {
        Class<?> type = object.getClass();
        if (object instanceof String || object instanceof Number || object instanceof Enum<?> || type.isArray()) {
            return object instanceof Serializable;
        }
        if (serializers.isReduced(type)) {
            return false;
        }
        if (keepingAll && object instanceof Serializable) {
            return true;
        }
        // Causes and suppressed exceptions refer to each other; Java's stream is the only one that can close such
        // circles.
        if (ofThrowable && object instanceof Throwable) {
            return true;
        }
        if (!Origins.isJdk(type) || !(object instanceof Serializable)) {
            return false;
        }
        return ofThrowable || !MessageDescriptor.isTracked(JdkTags.of(type));
    }
}
