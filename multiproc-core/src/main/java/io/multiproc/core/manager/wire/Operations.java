package io.multiproc.core.manager.wire;

/** What a client can have done with an object that is no method of it. */
public final class Operations {

    /** A copy of its contents. */
    public static final String COPY = "#copy";

    /** Some elements of a list: from an index, at most so many. */
    public static final String PORTION = "#portion";

    /** A {@link Cursor} over a collection, and after it the first elements, at most so many. */
    public static final String CURSOR = "#cursor";

    private static final char START = '#';

    private Operations() {}

    /** Whether the name is that of an operation, and not of a method. */
    public static boolean isOne(String name) {
        return name.charAt(0) == START;
    }
}
