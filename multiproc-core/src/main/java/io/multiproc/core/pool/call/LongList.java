package io.multiproc.core.pool.call;

import java.io.Serializable;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.RandomAccess;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A long list in short arrays, which grows at its end. In other ways it changes like an {@link ArrayList}, which it
 * then is inside, and as which it travels.
 *
 * <p>One long array is a <em>humongous object</em> for the G1 collector, whose collections of the young pass it over:
 * until the next marking it keeps all its elements, long after nobody knows the list any more, and each collection
 * copies them.
 */
final class LongList extends AbstractList<@Nullable Object> implements RandomAccess, Serializable {

    private static final long serialVersionUID = 1L;

    private static final int USUAL_BITS = 15;

    /** Elements of an array: a quarter of what is humongous in the smallest of heaps. */
    static final int PIECE = 1 << USUAL_BITS;

    private final transient int bits;
    private final transient int piece;
    private transient @Nullable Object[][] pieces = new @Nullable Object[2][];
    private transient int size;
    private transient @Nullable ArrayList<@Nullable Object> whole;

    LongList() {
        this(USUAL_BITS);
    }

    /** For tests, with pieces of 2 to that power. */
    LongList(int bits) {
        this.bits = bits;
        this.piece = 1 << bits;
    }

    /** Adds the elements of an array. */
    void append(@Nullable Object[] elements) {
        int done = 0;
        while (done < elements.length) {
            int at = size & (piece - 1);
            int count = Math.min(piece - at, elements.length - done);
            System.arraycopy(elements, done, lastPiece(), at, count);
            size += count;
            done += count;
        }
        modCount++;
    }

    /** The one that has room for the next element. */
    private @Nullable Object[] lastPiece() {
        int number = size >> bits;
        if (number == pieces.length) {
            pieces = Arrays.copyOf(pieces, 2 * number);
        }
        if ((size & (piece - 1)) == 0) {
            pieces[number] = new @Nullable Object[piece];
        }
        return pieces[number];
    }

    @Override
    public int size() {
        return whole == null ? size : whole.size();
    }

    @Override
    public @Nullable Object get(int index) {
        if (whole != null) {
            return whole.get(index);
        }
        return pieces[check(index) >> bits][index & (piece - 1)];
    }

    @Override
    public @Nullable Object set(int index, @Nullable Object element) {
        if (whole != null) {
            return whole.set(index, element);
        }
        @Nullable Object[] its = pieces[check(index) >> bits];
        Object before = its[index & (piece - 1)];
        its[index & (piece - 1)] = element;
        return before;
    }

    private int check(int index) {
        if (index < 0 || index >= size) {
            throw new IndexOutOfBoundsException("Index: " + index + ", Size: " + size);
        }
        return index;
    }

    @Override
    public void add(int index, @Nullable Object element) {
        modCount++;
        whole().add(index, element);
    }

    @Override
    public @Nullable Object remove(int index) {
        modCount++;
        return whole().remove(index);
    }

    @Override
    protected void removeRange(int from, int to) {
        modCount++;
        whole().subList(from, to).clear();
    }

    @Override
    public boolean removeIf(Predicate<? super @Nullable Object> filter) {
        boolean removed = whole().removeIf(filter);
        if (removed) {
            modCount++;
        }
        return removed;
    }

    @Override
    public @Nullable Object[] toArray() {
        if (whole != null) {
            return whole.toArray();
        }
        @Nullable Object[] all = new @Nullable Object[size];
        for (int from = 0; from < size; from += piece) {
            System.arraycopy(pieces[from >> bits], 0, all, from, Math.min(piece, size - from));
        }
        return all;
    }

    private List<@Nullable Object> whole() {
        if (whole == null) {
            whole = new ArrayList<>(this);
            pieces = new @Nullable Object[0][];
        }
        return whole;
    }

    private Object writeReplace() {
        return new ArrayList<>(this);
    }
}
