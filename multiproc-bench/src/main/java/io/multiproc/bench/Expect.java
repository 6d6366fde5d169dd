package io.multiproc.bench;

/** Fails a sample that did not do its work. */
final class Expect {

    private Expect() {}

    static void equal(Object actual, Object expected) {
        if (!actual.equals(expected)) {
            throw new IllegalStateException("wrong result: expected " + expected + ", got " + actual);
        }
    }
}
