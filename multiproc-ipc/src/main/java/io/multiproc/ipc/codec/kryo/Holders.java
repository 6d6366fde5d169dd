package io.multiproc.ipc.codec.kryo;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.AbstractMap;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Small objects with an identity or with one or two parts. */
@SuppressWarnings({"JavaUtilDate", "JdkObsolete", "UnnecessaryStringBuilder"}) // what was sent as one arrives as one
final class Holders extends MessageSerializer {

    private Holders(int tag) {
        super(tag);
    }

    static MessageSerializer of(int tag) {
        return new Holders(tag);
    }

    @Override
    void write(CodecKryo kryo, Object value) throws Exception {
        MessageOutput out = kryo.out;
        switch (tag) {
            case MessageDescriptor.OPTIONAL -> writePart(kryo, ((Optional<?>) value).orElse(null), "value");
            case MessageDescriptor.ATOMIC_REFERENCE -> writePart(kryo, ((AtomicReference<?>) value).get(), "value");
            case MessageDescriptor.ENTRY, MessageDescriptor.SIMPLE_ENTRY -> {
                writePart(kryo, ((Map.Entry<?, ?>) value).getKey(), "key");
                writePart(kryo, ((Map.Entry<?, ?>) value).getValue(), "value");
            }
            case MessageDescriptor.ATOMIC_INTEGER -> out.writeInt(((AtomicInteger) value).get());
            case MessageDescriptor.ATOMIC_LONG -> out.writeLong(((AtomicLong) value).get());
            case MessageDescriptor.ATOMIC_BOOLEAN -> out.writeBoolean(((AtomicBoolean) value).get());
            case MessageDescriptor.DATE -> out.writeLong(((Date) value).getTime());
            case MessageDescriptor.STRING_BUILDER, MessageDescriptor.STRING_BUFFER -> out.writeText(value.toString());
            case MessageDescriptor.HEAP_BUFFER -> writeBuffer(out, (ByteBuffer) value);
            case MessageDescriptor.PROXY -> writeProxy(kryo, value);
            case MessageDescriptor.COPIES -> {
                List<?> copies = (List<?>) value;
                out.writeCount(copies.size());
                writePart(kryo, copies.isEmpty() ? null : copies.get(0), "element");
            }
            default -> throw new IllegalStateException("no holder has tag " + tag);
        }
    }

    private static void writePart(CodecKryo kryo, @Nullable Object part, String name) throws Exception {
        try {
            kryo.write(part);
        } catch (Refusal refusal) {
            throw refusal.at("." + name, name);
        }
    }

    private static void writeBuffer(MessageOutput out, ByteBuffer buffer) {
        ByteBuffer all = buffer.duplicate().clear();
        out.writeBoolean(buffer.isReadOnly());
        out.writeBoolean(buffer.order() == ByteOrder.LITTLE_ENDIAN);
        out.writeCount(buffer.position());
        out.writeCount(buffer.limit());
        out.writeCount(all.remaining());
        out.next(all.remaining()).put(all);
    }

    private static void writeProxy(CodecKryo kryo, Object proxy) throws Exception {
        Class<?>[] interfaces = proxy.getClass().getInterfaces();
        kryo.out.writeCount(interfaces.length);
        for (Class<?> implemented : interfaces) {
            kryo.out.writeText(ClassNames.toSend(implemented));
        }
        writePart(kryo, Proxy.getInvocationHandler(proxy), "handler");
    }

    @Override
    @Nullable
    Object read(CodecKryo kryo) throws Exception {
        MessageInput in = kryo.in;
        return switch (tag) {
            case MessageDescriptor.OPTIONAL -> Optional.ofNullable(kryo.read());
            case MessageDescriptor.ATOMIC_REFERENCE -> {
                AtomicReference<@Nullable Object> reference = new AtomicReference<>();
                kryo.reference(reference);
                reference.set(kryo.read());
                yield reference;
            }
            case MessageDescriptor.ENTRY -> {
                Object key = Objects.requireNonNull(kryo.read(), "key");
                yield Map.entry(key, Objects.requireNonNull(kryo.read(), "value"));
            }
            case MessageDescriptor.SIMPLE_ENTRY -> {
                Object key = kryo.read();
                yield new AbstractMap.SimpleEntry<@Nullable Object, @Nullable Object>(key, kryo.read());
            }
            case MessageDescriptor.ATOMIC_INTEGER -> new AtomicInteger(in.readInt());
            case MessageDescriptor.ATOMIC_LONG -> new AtomicLong(in.readLong());
            case MessageDescriptor.ATOMIC_BOOLEAN -> new AtomicBoolean(in.readBoolean());
            case MessageDescriptor.DATE -> new Date(in.readLong());
            case MessageDescriptor.STRING_BUILDER -> new StringBuilder(in.readText());
            case MessageDescriptor.STRING_BUFFER -> new StringBuffer(in.readText());
            case MessageDescriptor.HEAP_BUFFER -> readBuffer(in);
            case MessageDescriptor.PROXY -> readProxy(kryo);
            case MessageDescriptor.COPIES -> {
                int count = in.readVarInt(true);
                yield Collections.nCopies(count, kryo.read());
            }
            case MessageDescriptor.REPLACED -> kryo.read();
            default -> throw new Damage("unknown tag " + tag);
        };
    }

    private static ByteBuffer readBuffer(MessageInput in) {
        boolean readOnly = in.readBoolean();
        boolean littleEndian = in.readBoolean();
        int position = in.readVarInt(true);
        int limit = in.readVarInt(true);
        ByteBuffer buffer = ByteBuffer.wrap(in.readBytes(in.readCount(1)));
        buffer.limit(limit).position(position);
        ByteBuffer made = readOnly ? buffer.asReadOnlyBuffer() : buffer;
        return made.order(littleEndian ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    }

    private static Object readProxy(CodecKryo kryo) throws Exception {
        Class<?>[] interfaces = new Class<?>[kryo.in.readCount(1)];
        for (int i = 0; i < interfaces.length; i++) {
            interfaces[i] = ClassNames.received(kryo.in.readText(), kryo.getClassLoader());
        }
        return Proxy.newProxyInstance(kryo.getClassLoader(), interfaces, kryo.read(InvocationHandler.class));
    }
}
