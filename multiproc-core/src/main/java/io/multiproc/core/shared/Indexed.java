package io.multiproc.core.shared;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.StringJoiner;
import java.util.function.IntFunction;

/**
 * An iterator over what is got by index.
 *
 * @param <T> type of the elements
 */
final class Indexed<T> implements Iterator<T> {

    private static final int MOST_SHOWN = 100;

    private final int length;
    private final IntFunction<T> elements;
    private int next;

    Indexed(int length, IntFunction<T> elements) {
        this.length = length;
        this.elements = elements;
    }

    @Override
    public boolean hasNext() {
        return next < length;
    }

    @Override
    public T next() {
        if (next >= length) {
            throw new NoSuchElementException("the array has no more elements: length=" + length);
        }
        return elements.apply(next++);
    }

    /** An array as text, shortened if it is long. */
    static <T> String toString(String type, Part part, int length, IntFunction<T> elements) {
        if (part.isClosed()) {
            return type + "(length=" + length + ", closed)";
        }
        StringJoiner text =
                new StringJoiner(", ", type + "[", length > MOST_SHOWN ? ", … " + length + " in all]" : "]");
        for (int i = 0; i < Math.min(length, MOST_SHOWN); i++) {
            text.add(String.valueOf(elements.apply(i)));
        }
        return text.toString();
    }
}
