package io.multiproc.ipc.codec.kryo;

import com.esotericsoftware.kryo.kryo5.Kryo;
import org.jspecify.annotations.Nullable;

/** Kryo as this project sets it up, with the buffers that it writes into and reads from; for one thread at a time. */
final class CodecKryo extends Kryo {

    /** Deep enough for data; uncompiled code needs more than a kilobyte of stack a level, and threads have a megabyte. */
    static final int DEEPEST = 500;

    // Not final, and set by a method, as KryoMaker makes objects without a constructor.
    MessageOutput out;
    MessageInput in;
    private MessageClasses classes;
    private References references;
    private Reduced reduced;
    private Restored restored;
    private int generation;

    /** Runs Kryo's constructor, unlike {@link KryoMaker}. */
    CodecKryo(MessageClasses classes, References references) {
        super(classes, references);
        setUp(classes, references);
    }

    private void setUp(MessageClasses classes, References references) {
        this.out = new MessageOutput();
        this.in = new MessageInput();
        this.classes = classes;
        this.references = references;
        this.reduced = new Reduced();
        this.restored = new Restored();
        setRegistrationRequired(false);
        setOptimizedGenerics(false);
    }

    /** Does what the constructors would do, as far as it matters here. */
    void begin(MessageClasses classes, References references) {
        setUp(classes, references);
        classes.setKryo(this);
        references.setKryo(this);
        setReferenceResolver(references);
        setMaxDepth(Integer.MAX_VALUE);
        setAutoReset(true);
    }

    /** The message for a graph, after {@code headroom} zero bytes. */
    byte[] encode(@Nullable Object root, int headroom, int limit) {
        out.begin(headroom, limit);
        write(root);
        return out.finish();
    }

    /** The object in a message, all of whose bytes are used. */
    @Nullable
    Object decode(byte[] bytes, int offset, int length, ClassLoader loader) {
        in.begin(bytes, offset, length);
        classes.begin(loader);
        setClassLoader(loader);
        Object root = read();
        if (in.remaining() > 0) {
            throw new Damage(in.remaining() + " bytes follow the object");
        }
        return root;
    }

    /** Forgets the message. What it referred to, Kryo has forgotten already. */
    void end() {
        out.end();
        reduced.forget();
        restored.forget();
        in.release();
    }

    /** The live objects of the message that is being written. */
    Reduced reduced() {
        return reduced;
    }

    /** The live objects of the message that is being read. */
    Restored restored() {
        return restored;
    }

    /** It knows how classes are sent as long as the reductions are those of that generation. */
    void belongsTo(int reductions) {
        generation = reductions;
    }

    int generation() {
        return generation;
    }

    MessageClasses classes() {
        return classes;
    }

    References references() {
        return references;
    }

    /** A point to which a part of a message can be taken back. */
    record Mark(int position, int objects, int descriptors) {}

    Mark mark() {
        return new Mark(
                out.position(), references.writtenCount(), classes.descriptors().writtenCount());
    }

    /** Forgets what was written after the mark. */
    void takeBack(Mark mark) {
        out.truncate(mark.position());
        references.truncate(mark.objects());
        classes.descriptors().truncate(mark.descriptors());
    }

    /** Writes a part of the graph, or all of it. */
    void write(@Nullable Object value) {
        writeClassAndObject(out, value);
    }

    /** Reads a part of the graph, or all of it. */
    @Nullable
    Object read() {
        return readClassAndObject(in);
    }

    /** Reads a part that must be of the type, or null. */
    <T> @Nullable T readNullable(Class<T> type) {
        Object part = read();
        if (part != null && !type.isInstance(part)) {
            throw new Damage("an object of " + part.getClass().getName() + " where a " + type.getName() + " belongs");
        }
        return type.cast(part);
    }

    /** Reads a part that must be of the type. */
    <T> T read(Class<T> type) {
        T part = readNullable(type);
        if (part == null) {
            throw new Damage("null where a " + type.getName() + " belongs");
        }
        return part;
    }
}
