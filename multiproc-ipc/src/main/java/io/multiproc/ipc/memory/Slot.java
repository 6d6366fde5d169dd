package io.multiproc.ipc.memory;

/**
 * A place in a segment, for one shared object. Zeros at first; it begins on a cache line, which no other object shares.
 *
 * <p>It is free again when the {@code Slot} that {@link SharedHeap#allocate} gave is garbage, unless the object was
 * sent ({@link #share}): then it stays until the process ends that made it, since messages may be on their way.
 */
public final class Slot {

    private final Segment segment;
    private final int firstWord;
    private final long header;
    private final SharedHeap.Keep keep;

    Slot(Segment segment, int firstWord, long header, SharedHeap.Keep keep) {
        this.segment = segment;
        this.firstWord = firstWord;
        this.header = header;
        this.keep = keep;
    }

    /** Where it is. */
    public Segment segment() {
        return segment;
    }

    /** The words of the segment. */
    public MappedSegment memory() {
        return segment.memory();
    }

    /** The place of one of its words in the segment, from 0. */
    public int word(int number) {
        return firstWord + 1 + number;
    }

    /**
     * What another process needs to {@link SharedHeap#attach} it; from then on it stays while the process lives that
     * made it.
     */
    public SlotReference share() {
        keep.forever();
        return reference();
    }

    /** Names the place; does not keep it. */
    public SlotReference reference() {
        return new SlotReference(segment.path().toString(), firstWord, header);
    }
}
