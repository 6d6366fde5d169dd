package io.multiproc.ipc.memory;

/**
 * Where what is in a segment of shared objects; the only class that knows positions. All in 64-bit words.
 *
 * <pre>
 *        0  ┌──────────────────────────────────────────────┐
 *           │ magic and version                            │
 *           │ pid of the owner                             │
 *           │ its start time                               │
 *           │ where the wait cells end that were ever used │
 *           │ …                                            │
 *       16  │ a bit for each unit: an object begins there  │
 *      128  ├──────────────────────────────────────────────┤
 *           │ processes: 1,024 entries of 8 words          │  who has mapped it, see ProcessRegistry
 *     8320  ├──────────────────────────────────────────────┤
 *           │ wait cells: 5,120 of 8 words                 │  who waits for what, see WaitCells
 *    49280  ├──────────────────────────────────────────────┤
 *           │ objects, in units of 16 words: no two share  │  each begins with its kind (8 bits) and number (56)
 *           │ a cache line, nor a pair of them             │
 *    63488  └──────────────────────────────────────────────┘
 * </pre>
 *
 * <p>Wait cells and processes are claimed by any process that has mapped the segment, by compare-and-set; objects are
 * allocated and freed by the owner alone, in its own heap's books, so no death can damage them.
 */
final class SegmentDescriptor {

    /** "mpseg" and the version of the layout: processes of one program have the same. */
    static final long MAGIC = 0x6d70_7365_6700_0005L;

    static final int MAGIC_WORD = 0;
    static final int OWNER_PID_WORD = 1;
    static final int OWNER_START_WORD = 2;
    static final int CELLS_USED_WORD = 3;

    static final int FIRST_OBJECT_BITS = 16;

    static final int FIRST_PROCESS = 128;
    static final int PROCESSES = 1024;
    static final int PROCESS_WORDS = 8;

    static final int FIRST_CELL = FIRST_PROCESS + PROCESSES * PROCESS_WORDS;
    static final int CELL_WORDS = 8;

    /** Only the first may be taken by who just wants to be seen waiting. */
    static final int CELLS_TO_BE_SEEN = 1024;

    /** So many may wait on a cell, however many want to be seen. */
    static final int CELLS_TO_WAIT_ON = 4096;

    static final int CELLS = CELLS_TO_BE_SEEN + CELLS_TO_WAIT_ON;

    static final int FIRST_OBJECT = FIRST_CELL + CELLS * CELL_WORDS;
    static final int UNIT_WORDS = 16;

    static final int WORDS = 62 * 1024;

    private SegmentDescriptor() {}
}
