package io.multiproc.core.manager.wire;

/** What a proxy does itself, besides passing calls on. */
public enum Shape {
    /** Passes everything on. */
    PLAIN(false),
    /** A {@code List}, iterated by index. */
    LIST(true),
    /** A {@code Map}. */
    MAP(true),
    /** A {@code Set}, iterated by a cursor of the server. */
    SET(true),
    /** The entries of a map, which write through. */
    ENTRIES(true),
    /** The values of a map. */
    COLLECTION(true);

    private final boolean container;

    Shape(boolean container) {
        this.container = container;
    }

    /** Whether it is equal to what has the same contents, and its methods are atomic. */
    public boolean isContainer() {
        return container;
    }
}
