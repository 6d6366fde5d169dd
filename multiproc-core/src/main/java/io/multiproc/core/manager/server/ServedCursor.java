package io.multiproc.core.manager.server;

import io.multiproc.core.manager.wire.Cursor;
import java.util.AbstractMap.SimpleEntry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.ConcurrentModificationException;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An iteration over a set, or over the values of a map. Called with the lock of its object held. */
final class ServedCursor implements Cursor {

    private final Collection<?> source;
    private Iterator<?> iterator;
    private int position;
    private int size;

    ServedCursor(Collection<?> source) {
        this.source = source;
        this.iterator = source.iterator();
        this.size = source.size();
    }

    /** What stands for this at the client, and the first elements. */
    @Nullable
    Object[] begin(Object proxy, int most) {
        List<@Nullable Object> answer = new ArrayList<>(List.of(proxy));
        take(most, answer);
        return answer.toArray();
    }

    @Override
    public @Nullable Object[] next(int most) {
        check();
        List<@Nullable Object> elements = new ArrayList<>(Math.min(most, size));
        take(most, elements);
        return elements.toArray();
    }

    private void take(int most, List<@Nullable Object> elements) {
        for (int i = 0; i < most && iterator.hasNext(); i++) {
            Object element = iterator.next();
            position++;
            // an entry of the map itself would change until it is encoded
            elements.add(element instanceof Map.Entry<?, ?> entry ? new SimpleEntry<>(entry) : element);
        }
    }

    @Override
    public void remove(int ahead) {
        check();
        if (ahead > 0) {
            position -= ahead;
            iterator = source.iterator();
            for (int i = 0; i < position; i++) {
                iterator.next();
            }
        }
        iterator.remove();
        position--;
        size--;
    }

    @Override
    public void check() {
        if (source.size() != size) {
            throw new ConcurrentModificationException(
                    "changed while it is iterated over: size=" + source.size() + ", size at the beginning=" + size);
        }
    }
}
