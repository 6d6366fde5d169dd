package io.multiproc.core.manager.view;

import io.multiproc.core.manager.wire.CalledMethod;
import io.multiproc.core.manager.wire.Cursor;
import io.multiproc.core.manager.wire.Operations;
import io.multiproc.core.manager.wire.Shape;
import java.util.AbstractMap.SimpleEntry;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Iterates over a set, or the values of a map, by a cursor in the server; more and more elements come in a message, the
 * first ones with the cursor. A message with fewer than were asked for is the last one.
 */
final class RemoteIterator implements Iterator<Object> {

    private static final CalledMethod CURSOR = CalledMethod.operation(Operations.CURSOR, "iterator");
    private static final int FIRST = 16;
    private static final int GROWTH = 4;
    private static final int MOST = 4096;

    private final Source source;
    private final Cursor cursor;
    private @Nullable Object[] fetched;
    private int position = 1;
    private int size = FIRST * GROWTH;
    private int changes;
    private boolean finished;
    private boolean removable;

    RemoteIterator(Source source) {
        this.source = source;
        this.changes = source.changes().get();
        this.fetched = (@Nullable Object[]) source.operate(CURSOR, FIRST);
        this.cursor = (Cursor) Objects.requireNonNull(fetched[0], "cursor");
        this.finished = fetched.length - 1 < FIRST;
    }

    @Override
    public boolean hasNext() {
        if (position < fetched.length) {
            return true;
        }
        if (finished) {
            return false;
        }
        fetched = cursor.next(size);
        position = 0;
        finished = fetched.length < size;
        size = Math.min(size * GROWTH, MOST);
        return fetched.length > 0;
    }

    @Override
    @SuppressWarnings("NullAway") // an element may be null
    public Object next() {
        if (changes != source.changes().get()) {
            cursor.check();
            changes = source.changes().get();
        }
        if (!hasNext()) {
            throw new NoSuchElementException("no more elements");
        }
        removable = true;
        Object element = fetched[position++];
        return source.form().shape() == Shape.ENTRIES
                ? new LiveEntry((Map.Entry<?, ?>) element, source.owner())
                : element;
    }

    @Override
    public void remove() {
        if (!removable) {
            throw new IllegalStateException("nothing to remove: call next first");
        }
        removable = false;
        cursor.remove(fetched.length - position);
        fetched = new Object[0];
        position = 0;
        size = 1; // so that the next removal is of the cursor's last element
        finished = false;
    }

    /** An entry that writes through to its map. */
    private static final class LiveEntry extends SimpleEntry<Object, Object> {

        private static final long serialVersionUID = 1L;

        @SuppressWarnings("serial") // an entry is sent as a plain one
        private final @Nullable Map<Object, Object> map;

        LiveEntry(Map.Entry<?, ?> entry, @Nullable Map<Object, Object> map) {
            super(entry);
            this.map = map;
        }

        @Override
        public Object setValue(Object value) {
            if (map == null) {
                throw new UnsupportedOperationException(
                        "these entries came without their map: key=" + getKey() + " (use put of the map)");
            }
            map.put(getKey(), value);
            return super.setValue(value);
        }

        private Object writeReplace() {
            return new SimpleEntry<>(this);
        }
    }
}
