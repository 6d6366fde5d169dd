package io.multiproc.ipc.memory;

import java.nio.file.Path;

/** What another JVM does to a segment: the first argument says what, the second is the file. */
final class SegmentPrograms {

    /** Counts in the first word. */
    static final int COUNTER = 0;

    /** How many writers have begun. */
    static final int BEGUN = 1;

    private SegmentPrograms() {}

    public static void main(String[] args) throws Exception {
        MappedSegment segment = MappedSegment.open(Path.of(args[1]));
        add(segment, BEGUN);
        switch (args[0]) {
            case "add" -> {
                for (int i = 0; i < Integer.parseInt(args[2]); i++) {
                    add(segment, COUNTER);
                }
            }
            case "write" -> {
                for (long value = 1; value > 0; value++) {
                    segment.setRelease(COUNTER, value);
                }
            }
            default -> throw new IllegalArgumentException("no such program: " + args[0]);
        }
    }

    /** Adds 1, against the same done by other threads and processes. */
    static void add(MappedSegment segment, int word) {
        long before;
        do {
            before = segment.getAcquire(word);
        } while (!segment.compareAndSet(word, before, before + 1));
    }
}
