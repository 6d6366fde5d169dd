package io.multiproc.ipc.codec.kryo;

import com.esotericsoftware.kryo.kryo5.Kryo;
import com.esotericsoftware.kryo.kryo5.KryoException;
import com.esotericsoftware.kryo.kryo5.Serializer;
import com.esotericsoftware.kryo.kryo5.io.Input;
import com.esotericsoftware.kryo.kryo5.io.Output;
import com.esotericsoftware.kryo.kryo5.objenesis.strategy.StdInstantiatorStrategy;
import com.esotericsoftware.kryo.kryo5.serializers.JavaSerializer;
import com.esotericsoftware.kryo.kryo5.util.DefaultInstantiatorStrategy;
import io.multiproc.ipc.codec.ObjectCodec;
import io.multiproc.reduction.NotSendableException;
import io.multiproc.reduction.UnreadableMessageException;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/** First version. */
@SuppressWarnings("all")
public final class KryoCodec implements ObjectCodec {
    private static final class Marker {}

    private static final class Lambda extends Serializer<Object> {
        @Override
        public void write(Kryo kryo, Output out, Object value) {
            try {
                Method m = value.getClass().getDeclaredMethod("writeReplace");
                m.setAccessible(true);
                SerializedLambda l = (SerializedLambda) m.invoke(value);
                out.writeString(l.getCapturingClass().replace('/', '.'));
                out.writeString(l.getFunctionalInterfaceClass());
                out.writeString(l.getFunctionalInterfaceMethodName());
                out.writeString(l.getFunctionalInterfaceMethodSignature());
                out.writeInt(l.getImplMethodKind());
                out.writeString(l.getImplClass());
                out.writeString(l.getImplMethodName());
                out.writeString(l.getImplMethodSignature());
                out.writeString(l.getInstantiatedMethodType());
                int n = l.getCapturedArgCount();
                out.writeInt(n);
                for (int i = 0; i < n; i++) kryo.writeClassAndObject(out, l.getCapturedArg(i));
            } catch (ReflectiveOperationException e) {
                throw new KryoException(e);
            }
        }

        @Override
        public Object read(Kryo kryo, Input in, Class<? extends Object> type) {
            try {
                Class<?> capturing = Class.forName(
                        in.readString(), false, Thread.currentThread().getContextClassLoader());
                String a = in.readString(), b = in.readString(), c = in.readString();
                int kind = in.readInt();
                String d = in.readString(), e = in.readString(), f = in.readString(), g = in.readString();
                Object[] args = new Object[in.readInt()];
                for (int i = 0; i < args.length; i++) args[i] = kryo.readClassAndObject(in);
                SerializedLambda l = new SerializedLambda(capturing, a, b, c, kind, d, e, f, g, args);
                Method m = capturing.getDeclaredMethod("$deserializeLambda$", SerializedLambda.class);
                m.setAccessible(true);
                return m.invoke(null, l);
            } catch (ReflectiveOperationException e) {
                throw new KryoException(e);
            }
        }
    }

    private static final ThreadLocal<Kryo> KRYO = ThreadLocal.withInitial(() -> {
        Kryo k = new Kryo() {
            @Override
            public com.esotericsoftware.kryo.kryo5.Registration getRegistration(
                    @SuppressWarnings("rawtypes") Class type) {
                return super.getRegistration(type.isHidden() ? Marker.class : type);
            }
        };
        k.setRegistrationRequired(false);
        k.setReferences(true);
        k.setInstantiatorStrategy(new DefaultInstantiatorStrategy(new StdInstantiatorStrategy()));
        k.register(Marker.class, new Lambda());
        k.addDefaultSerializer(Throwable.class, JavaSerializer.class);
        return k;
    });

    @Override
    public byte[] encode(@Nullable Object value, int headroom) {
        try {
            Output out = new Output(256, -1);
            out.setPosition(headroom);
            KRYO.get().writeClassAndObject(out, value);
            return out.toBytes();
        } catch (RuntimeException e) {
            throw new NotSendableException("cannot send " + value + ": " + e, "", e);
        }
    }

    @Override
    public @Nullable Object decode(byte[] bytes, int offset, int length) {
        try {
            return KRYO.get().readClassAndObject(new Input(bytes, offset, length));
        } catch (RuntimeException e) {
            throw new UnreadableMessageException("cannot read: " + e, e);
        }
    }
}
