package io.multiproc.ipc.codec.kryo;

import com.esotericsoftware.kryo.kryo5.ClassResolver;
import com.esotericsoftware.kryo.kryo5.Kryo;
import com.esotericsoftware.kryo.kryo5.Registration;
import com.esotericsoftware.kryo.kryo5.io.Input;
import com.esotericsoftware.kryo.kryo5.io.Output;
import com.esotericsoftware.kryo.kryo5.util.Util;
import io.multiproc.ipc.codec.Reduction;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Kryo's registrations, made when a class is first met: Kryo's own for primitives and strings, ours by tag for the JDK,
 * and by descriptor for all others.
 */
@SuppressWarnings("rawtypes") // as the interface
final class MessageClasses implements ClassResolver {

    private final Serializers serializers;
    private final Descriptors descriptors;
    private final IdentityHashMap<Class<?>, Registration> byClass = new IdentityHashMap<>();
    private final @Nullable Registration[] byTag = new Registration[MessageDescriptor.TAGS];
    private @Nullable Kryo kryo;
    private @Nullable Class<?> latestType;
    private @Nullable Registration latest;

    MessageClasses(List<Reduction<?>> reductions) {
        this.serializers = new Serializers(reductions);
        this.descriptors = new Descriptors(this, serializers);
    }

    /** What was learnt with another loader is not true for this one. */
    void begin(ClassLoader loader) {
        descriptors.begin(loader);
    }

    /** Whether so many classes have been met that it is better to start again than to keep them alive. */
    boolean isFull() {
        return byClass.size() > MessageDescriptor.MOST_CLASSES;
    }

    /** See {@link CodecKryo#finder}. */
    @Nullable
    PartsFinder finder() {
        return kryo == null ? null : ((CodecKryo) kryo).finder();
    }

    Serializers serializers() {
        return serializers;
    }

    Descriptors descriptors() {
        return descriptors;
    }

    @Override
    public void setKryo(Kryo kryo) {
        this.kryo = kryo;
    }

    /** What Kryo registers in its constructor, if that runs; the same as {@link BasicSerializers}. */
    @Override
    public Registration register(Registration registration) {
        Class<?> type = registration.getType();
        byTag[registration.getId()] = registration;
        byClass.put(type, registration);
        byClass.put(Util.getWrapperClass(type), registration);
        return registration;
    }

    @Override
    public Registration unregister(int tag) {
        throw new UnsupportedOperationException("tag " + tag + " stays what it is");
    }

    @Override
    public Registration registerImplicit(Class type) {
        throw new UnsupportedOperationException(type.getName() + " is registered when it is first looked up");
    }

    /** Never null, but to Kryo's constructor, which asks before it registers. */
    @Override
    @SuppressWarnings("NullAway") // Kryo does not know of annotations
    public @Nullable Registration getRegistration(Class type) {
        if (type == latestType) {
            return latest;
        }
        Registration found = byClass.get(type);
        if (found == null) {
            if (kryo == null || kryo.isRegistrationRequired()) {
                return null;
            }
            found = registrationOf(type);
            byClass.put(type, found);
        }
        latestType = type;
        latest = found;
        return found;
    }

    private Registration registrationOf(Class<?> type) {
        int basic = BasicSerializers.tagOf(type);
        if (basic >= 0) {
            return registrationOf(basic);
        }
        MessageSerializer serializer = serializers.find(type);
        return new Registration(type, serializer, serializer.tag);
    }

    private Registration registrationOf(int tag) {
        Registration found = byTag[tag];
        if (found == null) {
            found = tag <= BasicSerializers.LAST ? BasicSerializers.registration(tag) : serializers.registration(tag);
            byTag[tag] = found;
        }
        return found;
    }

    @Override
    @SuppressWarnings("NullAway") // Kryo does not know of annotations
    public @Nullable Registration getRegistration(int tag) {
        return tag >= 0 && tag < byTag.length ? byTag[tag] : null;
    }

    /** Whether objects of the class, which may also be the type of a registration by tag, are numbered. */
    boolean isTracked(Class<?> type) {
        if (type == Serializers.TRACKED) {
            return true;
        }
        Registration registration = type == Serializers.UNTRACKED ? null : getRegistration(type);
        return registration != null
                && registration.getSerializer() instanceof MessageSerializer serializer
                && serializer.tracked;
    }

    @Override
    @SuppressWarnings("NullAway") // Kryo does not know of annotations
    public @Nullable Registration writeClass(Output output, Class type) {
        if (type == null) {
            output.writeByte(Kryo.NULL);
            return null;
        }
        Registration registration = getRegistration(type);
        if (registration == null) {
            throw new IllegalStateException("no registration for " + type.getName());
        }
        write((MessageOutput) output, registration);
        return registration;
    }

    /** Writes which serializer the receiver is to use. */
    void write(MessageOutput out, Registration registration) {
        out.writeVarInt(registration.getId() + 2, true);
        if (registration.getId() == MessageDescriptor.DESCRIBED) {
            descriptors.write(out, ((MessageSerializer) registration.getSerializer()).descriptor());
        }
    }

    @Override
    @SuppressWarnings("NullAway") // Kryo does not know of annotations
    public @Nullable Registration readClass(Input input) {
        int tag = input.readVarInt(true) - 2;
        if (tag == -2) {
            return null;
        }
        if (tag == MessageDescriptor.DESCRIBED) {
            return descriptors.read((MessageInput) input, Registration.class);
        }
        if (tag < 0 || tag >= byTag.length) {
            throw new Damage("unknown tag " + tag);
        }
        return registrationOf(tag);
    }

    @Override
    public void reset() {
        descriptors.reset();
    }
}
