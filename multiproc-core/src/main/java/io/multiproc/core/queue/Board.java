package io.multiproc.core.queue;

import io.multiproc.ipc.memory.MappedSegment;
import java.io.IOException;
import java.nio.file.Path;

/**
 * What the owner of a queue and one process that uses it have settled: words of shared memory that either changes by
 * compare-and-set, and that outlive both.
 *
 * <pre>
 * word                       63 ........ 32 | 31 ......... 0
 *   0  slots                 limit          | used              both only grow, and wrap around
 *  16  putters                              | threads that wait for a slot
 *  32  getters                              | threads that wait for an element
 *
 *                            63 .... 40 | 39 .... 20 | 19 ... 0
 *  48 + 8 n  lease n mod 16  n          | limit      | taken
 * </pre>
 *
 * <p>The user takes a slot before it sends an element, and takes an element of a lease before it uses it. The owner
 * grants slots and leases, and takes back what is not used by lowering a limit: it need not ask, and a user that is
 * stopped or dead cannot keep it. A thread that waits counts itself in, and out again when it gives up. The owner
 * claims it, which takes it out as well, before it sends what the thread waits for: so whoever cannot count itself out
 * gets something.
 *
 * <p>Of a {@link CommonLease} only the words of its leases are used, by any number of users.
 */
final class Board {

    /** Leases that can be told apart at once. */
    static final int LEASES = 16;

    /**
     * With more than half of them in use it is of interest when elements are taken: one more may have to wait for that.
     */
    private static final int MANY_LEASES = LEASES / 2;

    /** The most elements in one lease. */
    static final int LARGEST_LEASE = (1 << 12);

    /** There is no element to take. */
    static final int NONE = -1;

    /** Which threads wait, for what. */
    enum Waiting {
        /** For a slot. */
        PUTTERS(16),
        /** For an element. */
        GETTERS(32);

        private final int word;

        Waiting(int word) {
            this.word = word;
        }
    }

    private static final int SLOTS = 0;
    private static final int FIRST_LEASE = 48;
    private static final int LEASE_STRIDE = 8;
    private static final int WORDS = FIRST_LEASE + LEASES * LEASE_STRIDE;
    private static final int FIELD_BITS = 20;
    private static final int FIELD = (1 << FIELD_BITS) - 1;
    private static final int ID = (1 << 24) - 1;

    private final MappedSegment words;

    private Board(MappedSegment words) {
        this.words = words;
    }

    /** Whether a process that has so many, as its owner counts them or it itself, tells when it takes elements. */
    static boolean areMany(int leases) {
        return leases > MANY_LEASES;
    }

    static Board create(Path file) throws IOException {
        return new Board(MappedSegment.create(file, WORDS));
    }

    static Board open(Path file) throws IOException {
        return new Board(MappedSegment.open(file));
    }

    /** User: takes a slot, if there is one that was granted and not used. */
    boolean takeSlot() {
        while (true) {
            long word = words.getAcquire(SLOTS);
            int used = (int) word;
            if (used == (int) (word >>> 32)) {
                return false;
            }
            if (words.compareAndSet(SLOTS, word, slots((int) (word >>> 32), used + 1))) {
                return true;
            }
        }
    }

    /** User: counts an element that needs no slot. */
    void countPut() {
        while (true) {
            long word = words.getAcquire(SLOTS);
            if (words.compareAndSet(SLOTS, word, slots((int) (word >>> 32), (int) word + 1))) {
                return;
            }
        }
    }

    /** Owner: how many slots were ever used. */
    int usedSlots() {
        return (int) words.getAcquire(SLOTS);
    }

    /** Owner: grants slots up to that limit. */
    void setSlotLimit(int limit) {
        while (true) {
            long word = words.getAcquire(SLOTS);
            if (words.compareAndSet(SLOTS, word, slots(limit, (int) word))) {
                return;
            }
        }
    }

    /** Owner: takes back the slots above a limit that are not used; gives the limit that holds from now on. */
    int cutSlots(int lowest) {
        while (true) {
            long word = words.getAcquire(SLOTS);
            int used = (int) word;
            int limit = used - lowest > 0 ? used : lowest;
            if (words.compareAndSet(SLOTS, word, slots(limit, used))) {
                return limit;
            }
        }
    }

    /**
     * User: one more thread waits.
     *
     * @return whether it is the only one, so that the owner must be told to look
     */
    boolean enter(Waiting who) {
        while (true) {
            long count = words.getAcquire(who.word);
            if (words.compareAndSet(who.word, count, count + 1)) {
                return count == 0;
            }
        }
    }

    /** User: one thread waits no longer; false if the owner has claimed it, who then sends what it waits for. */
    boolean leave(Waiting who) {
        return claim(who, 1) == 1;
    }

    /** Owner: claims that many waiting threads, or as many as there are. */
    int claim(Waiting who, int most) {
        while (true) {
            long count = words.getAcquire(who.word);
            int claimed = (int) Math.max(0, Math.min(count, most));
            if (claimed == 0 || words.compareAndSet(who.word, count, count - claimed)) {
                return claimed;
            }
        }
    }

    /** Owner: whether threads wait that have not been claimed. */
    boolean hasWaiting(Waiting who) {
        return words.getAcquire(who.word) > 0;
    }

    /** Owner: begins a lease of that many elements; the one before in the same word must have ended. */
    void lease(int id, int count) {
        words.setRelease(word(id), lease(id, count, 0));
    }

    /**
     * User: takes the next element of a lease.
     *
     * @return its number in the lease; {@link #NONE} if none is left, or the owner has taken the rest back
     */
    int take(int id) {
        while (true) {
            long word = words.getAcquire(word(id));
            if (id(word) != (id & ID) || taken(word) >= limit(word)) {
                return NONE;
            }
            if (words.compareAndSet(word(id), word, word + 1)) {
                return taken(word);
            }
        }
    }

    /** Owner: how many elements of a lease have been taken. */
    int taken(int id) {
        return taken(words.getAcquire(word(id)));
    }

    /**
     * Owner: takes back what has not been taken of a lease, but for the first elements, which were promised.
     *
     * @return how many elements stay the user's
     */
    int cut(int id, int promised) {
        while (true) {
            long word = words.getAcquire(word(id));
            int limit = Math.min(limit(word), Math.max(taken(word), promised));
            if (words.compareAndSet(word(id), word, lease(id, limit, taken(word)))) {
                return limit;
            }
        }
    }

    private static int word(int id) {
        return FIRST_LEASE + LEASE_STRIDE * (id & (LEASES - 1));
    }

    private static long slots(int limit, int used) {
        return ((long) limit << 32) | (used & 0xFFFF_FFFFL);
    }

    private static long lease(int id, int limit, int taken) {
        return ((long) (id & ID) << (2 * FIELD_BITS)) | ((long) limit << FIELD_BITS) | taken;
    }

    private static int id(long word) {
        return (int) (word >>> (2 * FIELD_BITS));
    }

    private static int limit(long word) {
        return (int) (word >>> FIELD_BITS) & FIELD;
    }

    private static int taken(long word) {
        return (int) word & FIELD;
    }
}
