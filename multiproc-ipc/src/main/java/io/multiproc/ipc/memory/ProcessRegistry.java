package io.multiproc.ipc.memory;

import io.multiproc.ipc.rundir.ProcessIdentity;
import java.lang.invoke.VarHandle;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The processes that have mapped a segment, so that a word can say with 31 bits which of them has it: by a ticket.
 *
 * <pre>
 * ticket:     30 ............ 10 | 9 ....... 0
 *             generation, not 0  | number of the entry
 *
 * entry:      63    | 52 .... 32 | 31 ...... 0
 *             ready | generation | process id        1st word
 *             start time                             2nd word
 *             name, 48 bytes                         3rd to 8th word
 * </pre>
 *
 * <p>An entry is claimed by compare-and-set of its 1st word, with the next generation; it is ready when the start time
 * is there too, and the name, and only then its ticket is used. The entry of a dead process is claimed again when no
 * other is left: its old tickets have another generation, so they keep standing for a dead process whatever becomes of
 * its process id.
 */
final class ProcessRegistry {

    private static final int INDEX_BITS = 10;
    private static final int INDEX_MASK = (1 << INDEX_BITS) - 1;
    private static final int GENERATION_MASK = (1 << 21) - 1;
    private static final long READY = 1L << 63;
    private static final int NAME = 2;
    private static final int NAME_WORDS = 6;
    private static final long LATELY_NANOS = 10_000_000;

    private final MappedSegment memory;
    private final ProcessIdentity self = Self.IDENTITY;
    private final int ticket;
    private final AtomicReferenceArray<@Nullable Seen> lastSeen =
            new AtomicReferenceArray<>(SegmentDescriptor.PROCESSES);

    /** Enters this process. */
    ProcessRegistry(MappedSegment memory) {
        this.memory = memory;
        this.ticket = enter();
    }

    /** This process. */
    int ticket() {
        return ticket;
    }

    /** Whether the process of that ticket still runs. */
    boolean isAlive(int other) {
        if (other == ticket) {
            return true;
        }
        long entry = memory.getAcquire(word(other & INDEX_MASK));
        return isOf(other, entry) && isAlive(entry, memory.getAcquire(word(other & INDEX_MASK) + 1));
    }

    /** As {@link #isAlive}, as it was up to some milliseconds ago. */
    boolean wasAliveLately(int other) {
        return wasAliveAt(other, System.nanoTime() - LATELY_NANOS);
    }

    /**
     * Whether the process was alive at that time of {@link System#nanoTime} or later; looks if nobody here has since.
     */
    boolean wasAliveAt(int other, long time) {
        if (other == ticket) {
            return true;
        }
        int index = other & INDEX_MASK;
        Seen seen = lastSeen.get(index);
        if (seen != null && seen.ticket == other && seen.time - time >= 0) {
            return true;
        }
        long now = System.nanoTime();
        boolean alive = isAlive(other);
        if (alive) {
            lastSeen.set(index, new Seen(other, now));
        }
        return alive;
    }

    /** The process id that belongs to a ticket; 0 if it is not known any more. */
    long pid(int other) {
        long entry = memory.getAcquire(word(other & INDEX_MASK));
        return isOf(other, entry) ? pid(entry) : 0;
    }

    /** The process that belongs to a ticket, told from later ones of its number; empty if it is not known any more. */
    Optional<ProcessIdentity> process(int other) {
        int index = other & INDEX_MASK;
        long entry = memory.getAcquire(word(index));
        return isOf(other, entry) ? identity(index, entry) : Optional.empty();
    }

    /** The names of all that have entered; not of one whose entry is claimed meanwhile. */
    Map<ProcessIdentity, String> names() {
        Map<ProcessIdentity, String> names = new HashMap<>();
        for (int index = 0; index < SegmentDescriptor.PROCESSES; index++) {
            long entry = memory.getAcquire(word(index));
            if (entry == 0) {
                break;
            }
            String name = WordText.read(memory, word(index) + NAME, NAME_WORDS);
            VarHandle.acquireFence(); // the entry is looked at again after its name
            identity(index, entry).ifPresent(process -> names.put(process, name));
        }
        return names;
    }

    /** Enters the name that this process has now: it may have got it after it had mapped the segment. */
    void rename() {
        writeName(ticket & INDEX_MASK);
    }

    /** Empty if the entry is not ready, or is another one by now. */
    private Optional<ProcessIdentity> identity(int index, long entry) {
        ProcessIdentity process = new ProcessIdentity(pid(entry), memory.getAcquire(word(index) + 1));
        return entry < 0 && memory.getAcquire(word(index)) == entry ? Optional.of(process) : Optional.empty();
    }

    /** One thread of a process at a time, in whatever mappings: it gets one ticket. */
    private int enter() {
        synchronized (ProcessRegistry.class) {
            return findOrClaim();
        }
    }

    private int findOrClaim() {
        for (int index = 0; index < SegmentDescriptor.PROCESSES; index++) {
            long entry = memory.getAcquire(word(index));
            if (pid(entry) == self.pid() && memory.getAcquire(word(index) + 1) == self.start() && entry < 0) {
                writeName(index); // it may have another one by now
                return ticket(index, generation(entry)); // mapped before, and forgotten
            }
            if (entry == 0 && claim(index, entry)) {
                return ticket(index, 1);
            }
        }
        for (int index = 0; index < SegmentDescriptor.PROCESSES; index++) {
            long entry = memory.getAcquire(word(index));
            if (!isAlive(entry, memory.getAcquire(word(index) + 1)) && claim(index, entry)) {
                return ticket(index, next(entry));
            }
        }
        throw new IllegalStateException("too many processes use the same lock or other shared object: more than "
                + SegmentDescriptor.PROCESSES + " at once");
    }

    private boolean claim(int index, long entry) {
        long claimed = ((long) next(entry) << 32) | self.pid();
        if (!memory.compareAndSet(word(index), entry, claimed)) {
            return false;
        }
        VarHandle.storeStoreFence(); // who reads what follows finds the entry claimed
        memory.setRelease(word(index) + 1, self.start());
        writeName(index);
        memory.setVolatile(word(index), claimed | READY);
        return true;
    }

    private void writeName(int index) {
        WordText.write(memory, word(index) + NAME, NAME_WORDS, ProcessName.entered());
    }

    /**
     * One that is not ready has no start time yet: then the process id has to do, and at worst an entry is not reused.
     */
    private static boolean isAlive(long entry, long start) {
        return entry < 0
                ? new ProcessIdentity(pid(entry), start).isAlive()
                : ProcessHandle.of(pid(entry)).map(ProcessHandle::isAlive).orElse(false);
    }

    private static boolean isOf(int ticket, long entry) {
        return generation(entry) == ticket >>> INDEX_BITS;
    }

    private static int next(long entry) {
        int next = (generation(entry) + 1) & GENERATION_MASK;
        return next == 0 ? 1 : next;
    }

    private static int generation(long entry) {
        return (int) (entry >>> 32) & GENERATION_MASK;
    }

    private static long pid(long entry) {
        return entry & 0xffff_ffffL;
    }

    private static int ticket(int index, int generation) {
        return (generation << INDEX_BITS) | index;
    }

    private static int word(int index) {
        return SegmentDescriptor.FIRST_PROCESS + index * SegmentDescriptor.PROCESS_WORDS;
    }

    /** A process that was alive at that time. */
    private record Seen(int ticket, long time) {}

    /** Read once: it takes a while. */
    private static final class Self {
        static final ProcessIdentity IDENTITY = ProcessIdentity.current();
    }
}
