package io.multiproc.core.manager.view;

import io.multiproc.core.manager.wire.CalledMethod;
import io.multiproc.core.manager.wire.Operations;
import java.util.List;
import java.util.ListIterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * Iterates over a list by index, so that it never fails; more and more elements come in a message, whichever way it
 * goes. What this process changes is seen at once: elements that were fetched before are fetched again. A message with
 * fewer than were asked for tells where the list ends.
 */
final class RemoteListIterator implements ListIterator<Object> {

    private static final CalledMethod PORTION = CalledMethod.operation(Operations.PORTION, "iterator");
    private static final int FIRST = 16;
    private static final int GROWTH = 4;
    private static final int MOST = 4096;

    private final Source source;
    private final List<Object> list;
    private @Nullable Object[] fetched = {};
    private int fetchedFrom;
    private int size = FIRST;
    private int changes;
    private int next;
    private int last = -1;
    private boolean untilEnd;

    RemoteListIterator(Source source, List<Object> list, int from) {
        this.source = source;
        this.list = list;
        this.next = from;
        if (from != 0 && (from < 0 || from > list.size())) {
            throw new IndexOutOfBoundsException("index out of range: index=" + from + ", size=" + list.size());
        }
    }

    @Override
    public boolean hasNext() {
        if (isFetched(next)) {
            return true;
        }
        if (untilEnd && changes == source.changes().get()) {
            return false;
        }
        int asked = size;
        fetch(next, asked);
        untilEnd = fetched.length < asked;
        return fetched.length > 0;
    }

    private void fetch(int from, int most) {
        changes = source.changes().get();
        fetched = (@Nullable Object[]) source.operate(PORTION, from, most);
        fetchedFrom = from;
        size = Math.min(size * GROWTH, MOST);
    }

    @Override
    @SuppressWarnings("NullAway") // an element may be null
    public Object next() {
        if (!hasNext()) {
            throw new NoSuchElementException("no more elements: index=" + next);
        }
        last = next++;
        return fetched[last - fetchedFrom];
    }

    @Override
    public boolean hasPrevious() {
        return next > 0;
    }

    @Override
    @SuppressWarnings("NullAway") // an element may be null
    public Object previous() {
        if (next <= 0) {
            throw new NoSuchElementException("no element before the first");
        }
        last = --next;
        if (!isFetched(last)) {
            int from = Math.max(0, next + 1 - size);
            fetch(from, next + 1 - from);
            untilEnd = false;
        }
        return isFetched(last) ? fetched[last - fetchedFrom] : list.get(last); // which fails where the list has shrunk
    }

    @Override
    public int nextIndex() {
        return next;
    }

    @Override
    public int previousIndex() {
        return next - 1;
    }

    @Override
    public void remove() {
        list.remove(lastIndex());
        next = last;
        last = -1;
        size = FIRST;
    }

    @Override
    public void set(Object element) {
        list.set(lastIndex(), element);
        size = FIRST;
    }

    @Override
    public void add(Object element) {
        list.add(next++, element);
        last = -1;
        size = FIRST;
    }

    private boolean isFetched(int index) {
        return changes == source.changes().get() && index >= fetchedFrom && index < fetchedFrom + fetched.length;
    }

    private int lastIndex() {
        if (last < 0) {
            throw new IllegalStateException("no element to change: call next or previous first");
        }
        return last;
    }
}
