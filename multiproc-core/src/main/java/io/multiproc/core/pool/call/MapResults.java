package io.multiproc.core.pool.call;

import java.util.AbstractCollection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The results of a map, in the order of its items. Chunks come in any order; each is copied in one piece, since the
 * collector wants to hear of each single element that is put into a long list, which takes longer than all the rest.
 */
final class MapResults {

    static final int UNKNOWN = Integer.MAX_VALUE;

    private final List<@Nullable Object> list;

    /** Chunks before which others are missing, by the number of their first item. */
    private final Map<Integer, @Nullable Object[]> early = new HashMap<>();

    /**
     * No results yet.
     *
     * @param expected how many there will be, or {@link #UNKNOWN}
     */
    MapResults(int expected) {
        this.list = expected > LongList.PIECE ? new LongList() : new ArrayList<>(expected);
    }

    /** Takes the results of a chunk, which is not used by anybody else. */
    void put(int firstItem, @Nullable Object[] chunk) {
        if (firstItem != list.size()) {
            early.put(firstItem, chunk);
            return;
        }
        for (Object[] next = chunk; next != null; next = early.remove(list.size())) {
            add(next);
        }
    }

    private void add(@Nullable Object[] chunk) {
        if (list instanceof LongList longList) {
            longList.append(chunk);
        } else {
            list.addAll(new Whole(chunk));
        }
        if (chunk.length > LongList.PIECE) {
            Arrays.fill(chunk, null); // nor must a long array that nobody knows any more keep them
        }
    }

    /** All of them, when all have come; what the caller gets: a copy of a long list costs the collector dear. */
    List<@Nullable Object> all() {
        return list;
    }

    /** An array for a list that copies it, without a copy of its own. */
    private static final class Whole extends AbstractCollection<@Nullable Object> {

        private final @Nullable Object[] elements;

        Whole(@Nullable Object[] elements) {
            this.elements = elements;
        }

        @Override
        public @Nullable Object[] toArray() {
            return elements;
        }

        @Override
        public Iterator<@Nullable Object> iterator() {
            return Arrays.asList(elements).iterator();
        }

        @Override
        public int size() {
            return elements.length;
        }
    }
}
