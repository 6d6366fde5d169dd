package io.multiproc.ipc.codec.kryo;

import io.multiproc.ipc.codec.Reduction;
import java.io.Externalizable;
import java.io.Serializable;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decides which serializer a class gets. */
final class Serializers {

    private final List<Reduction<?>> reductions;

    Serializers(List<Reduction<?>> reductions) {
        this.reductions = reductions;
    }

    /** The serializer of a tag of ours; the families load when they are first needed. */
    MessageSerializer ofTag(int tag) {
        if (tag < MessageDescriptor.TRACKED_FIRST) {
            throw new Damage("unknown tag " + tag);
        }
        if (tag <= MessageDescriptor.ARRAY_LAST) {
            return new PrimitiveArrays(tag);
        }
        if (tag <= MessageDescriptor.SEQUENCE_LAST) {
            return new Sequences(tag);
        }
        if (tag <= MessageDescriptor.MAPPING_LAST) {
            return new Mappings(tag);
        }
        if (tag <= MessageDescriptor.HOLDER_LAST) {
            return new Holders(tag);
        }
        if (tag == MessageDescriptor.JAVA) {
            return new JavaBlocks(tag);
        }
        if (tag == MessageDescriptor.LAMBDA) {
            return new ReceivedLambda();
        }
        if (tag >= MessageDescriptor.BIG_INTEGER && tag <= MessageDescriptor.VALUE_LAST) {
            return new Values(tag);
        }
        throw new Damage("unknown tag " + tag);
    }

    /** The serializer for objects that are replaced by the reduction for the type. */
    MessageSerializer reduced(String type) {
        for (Reduction<?> reduction : reductions) {
            if (reduction.type().getName().equals(type)) {
                return new ReducedSerializer(reduction);
            }
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
        return null;
    }

    /** The serializer for objects of exactly this class. */
    MessageSerializer find(Class<?> type) {
        Reduction<?> reduction = reductionFor(type);
        if (reduction != null) {
            return new ReducedSerializer(reduction);
        }
        if (type.isArray()) {
            int tag = JdkTags.ofArray(type);
            return tag > 0 ? ofTag(tag) : new ArraySerializer(type.getComponentType());
        }
        if (Enum.class.isAssignableFrom(type) && type != Enum.class) {
            return type.isEnum() ? new EnumSerializer(type) : find(type.getSuperclass());
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

    private MessageSerializer ofJdk(Class<?> type) {
        int tag = JdkTags.of(type);
        if (tag > 0) {
            return ofTag(tag);
        }
        Refusals.check(type);
        if (Serializable.class.isAssignableFrom(type)) {
            return new JavaBlocks(MessageDescriptor.JAVA);
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
        return replace != null ? new ReplacedSerializer(type, replace) : withoutReplacement(type);
    }

    /** The serializer of a user's class if it has no {@code writeReplace}, or its {@code writeReplace} is done. */
    static MessageSerializer withoutReplacement(Class<?> type) {
        boolean serializable = Serializable.class.isAssignableFrom(type);
        if (serializable && writesItself(type)) {
            return new JavaBlocks(MessageDescriptor.JAVA);
        }
        try {
            return type.isRecord() ? new RecordSerializer(type) : FieldsSerializer.of(type);
        } catch (InaccessibleObjectException e) {
            if (serializable) {
                return new JavaBlocks(MessageDescriptor.JAVA);
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
