package io.multiproc.ipc.codec.kryo;

import io.multiproc.ipc.codec.ObjectCodec;
import io.multiproc.ipc.codec.Reduction;
import io.multiproc.ipc.codec.Reductions;
import io.multiproc.ipc.codec.UnreadItem;
import io.multiproc.ipc.frame.FrameDescriptor;
import io.multiproc.reduction.NotSendableException;
import io.multiproc.reduction.UnreadableMessageException;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Object graphs as Kryo messages.
 *
 * <p>Carries what Java programs hold, without registration and without a need for {@code Serializable}: see the package
 * for what is where, and the decision record on the codec for what cannot be sent. Any number of threads may use one,
 * also from within {@code writeReplace} or a constructor that it calls itself.
 */
public final class KryoCodec implements ObjectCodec {

    /** What a queue or a manager puts before an object takes less. */
    private static final int ROOM = 64;

    /** The longest message. */
    static final int LONGEST = FrameDescriptor.MAX_PAYLOAD_BYTES - ROOM;

    private final @Nullable ClassLoader loader;
    private final int limit;
    private final List<Reduction<?>> reductions;
    private final SlotPool<CodecKryo> kryos = new SlotPool<>();

    /** A codec that finds classes with the context class loader of the thread that decodes. */
    public KryoCodec() {
        this(null, List.of());
    }

    /**
     * A codec for certain classes and live objects.
     *
     * @param loader finds the classes that messages name; null for the context class loader of the thread that decodes
     * @param reductions what replaces objects that cannot be copied; the first that fits decides
     */
    public KryoCodec(@Nullable ClassLoader loader, List<Reduction<?>> reductions) {
        this(loader, reductions, LONGEST);
    }

    /**
     * A codec for strangers, which reads objects of the JDK's values, collections and exceptions only.
     *
     * @param loader finds the classes
     * @param allowed names of further classes that may be read
     */
    public static ObjectCodec forStrangers(ClassLoader loader, Set<String> allowed) {
        return new KryoCodec(new AllowedClasses(loader, allowed), List.of(), LONGEST);
    }

    KryoCodec(@Nullable ClassLoader loader, List<Reduction<?>> reductions, int limit) {
        this.loader = loader;
        this.limit = limit;
        this.reductions = List.copyOf(reductions);
    }

    @Override
    public byte[] encode(@Nullable Object value, int headroom) {
        CodecKryo kryo = take();
        try {
            byte[] message = kryo.encode(value, headroom, limit);
            giveBack(kryo);
            return message;
        } catch (Throwable e) {
            kryo.reduced().giveBack(e);
            throw asRefusal(e, value);
        }
    }

    private static RuntimeException asRefusal(Throwable failure, @Nullable Object value) {
        if (failure instanceof Refusal refusal) {
            return refusal.toException(value);
        }
        if (failure instanceof NotSendableException known) {
            return known;
        }
        if (failure instanceof StackOverflowError) {
            return Refusal.ofMessage(
                            UnreadReason.TOO_DEEP, "send a list or an array, or use a thread with a larger stack", null)
                    .toException(value);
        }
        if (failure instanceof OutOfMemoryError) {
            return Refusal.ofMessage("the heap has no room for the message", "send it in pieces or raise -Xmx", failure)
                    .toException(value);
        }
        if (failure instanceof Exception || failure instanceof LinkageError || failure instanceof AssertionError) {
            return Refusal.ofMessage("it fails while it is written: " + failure, "see the cause", failure)
                    .toException(value);
        }
        throw (Error) failure;
    }

    @Override
    public @Nullable Object decode(byte[] bytes, int offset, int length) {
        CodecKryo kryo = take();
        Object value = decode(kryo, bytes, offset, length);
        giveBack(kryo);
        return value;
    }

    @Override
    public <T> T decode(byte[] bytes, int offset, int length, Class<T> type, String source) {
        CodecKryo kryo = take();
        Object value = decode(kryo, bytes, offset, length);
        try {
            return cast(value, type, source);
        } catch (ClassCastException | NullPointerException e) {
            kryo.restored().close(e);
            throw e;
        } finally {
            giveBack(kryo);
        }
    }

    private static <T> T cast(@Nullable Object value, Class<T> type, String source) {
        Objects.requireNonNull(value, "the object received is null: use recv() where null is sent");
        if (!type.isInstance(value)) {
            throw new ClassCastException("received a " + value.getClass().getName() + " on " + source + " where a "
                    + type.getName() + " was expected");
        }
        return type.cast(value);
    }

    private @Nullable Object decode(CodecKryo kryo, byte[] bytes, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        try {
            return kryo.decode(bytes, offset, length, loader());
        } catch (Throwable e) {
            throw unreadable(kryo, e, length);
        }
    }

    @Override
    public byte[] encodeEach(@Nullable Object[] values, int headroom) {
        CodecKryo kryo = take();
        try {
            byte[] message = kryo.encodeEach(values, headroom, limit);
            giveBack(kryo);
            return message;
        } catch (Throwable e) {
            kryo.reduced().giveBack(e);
            throw asRefusal(e, values);
        }
    }

    @Override
    public @Nullable Object[] decodeEach(
            byte[] bytes, int offset, int length, int from, int to, UnreadItem.Place instead) {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        CodecKryo kryo = take();
        @Nullable Object[] values;
        try {
            values = kryo.decodeEach(bytes, offset, length, loader(), from, to, instead);
        } catch (Throwable e) {
            throw unreadable(kryo, e, length);
        }
        if (!kryo.hasFailed()) {
            giveBack(kryo);
        }
        return values;
    }

    private static UnreadableMessageException unreadable(CodecKryo kryo, Throwable failure, int length) {
        UnreadReason reason = UnreadReason.of(failure);
        UnreadableMessageException told = new UnreadableMessageException(
                "cannot read a message of " + length + " bytes: " + reason.text(), reason.cause());
        kryo.restored().close(told);
        return told;
    }

    private CodecKryo take() {
        CodecKryo taken = kryos.take();
        int generation = Reductions.generation();
        if (taken == null || taken.generation() != generation) {
            taken = KryoMaker.make(reductions);
            taken.belongsTo(generation);
            if (loader instanceof AllowedClasses allowed) {
                taken.reduced().restrict(allowed);
            }
        }
        return taken;
    }

    /** Only after success: what failed is thrown away, whatever state it is in. */
    private void giveBack(CodecKryo kryo) {
        kryo.end();
        if (!kryo.classes().isFull()) {
            kryos.giveBack(kryo);
        }
    }

    private ClassLoader loader() {
        if (loader != null) {
            return loader;
        }
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        return context != null ? context : Objects.requireNonNull(KryoCodec.class.getClassLoader(), "loader");
    }
}
