package io.multiproc.core.shared;

import io.multiproc.shared.SharedArray;
import io.multiproc.sync.ProcessLock;
import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An array in a part of shared memory: what is the same for all types of elements. Single elements are got and set by
 * the subclasses, without boxes.
 *
 * @param <A> Java's array of that type
 * @param <E> an element in a box
 * @param <S> its type, as programs see it
 */
abstract class MappedArray<A, E, S extends SharedArray<A, E, S>> extends SharedObject<S>
        implements SharedArray<A, E, S> {

    private final int length;
    private final int shift;

    MappedArray(Kind kind, Part part, @Nullable ProcessLock lock) {
        super(kind, part, lock);
        this.shift = Integer.numberOfTrailingZeros(kind.bytes());
        this.length = part.bytes() >> shift;
    }

    /** An array of Java. */
    abstract A newArray(int count);

    /** An element in a box. */
    abstract E boxed(int index);

    /** Copies out of the memory; what is within this array is checked already. */
    abstract void read(ByteBuffer memory, int index, A into, int offset, int count);

    /** Copies into the memory; what is within this array is checked already. */
    abstract void write(ByteBuffer memory, int index, A from, int offset, int count);

    @Override
    public final int length() {
        return length;
    }

    @Override
    public final A toArray() {
        return slice(0, length);
    }

    @Override
    public final A slice(int from, int to) {
        Objects.checkFromToIndex(from, to, length);
        A copy = newArray(to - from);
        get(from, copy, 0, to - from);
        return copy;
    }

    @Override
    public final void get(int index, A into, int offset, int count) {
        Objects.checkFromIndexSize(index, count, length);
        read(part().memory(), index, into, offset, count);
        part().keep();
    }

    @Override
    public final void put(int index, A values) {
        put(index, values, 0, Array.getLength(values));
    }

    @Override
    public final void put(int index, A from, int offset, int count) {
        Objects.checkFromIndexSize(index, count, length);
        write(part().memory(), index, from, offset, count);
        part().keep();
    }

    @Override
    public final Iterator<E> iterator() {
        return new Indexed<>(length, this::boxed);
    }

    @Override
    public final void close() {
        part().close();
    }

    /** The elements, or the first of them. */
    @Override
    public final String toString() {
        return Indexed.toString(kind().type(), part(), length, this::boxed);
    }

    /** Where an element is in the part. */
    final int at(int index) {
        return Objects.checkIndex(index, length) << shift;
    }

    /**
     * The memory for a buffer, which does not keep this object from being garbage: so it stays to the end of the
     * process.
     */
    final ByteBuffer pinnedMemory() {
        ByteBuffer memory = part().memory();
        part().pin();
        return memory;
    }
}
