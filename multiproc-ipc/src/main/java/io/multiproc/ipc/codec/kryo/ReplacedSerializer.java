package io.multiproc.ipc.codec.kryo;

import com.esotericsoftware.kryo.kryo5.Kryo;
import com.esotericsoftware.kryo.kryo5.Registration;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/** Objects whose class names another object to travel instead, by {@code writeReplace}. */
final class ReplacedSerializer extends MessageSerializer {

    private final Method replace;

    private final Class<?> type;
    private @Nullable MessageSerializer own;

    private ReplacedSerializer(Class<?> type, Method replace) {
        super(MessageDescriptor.REPLACED);
        this.type = type;
        this.replace = replace;
    }

    static MessageSerializer of(Class<?> type, Method replace) {
        return new ReplacedSerializer(type, replace);
    }

    /** For objects that name themselves or another of their class; as a rule never needed. */
    MessageSerializer own() {
        MessageSerializer found = own;
        if (found == null) {
            found = Serializers.withoutReplacement(type);
            own = found;
        }
        return found;
    }

    @Override
    void write(CodecKryo kryo, Object value) throws Exception {
        Object standIn;
        try {
            standIn = replace.invoke(value);
        } catch (InvocationTargetException e) {
            throw Refusal.of(
                    value.getClass(),
                    "fails in writeReplace: " + e.getTargetException(),
                    "see the cause",
                    e.getTargetException());
        }
        if (standIn != null && standIn.getClass() == value.getClass()) {
            MessageSerializer serializer = own();
            kryo.out.parts.part();
            kryo.classes().write(kryo.out, new Registration(type, serializer, serializer.tag));
            kryo.references().addAnew(standIn);
            kryo.out.writeByte(Kryo.NOT_NULL);
            serializer.write(kryo, kryo.out, standIn);
        } else {
            kryo.write(standIn);
        }
    }

    @Override
    @Nullable
    Object read(CodecKryo kryo) throws Exception {
        return kryo.read();
    }
}
