package io.multiproc.ipc.codec.kryo;

import com.esotericsoftware.kryo.kryo5.Kryo;
import com.esotericsoftware.kryo.kryo5.Serializer;
import com.esotericsoftware.kryo.kryo5.io.Input;
import com.esotericsoftware.kryo.kryo5.io.Output;
import java.lang.reflect.InvocationTargetException;
import org.jspecify.annotations.Nullable;

/** A Kryo serializer that says which object failed, and that knows when its objects can be referred to. */
abstract class MessageSerializer extends Serializer<Object> {

    /** The number of the class in messages, or {@link MessageDescriptor#DESCRIBED}. */
    final int tag;

    /** Whether objects are numbered, so that a second occurrence is a reference. */
    final boolean tracked;

    /** Whether the receiver makes the object after its parts. */
    private final boolean madeLast;

    /** For a class with a tag. */
    MessageSerializer(int tag) {
        this(tag, MessageDescriptor.isTracked(tag), MessageDescriptor.isMadeLast(tag));
    }

    MessageSerializer(int tag, boolean tracked, boolean madeLast) {
        this.tag = tag;
        this.tracked = tracked;
        this.madeLast = madeLast;
    }

    /** What tells the receiver which class this is; only for classes without a tag. */
    byte[] descriptor() {
        throw new IllegalStateException("tag " + tag + " has no descriptor");
    }

    /** Writes what comes after class and number. */
    abstract void write(CodecKryo kryo, Object value) throws Exception;

    /**
     * Reads what {@link #write} wrote. An object that may contain itself is given to {@link Kryo#reference} before its
     * parts are read.
     */
    abstract @Nullable Object read(CodecKryo kryo) throws Exception;

    @Override
    public final void write(Kryo kryo, Output output, Object value) {
        CodecKryo codec = (CodecKryo) kryo;
        if (!madeLast) {
            writeParts(codec, value);
            return;
        }
        References references = codec.references();
        int number = references.begin();
        writeParts(codec, value);
        references.end(number);
    }

    private void writeParts(CodecKryo kryo, Object value) {
        try {
            write(kryo, value);
        } catch (Refusal refusal) {
            throw refusal;
        } catch (Exception e) {
            throw Refusal.of(
                    value.getClass(),
                    "fails while it is written: " + e,
                    "see the cause; an object must not change while it is sent",
                    e);
        }
    }

    @Override
    public final @Nullable Object read(Kryo kryo, Input input, Class<?> type) {
        CodecKryo codec = (CodecKryo) kryo;
        if (!tracked) {
            return readParts(codec);
        }
        References references = codec.references();
        int number = references.latestRead();
        PartsFinder finder = codec.finder();
        if (finder != null && references.isThere(number)) {
            return references.passOver(number, finder);
        }
        Object made = readParts(codec);
        references.made(number, made, codec);
        return made;
    }

    private @Nullable Object readParts(CodecKryo kryo) {
        try {
            return read(kryo);
        } catch (RuntimeException e) {
            throw e;
        } catch (InvocationTargetException e) { // a constructor or readResolve of the program's
            Throwable own = e.getTargetException();
            throw new Damage(own.toString(), own);
        } catch (Exception e) {
            throw new Damage(e.toString(), e);
        }
    }
}
