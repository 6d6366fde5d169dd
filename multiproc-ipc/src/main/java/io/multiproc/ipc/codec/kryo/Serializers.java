package io.multiproc.ipc.codec.kryo;

import com.esotericsoftware.kryo.kryo5.Registration;
import io.multiproc.ipc.codec.Reduction;
import io.multiproc.ipc.codec.Reductions;
import java.io.Externalizable;
import java.io.Serializable;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decides which serializer a class gets. */
final class Serializers {

    /** Stands for the types of all registrations by tag of objects that are numbered. */
    static final Class<?> TRACKED = Object.class;

    /** Stands for the types of all registrations by tag of objects that are not numbered. */
    static final Class<?> UNTRACKED = void.class;

    private final List<Reduction<?>> reductions;

    Serializers(List<Reduction<?>> reductions) {
        this.reductions = reductions;
    }

    /** What reads objects with a tag, whose class need not be known before. */
    Registration registration(int tag) {
        MessageSerializer serializer = ofTag(tag);
        return new Registration(serializer.tracked ? TRACKED : UNTRACKED, serializer, tag);
    }

    /** The serializer of a tag of ours; the families load when they are first needed. */
    private static MessageSerializer ofTag(int tag) {
        if (tag < MessageDescriptor.TRACKED_FIRST) {
            throw new Damage("unknown tag " + tag);
        }
        if (tag <= MessageDescriptor.ARRAY_LAST) {
            return PrimitiveArrays.of(tag);
        }
        if (tag <= MessageDescriptor.SEQUENCE_LAST) {
            return Sequences.of(tag);
        }
        if (tag <= MessageDescriptor.MAPPING_LAST) {
            return Mappings.of(tag);
        }
        if (tag <= MessageDescriptor.HOLDER_LAST) {
            return Holders.of(tag);
        }
        if (tag == MessageDescriptor.JAVA) {
            return JavaBlocks.of(tag);
        }
        if (tag == MessageDescriptor.LAMBDA) {
            return ReceivedLambda.of();
        }
        if (tag >= MessageDescriptor.BIG_INTEGER && tag <= MessageDescriptor.VALUE_LAST) {
            return Values.of(tag);
        }
        throw new Damage("unknown tag " + tag);
    }

    /** The serializer for objects that are replaced by the reduction for the type. */
    MessageSerializer reduced(String type) {
        for (Reduction<?> reduction : reductions) {
            if (reduction.restoredBy().equals(type)) {
                return ReducedSerializer.of(reduction);
            }
        }
        Reduction<?> ours = Reductions.find(type);
        if (ours != null) {
            return ReducedSerializer.of(ours);
        }
        throw new Damage("this process cannot make a live " + type + " of what stands for it");
    }

    /** Whether instances are swapped for something of ours, wherever they are. */
    boolean isReduced(Class<?> type) {
        return reductionFor(type) != null;
    }

    private @Nullable Reduction<?> reductionFor(Class<?> type) {
        for (Reduction<?> reduction : reductions) {
            if (reduction.type().isAssignableFrom(type)) {
                return reduction;
            }
        }
        for (Reduction<?> reduction : Reductions.all()) {
            if (reduction.type().isAssignableFrom(type)) {
                return reduction;
            }
        }
        return null;
    }

    /** The serializer for objects of exactly this class. */
    MessageSerializer find(Class<?> type) {
        Reduction<?> reduction = reductionFor(type);
        if (reduction != null) {
            return ReducedSerializer.of(reduction);
        }
        if (type.isArray()) {
            int tag = JdkTags.ofArray(type);
            return tag > 0 ? ofTag(tag) : ArraySerializer.of(type.getComponentType());
        }
        if (Enum.class.isAssignableFrom(type) && type != Enum.class) {
            return type.isEnum() ? EnumSerializer.of(type) : find(type.getSuperclass());
        }
        if (type.isHidden()) {
            return SentLambda.of(type);
        }
        if (Proxy.isProxyClass(type)) {
            Refusals.check(type);
            return ofTag(MessageDescriptor.PROXY);
        }
        return Origins.isJdk(type) ? ofJdk(type) : ofUser(type);
    }

    private static MessageSerializer ofJdk(Class<?> type) {
        int tag = JdkTags.of(type);
        if (tag > 0) {
            return ofTag(tag);
        }
        Refusals.check(type);
        if (Serializable.class.isAssignableFrom(type)) {
            return JavaBlocks.of(MessageDescriptor.JAVA);
        }
        tag = JdkTags.ofKind(type);
        if (tag > 0) {
            return ofTag(tag);
        }
        throw Refusals.notSerializable(type);
    }

    private static MessageSerializer ofUser(Class<?> type) {
        Refusals.check(type);
        Method replace = Origins.method(type, "writeReplace");
        return replace != null ? ReplacedSerializer.of(type, replace) : withoutReplacement(type);
    }

    /** The serializer of a user's class if it has no {@code writeReplace}, or its {@code writeReplace} is done. */
    static MessageSerializer withoutReplacement(Class<?> type) {
        boolean serializable = Serializable.class.isAssignableFrom(type);
        if (serializable && writesItself(type)) {
            return JavaBlocks.of(MessageDescriptor.JAVA);
        }
        try {
            return type.isRecord() ? RecordSerializer.of(type) : FieldsSerializer.of(type);
        } catch (InaccessibleObjectException e) {
            if (serializable) {
                return JavaBlocks.of(MessageDescriptor.JAVA);
            }
            throw Refusals.closed(type, e);
        }
    }

    private static boolean writesItself(Class<?> type) {
        if (Throwable.class.isAssignableFrom(type) || Externalizable.class.isAssignableFrom(type)) {
            return true;
        }
        for (Class<?> c = type; c != null && c != Object.class; c = c.getSuperclass()) {
            if (Origins.customizesJavaSerialization(c)) {
                return true;
            }
        }
        return false;
    }
}
