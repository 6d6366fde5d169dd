package io.multiproc.ipc.codec.kryo;

import com.esotericsoftware.kryo.kryo5.Kryo;
import com.esotericsoftware.kryo.kryo5.ReferenceResolver;
import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/** Numbers the objects of a message, so that a second occurrence is a reference. */
final class References implements ReferenceResolver {

    private static final int KEPT = 4096;

    /** Stands in the table for an object that turned out to be null, as {@code readResolve} may decide. */
    private static final Object NOTHING = new Object();

    private final IdentityTable written = new IdentityTable();

    /** Numbers of objects that are being written and that the receiver makes last. */
    private final BitSet unmade = new BitSet();

    /** Objects by number; null while an object is not made yet. */
    private @Nullable Object[] read = new Object[64];

    private int readCount;
    private @Nullable CodecKryo kryo;

    @Override
    public void setKryo(Kryo kryo) {
        this.kryo = (CodecKryo) kryo;
    }

    /** Called for every object in both directions, so this is where depth is watched. */
    @Override
    @SuppressWarnings("rawtypes")
    public boolean useReferences(Class type) {
        CodecKryo owner = owner();
        if (owner.getDepth() > CodecKryo.DEEPEST) {
            throw Refusals.tooDeep();
        }
        return owner.classes().isTracked(type);
    }

    private CodecKryo owner() {
        CodecKryo owner = kryo;
        if (owner == null) {
            throw new IllegalStateException("not in use by a Kryo");
        }
        return owner;
    }

    /** The number, or -1 and the object gets the next one: Kryo adds it at once. */
    @Override
    public int getWrittenId(Object object) {
        int number = written.findOrAdd(object);
        if (number < 0) {
            owner().out.parts.object(written.size() - 1);
            return number;
        }
        if (unmade.get(number)) {
            throw Refusal.ofCircle(object);
        }
        owner().out.parts.reference(number);
        return number;
    }

    @Override
    public int addWrittenObject(Object object) {
        return written.size() - 1;
    }

    /** Gives an object a new number though it may have one: as what it stands in for. */
    void addAnew(Object object) {
        if (written.findOrAdd(object) >= 0) {
            written.findOrAdd(new Object());
        }
        owner().out.parts.object(written.size() - 1);
    }

    int writtenCount() {
        return written.size();
    }

    /** Forgets all written objects but the first. */
    void truncate(int count) {
        written.truncate(count);
        unmade.clear(count, Integer.MAX_VALUE);
    }

    /** The latest object is made last: no part of it may refer to it. */
    int begin() {
        int number = written.size() - 1;
        unmade.set(number);
        return number;
    }

    void end(int number) {
        unmade.clear(number);
    }

    @Override
    @SuppressWarnings("rawtypes")
    public int nextReadId(Class type) {
        if (readCount == read.length) {
            read = Arrays.copyOf(read, readCount * 2);
        }
        return readCount++;
    }

    int latestRead() {
        return readCount - 1;
    }

    @Override
    public void setReadObject(int number, Object object) {
        read[number] = object;
    }

    /** An object is complete: later references mean what it was resolved to. */
    void made(int number, @Nullable Object object, Kryo kryo) {
        if (object != null) {
            read[number] = object;
        } else if (read[number] == null) {
            kryo.reference(NOTHING);
        } else {
            read[number] = NOTHING;
        }
    }

    @Override
    @SuppressWarnings({"rawtypes", "NullAway"}) // Kryo does not know of annotations
    public @Nullable Object getReadObject(Class type, int number) {
        Object object = number >= 0 && number < readCount ? read[number] : null;
        PartsFinder finder = object == null ? owner().finder() : null;
        if (finder != null) {
            object = apart(number, finder);
        }
        if (object == null) {
            throw new Damage("a reference to object " + number + ", which is not there");
        }
        return object == NOTHING ? null : object;
    }

    /** Whether the object of that number, which is going to be read, was read before: apart from what it stands in. */
    boolean isThere(int number) {
        return read[number] != null;
    }

    /** Passes over the parts of an object that is there: nothing of the program's runs for them again. */
    @Nullable
    Object passOver(int number, PartsFinder finder) {
        CodecKryo owner = owner();
        PartsFinder.End end = finder.endOf(number);
        if (end.place() < owner.in.at()) {
            throw new Damage("an index with another place for object " + number);
        }
        owner.in.goTo(end.place());
        readCount = end.nextObject();
        Object there = read[number];
        owner.reference(there);
        return there == NOTHING ? null : there;
    }

    /** Reads an object by itself that stands in an item which cannot be read. */
    private @Nullable Object apart(int number, PartsFinder finder) {
        CodecKryo owner = owner();
        int at = owner.in.at();
        int count = readCount;
        int uses = finder.uses();
        int place = finder.begin(number);
        goOnAt(number);
        try {
            owner.in.goTo(place);
            Object unused = owner.read();
            finder.end(number, new PartsFinder.End(owner.in.at(), readCount), uses);
            return read[number];
        } catch (Throwable e) {
            finder.fail(number, uses, e);
            forgetUnfinished(number, finder);
            throw e;
        } finally {
            owner.in.goTo(at);
            readCount = count;
        }
    }

    /** The next object gets that number. */
    void goOnAt(int number) {
        if (number >= read.length) {
            read = Arrays.copyOf(read, Math.max(number + 1, 2 * read.length));
        }
        readCount = number;
    }

    /** Forgets the latest objects, from that number on, but those that others have got. */
    private void forgetUnfinished(int number, PartsFinder finder) {
        for (int i = Math.min(number, readCount); i < readCount; i++) {
            if (!finder.isApart(i)) {
                read[i] = null;
            }
        }
    }

    /** Forgets what an item has got that was read apart, as the item is not made. */
    void forget(BitSet numbers) {
        numbers.stream().forEach(number -> read[number] = null);
    }

    /** Forgets the latest objects, from that number on, some of which may lack parts. */
    void forgetFrom(int number) {
        Arrays.fill(read, Math.min(number, readCount), readCount, null);
    }

    @Override
    public void reset() {
        written.clear();
        unmade.clear();
        if (read.length > KEPT) {
            read = new Object[64];
        } else {
            Arrays.fill(read, 0, readCount, null);
        }
        readCount = 0;
    }
}
