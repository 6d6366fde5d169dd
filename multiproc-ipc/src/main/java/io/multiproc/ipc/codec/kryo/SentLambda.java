package io.multiproc.ipc.codec.kryo;

import java.io.Serializable;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import org.jspecify.annotations.Nullable;

/** The sender's side of the lambdas of one place: says which place that is, and what the lambda captured. */
final class SentLambda extends MessageSerializer {

    private final boolean capturing;
    private final @Nullable Method replacement;

    /** Takes a lambda to know; the same for all of the class. */
    private byte @Nullable [] descriptor;

    private SentLambda(Class<?> type, boolean capturing) {
        super(MessageDescriptor.LAMBDA);
        this.capturing = capturing;
        this.replacement = SerializedLambdas.replacement(type);
    }

    /** The serializer of a hidden class, which must be that of a lambda. */
    static MessageSerializer of(Class<?> type) {
        if (!Serializable.class.isAssignableFrom(type)) {
            throw Refusals.plainLambda(type);
        }
        boolean capturing = false;
        for (Field field : type.getDeclaredFields()) {
            capturing |= !Modifier.isStatic(field.getModifiers());
        }
        return new SentLambda(type, capturing);
    }

    private static byte[] describe(SerializedLambda form) {
        MessageOutput out = new MessageOutput();
        out.writeByte(MessageDescriptor.KIND_LAMBDA);
        out.writeText(form.getCapturingClass().replace('/', '.'));
        out.writeCount(form.getCapturedArgCount());
        out.writeText(form.getFunctionalInterfaceClass());
        out.writeText(form.getFunctionalInterfaceMethodName());
        out.writeText(form.getFunctionalInterfaceMethodSignature());
        out.writeCount(form.getImplMethodKind());
        out.writeText(form.getImplClass());
        out.writeText(form.getImplMethodName());
        out.writeText(form.getImplMethodSignature());
        out.writeText(form.getInstantiatedMethodType());
        return out.toBytes();
    }

    @Override
    void write(CodecKryo kryo, Object value) throws Exception {
        byte[] site = descriptor;
        if (site != null && !capturing) {
            kryo.classes().descriptors().write(kryo.out, site);
            return;
        }
        SerializedLambda form = SerializedLambdas.of(value, replacement);
        if (site == null) {
            site = describe(form);
            descriptor = site;
        }
        kryo.classes().descriptors().write(kryo.out, site);
        writeCaptured(kryo, form);
    }

    private static void writeCaptured(CodecKryo kryo, SerializedLambda form) {
        int i = 0;
        try {
            for (; i < form.getCapturedArgCount(); i++) {
                kryo.write(form.getCapturedArg(i));
            }
        } catch (Refusal refusal) {
            String name = SerializedLambdas.captured(form, i);
            throw name.equals("this") ? refusal.atCapturedThis() : refusal.at("." + name, "captured value " + (i + 1));
        }
    }

    @Override
    Object read(CodecKryo kryo) {
        throw new IllegalStateException("only written");
    }
}
