package io.multiproc.core.queue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A lease of many small elements that several processes have together: each has a copy, and a word of shared memory
 * tells which is next, for whoever takes it. So processes that want elements at the same time need no message for each,
 * and still nobody gets an element while an older one is unused elsewhere. Guarded by the lock of the queue.
 *
 * <p>While any of its elements is not taken, whoever asks is given the rest of it too. What a process that has ended
 * had not taken is there for the others, or for the next one that asks. A promise is worth less than with a lease of
 * one's own: others may be faster, and then who was promised asks again.
 */
final class CommonLease {

    /** Larger elements are not worth a copy for each process. */
    private static final int LARGEST_ELEMENT = 1024;

    private static final int MOST_BYTES = 64 * 1024;
    private static final int FIRST_COUNT = 64;
    private static final int GROWTH = 4;

    private final Consumer<Exception> complaints;
    private final Set<Attachment> mapped = new HashSet<>();
    private final Set<Attachment> holders = new HashSet<>();
    private @Nullable Path file;
    private @Nullable Board board;
    private @Nullable Lease lease;
    private int nextId;
    private int most = FIRST_COUNT;

    CommonLease(Consumer<Exception> complaints) {
        this.complaints = complaints;
    }

    /** Elements that nobody has taken. */
    int untaken() {
        Lease current = lease;
        return current == null ? 0 : current.occupied();
    }

    /** About the bytes of those elements. */
    long untakenBytes() {
        Lease current = lease;
        return current == null ? 0 : current.occupiedBytes();
    }

    /** Takes the next element for a thread of the owner, or gives null. */
    @Nullable
    Element poll() {
        Lease current = lease;
        return current == null ? null : current.poll();
    }

    /**
     * Begins a lease with the oldest elements of the store; the one before must be used up.
     *
     * @param least how many elements it must have
     * @param reported whether it is of interest when its elements are taken
     * @param place where its board may be, if it has none
     * @return whether that was possible and worth it
     */
    boolean begin(ElementStore store, int least, boolean reported, Path place) {
        Board current = store.averageTogether() <= LARGEST_ELEMENT ? board(place) : null;
        if (current == null) {
            return false;
        }
        if (lease != null) {
            most = Math.min(Board.LARGEST_LEASE, GROWTH * most);
        }
        holders.clear();
        lease = new Lease(current, nextId++, store.poll(least, Math.max(least, most), MOST_BYTES), 0, reported);
        return true;
    }

    /** Gives it to one more process, of which so many threads are promised something. */
    void give(Attachment attachment, int promised) {
        Lease current = lease;
        Path place = file;
        if (current == null || place == null) {
            throw new IllegalStateException("no lease to give");
        }
        if (mapped.add(attachment)) {
            attachment.send(QueueMessages.board(String.valueOf(place.getFileName())));
        }
        int flags = QueueMessages.TOGETHER | (current.isReported() ? QueueMessages.REPORT : 0);
        Chunk rest = holders.add(attachment) ? current.rest() : null;
        attachment.send(QueueMessages.give(current.id(), promised, current.seen(), flags, rest));
    }

    /** Gives the store back what is not taken. */
    void recallInto(ElementStore store, boolean alsoReported) {
        Lease current = lease;
        if (current != null && (alsoReported || !current.isReported())) {
            Chunk returned = current.recallAll();
            if (returned != null) {
                most = FIRST_COUNT;
                store.giveBack(returned);
            }
            lease = null;
        }
    }

    /** A process uses the queue no longer. */
    void forget(Attachment attachment) {
        mapped.remove(attachment);
        holders.remove(attachment);
    }

    /** Nobody else uses the queue: there is nothing to have together. */
    void end(ElementStore store) {
        recallInto(store, true);
        try {
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            complaints.accept(e);
        }
        file = null;
        board = null;
    }

    private @Nullable Board board(Path place) {
        if (board == null) {
            try {
                board = Board.create(place);
                file = place;
            } catch (IOException e) {
                complaints.accept(e);
            }
        }
        return board;
    }
}
