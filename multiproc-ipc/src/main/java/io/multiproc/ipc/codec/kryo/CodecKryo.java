package io.multiproc.ipc.codec.kryo;

import com.esotericsoftware.kryo.kryo5.Kryo;
import io.multiproc.ipc.codec.UnreadItem;
import org.jspecify.annotations.Nullable;

/** Kryo as this project sets it up, with the buffers that it writes into and reads from; for one thread at a time. */
final class CodecKryo extends Kryo {

    /**
     * Deep enough for data; uncompiled code needs more than a kilobyte of stack a level, and threads have a megabyte.
     */
    static final int DEEPEST = 500;

    // Not final, and set by a method, as KryoMaker makes objects without a constructor.
    MessageOutput out;
    MessageInput in;
    private MessageClasses classes;
    private References references;
    private Reduced reduced;
    private Restored restored;
    private int generation;
    private @Nullable PartsFinder finder;

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

    /** The message for several graphs, of which each can be read though another one cannot. */
    byte[] encodeEach(@Nullable Object[] items, int headroom, int limit) throws Exception {
        out.begin(headroom, limit);
        if (Elements.writePacked(out, items)) {
            out.parts.endWithout();
        } else {
            setAutoReset(false); // they are one message
            writeEach(items, headroom);
            setAutoReset(true);
            reset();
        }
        return out.finish();
    }

    private void writeEach(@Nullable Object[] items, int headroom) {
        out.parts.begin(items.length, headroom);
        int i = 0;
        try {
            for (; i < items.length; i++) {
                out.parts.item(references.writtenCount());
                write(items[i]);
            }
        } catch (Refusal refusal) {
            throw refusal.atElement(i);
        }
        out.parts.end(references.writtenCount(), classes.descriptors().writtenCount());
    }

    /** The objects in such a message from one number to another, and what stands for those that cannot be made. */
    @Nullable
    Object[] decodeEach(
            byte[] bytes, int offset, int length, ClassLoader loader, int from, int to, UnreadItem.Place instead) {
        classes.begin(loader);
        setClassLoader(loader);
        setAutoReset(false);
        restored.keepAll();
        EachReader reader = new EachReader(this, bytes, offset, length, instead);
        @Nullable Object[] items = reader.read(from, to);
        setAutoReset(true);
        reset();
        return items;
    }

    /** Some of the message is left out, or cannot be read: what others refer to is found through this from now on. */
    void findBy(PartsFinder some) {
        finder = some;
    }

    /** Finds what was not read in passing; null as long as all was. */
    @Nullable
    PartsFinder finder() {
        return finder;
    }

    /** Whether some of a message could not be read, so that nobody knows in which state this is. */
    boolean hasFailed() {
        return finder != null;
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
        out.parts.part();
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
