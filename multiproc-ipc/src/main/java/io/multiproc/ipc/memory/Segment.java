package io.multiproc.ipc.memory;

import io.multiproc.ipc.rundir.ProcessIdentity;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * A segment of shared objects, as this process has it mapped. May be used by any thread.
 *
 * <p>A <i>mark</i> stands for a thread of a process in a word of its own, in such a way that a dead process is found
 * out:
 *
 * <pre>
 * 63 .................... 32 | 31 ................ 1 | 0
 * number of the thread       | ticket of the process | 0, for whoever keeps the mark
 * </pre>
 */
public final class Segment {

    private static final int NUMBER_BITS = 56;
    private static final long NUMBER_MASK = (1L << NUMBER_BITS) - 1;

    private final Path path;
    private final MappedSegment memory;
    private final ProcessRegistry processes;
    private final WaitCells cells;

    private Segment(Path path, MappedSegment memory) {
        this.path = path;
        this.memory = memory;
        this.processes = new ProcessRegistry(memory);
        this.cells = new WaitCells(this, memory);
    }

    /** Makes an empty one, owned by this process. */
    static Segment create(Path path) throws IOException {
        MappedSegment memory = MappedSegment.create(path, SegmentDescriptor.WORDS);
        ProcessIdentity owner = ProcessIdentity.current();
        memory.set(SegmentDescriptor.OWNER_PID_WORD, owner.pid());
        memory.set(SegmentDescriptor.OWNER_START_WORD, owner.start());
        memory.set(SegmentDescriptor.CELLS_USED_WORD, SegmentDescriptor.FIRST_CELL);
        memory.setVolatile(SegmentDescriptor.MAGIC_WORD, SegmentDescriptor.MAGIC);
        return new Segment(path, memory);
    }

    /** Maps one of another process. */
    static Segment open(Path path) throws IOException {
        MappedSegment memory = MappedSegment.open(path);
        if (memory.words() != SegmentDescriptor.WORDS
                || memory.getVolatile(SegmentDescriptor.MAGIC_WORD) != SegmentDescriptor.MAGIC) {
            throw new IOException("not a segment of this version of multiproc: " + path + ": size="
                    + memory.words() * Long.BYTES + " bytes (use one version of multiproc in all processes)");
        }
        return new Segment(path, memory);
    }

    /** The file. */
    public Path path() {
        return path;
    }

    /** The words. */
    public MappedSegment memory() {
        return memory;
    }

    /** Who waits for the objects. */
    public WaitCells cells() {
        return cells;
    }

    /** The process that made it. */
    public ProcessIdentity owner() {
        return new ProcessIdentity(
                memory.get(SegmentDescriptor.OWNER_PID_WORD), memory.get(SegmentDescriptor.OWNER_START_WORD));
    }

    /** The mark of the calling thread; never 0. */
    public long mark() {
        return (Thread.currentThread().getId() << 32) | ((long) processes.ticket() << 1);
    }

    /** Whether the process of that mark still runs; looks it up in the operating system, unless it is this one. */
    public boolean isAlive(long mark) {
        return processes.isAlive(ticket(mark));
    }

    /** As {@link #isAlive}, but as it was up to some milliseconds ago: for those who ask often and would ask again. */
    public boolean wasAliveLately(long mark) {
        return processes.wasAliveLately(ticket(mark));
    }

    /**
     * Whether the process was alive at that time of {@link System#nanoTime} or later: many may ask for the price of
     * one.
     */
    public boolean wasAliveAt(long mark, long time) {
        return processes.wasAliveAt(ticket(mark), time);
    }

    /** Whether that is the mark of a thread of this process. */
    public boolean isOwn(long mark) {
        return ticket(mark) == processes.ticket();
    }

    /** The process id of that mark; 0 if it is not known any more, since the process is long dead. */
    public long pid(long mark) {
        return processes.pid(ticket(mark));
    }

    /** The process of that mark; empty if it is not known any more, since the process is long dead. */
    public Optional<ProcessIdentity> process(long mark) {
        return processes.process(ticket(mark));
    }

    /** What the processes that have mapped it are called, or the first 48 bytes of that. */
    public Map<ProcessIdentity, String> processNames() {
        return processes.names();
    }

    /** Has the name here that this process has now. */
    void renameProcess() {
        processes.rename();
    }

    /** The low half of the number of the thread of that mark. */
    public static int thread(long mark) {
        return (int) (mark >>> 32);
    }

    /** The object, by its first word, in which that word is; -1 if there is none. */
    public int objectAt(int word) {
        int unit = (word - SegmentDescriptor.FIRST_OBJECT) / SegmentDescriptor.UNIT_WORDS;
        while (unit >= 0 && !isObject(unit)) {
            unit--;
        }
        return unit < 0 ? -1 : SegmentDescriptor.FIRST_OBJECT + unit * SegmentDescriptor.UNIT_WORDS;
    }

    /** The object after that one, or the first after -1, by its first word; -1 if there is none. */
    public int nextObject(int object) {
        int word = object < 0 ? SegmentDescriptor.FIRST_OBJECT : object + SegmentDescriptor.UNIT_WORDS;
        while (word < SegmentDescriptor.WORDS && objectAt(word) != word) {
            word += SegmentDescriptor.UNIT_WORDS;
        }
        return word < SegmentDescriptor.WORDS ? word : -1;
    }

    /** What its maker says it is. */
    public int kind(int object) {
        return (int) (memory.getVolatile(object) >>> NUMBER_BITS);
    }

    /** Its number among all that its maker has made. */
    public long number(int object) {
        return memory.getVolatile(object) & NUMBER_MASK;
    }

    /** What an object begins with. */
    static long header(int kind, long number) {
        return ((long) kind << NUMBER_BITS) | number;
    }

    /** Says that an object begins there, or does not any more; by the owner, one thread at a time. */
    void mark(int object, boolean there) {
        int unit = (object - SegmentDescriptor.FIRST_OBJECT) / SegmentDescriptor.UNIT_WORDS;
        int word = SegmentDescriptor.FIRST_OBJECT_BITS + unit / Long.SIZE;
        long bit = 1L << unit;
        memory.setVolatile(word, there ? memory.getVolatile(word) | bit : memory.getVolatile(word) & ~bit);
    }

    private boolean isObject(int unit) {
        return (memory.getVolatile(SegmentDescriptor.FIRST_OBJECT_BITS + unit / Long.SIZE) & (1L << unit)) != 0;
    }

    private static int ticket(long mark) {
        return (int) mark >>> 1;
    }
}
