package io.multiproc.ipc.codec.kryo;

import com.esotericsoftware.kryo.kryo5.Registration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Class descriptors in a message: each is written once and then referred to by number.
 *
 * <p>Read ones are found by their bytes, so that a class that came in an earlier message costs a look-up and no
 * parsing.
 */
final class Descriptors {

    private final MessageClasses classes;
    private final Serializers serializers;
    private final IdentityTable written = new IdentityTable();
    private final DescriptorTable known = new DescriptorTable();
    private @Nullable Object[] read = new Object[16];
    private int readCount;
    private @Nullable ClassLoader loader;

    Descriptors(MessageClasses classes, Serializers serializers) {
        this.classes = classes;
        this.serializers = serializers;
    }

    void begin(ClassLoader loader) {
        if (this.loader != loader) {
            known.clear();
            this.loader = loader;
        }
    }

    int writtenCount() {
        return written.size();
    }

    /** Forgets all written ones but the first. */
    void truncate(int count) {
        written.truncate(count);
    }

    /** Writes a descriptor, which is the same array each time. */
    void write(MessageOutput out, byte[] descriptor) {
        int number = written.findOrAdd(descriptor);
        if (number >= 0) {
            out.writeCount(number);
            return;
        }
        out.parts.descriptor(written.size() - 1);
        out.writeCount(written.size() - 1);
        out.writeCount(descriptor.length);
        out.writeBytes(descriptor);
    }

    /** What the next descriptor stands for: a registration, or the place of a lambda. */
    <T> T read(MessageInput in, Class<T> kind) {
        int at = in.at();
        int number = in.readVarInt(true);
        PartsFinder finder = classes.finder();
        Object found = finder == null ? next(in, number) : placed(in, number, at, finder);
        if (!kind.isInstance(found)) {
            throw new Damage("a class descriptor of the wrong kind");
        }
        return kind.cast(found);
    }

    private @Nullable Object next(MessageInput in, int number) {
        if (number < 0 || number > readCount) {
            throw new Damage("a reference to class " + number + ", which is not there");
        }
        return number < readCount ? read[number] : add(in, number);
    }

    /** Some of the message was not read: the descriptor may be elsewhere, or it is here and was read already. */
    private Object placed(MessageInput in, int number, int at, PartsFinder finder) {
        int place = finder.index().descriptorAt(number);
        finder.checkDescriptor(number);
        Object earlier = number < readCount ? read[number] : null;
        if (place == at) {
            return earlier == null ? addNoted(in, number, finder) : passOver(in, earlier);
        }
        if (earlier != null) {
            return earlier;
        }
        int back = in.at();
        in.goTo(place);
        try {
            int unused = in.readVarInt(true);
            return addNoted(in, number, finder);
        } finally {
            in.goTo(back);
        }
    }

    /** A class that is missing is not looked for by each of a million items. */
    private Object addNoted(MessageInput in, int number, PartsFinder finder) {
        try {
            return add(in, number);
        } catch (Damage e) {
            finder.noteDescriptor(number, e);
            throw e;
        }
    }

    private static Object passOver(MessageInput in, Object earlier) {
        int length = in.readCount(1);
        in.setPosition(in.position() + length);
        return earlier;
    }

    private Object add(MessageInput in, int number) {
        int length = in.readCount(1);
        int end = in.position() + length;
        Object found = known.find(in.getBuffer(), in.position(), length);
        if (found == null) {
            byte[] descriptor = Arrays.copyOfRange(in.getBuffer(), in.position(), end);
            found = parse(in, descriptor);
            if (known.size() == MessageDescriptor.MOST_CLASSES) {
                known.clear();
            }
            known.add(descriptor, found);
        }
        in.setPosition(end);
        if (number >= read.length) {
            read = Arrays.copyOf(read, Math.max(number + 1, read.length * 2));
        }
        read[number] = found;
        readCount = Math.max(readCount, number + 1);
        return found;
    }

    private Object parse(MessageInput in, byte[] descriptor) {
        if (descriptor.length == 0) {
            throw new Damage("an empty class descriptor");
        }
        int kind = in.readByte();
        if (kind == MessageDescriptor.KIND_LAMBDA) {
            return LambdaSite.read(in, loader);
        }
        String name = in.readText();
        if (kind == MessageDescriptor.KIND_REDUCED) {
            if (loader instanceof AllowedClasses allowed) {
                allowed.check(name);
            }
            return registration(Serializers.TRACKED, serializers.reduced(name));
        }
        Class<?> type = ClassNames.received(name, loader);
        if (kind == MessageDescriptor.KIND_ARRAY) {
            return registration(type.arrayType(), described(type.arrayType()));
        }
        MessageSerializer serializer = described(type);
        if (!Arrays.equals(serializer.descriptor(), descriptor)) {
            throw new Damage("class " + name + " has other fields in this process than in the sender's"
                    + " (both need the same version of it)");
        }
        return registration(type, serializer);
    }

    private MessageSerializer described(Class<?> type) {
        Registration registration = classes.getRegistration(type);
        Object serializer = registration == null ? null : registration.getSerializer();
        if (serializer instanceof ReplacedSerializer replaced) {
            serializer = replaced.own();
        }
        if (serializer instanceof MessageSerializer found && found.tag == MessageDescriptor.DESCRIBED) {
            return found;
        }
        throw new Damage("class " + type.getName() + " is sent in another way by this process");
    }

    private static Registration registration(Class<?> type, MessageSerializer serializer) {
        return new Registration(type, serializer, MessageDescriptor.DESCRIBED);
    }

    /** Forgets the message. */
    void reset() {
        written.clear();
        Arrays.fill(read, 0, readCount, null);
        readCount = 0;
    }
}
