package io.multiproc.core.queue;

import io.multiproc.core.queue.Board.Waiting;
import io.multiproc.core.queue.QueueMessages.Question;
import io.multiproc.ipc.frame.Frame;
import io.multiproc.ipc.frame.FrameException;
import io.multiproc.ipc.frame.FrameType;
import io.multiproc.ipc.hub.Link;
import io.multiproc.ipc.hub.LinkListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * A process that uses the queue, as the owner sees it: what it has been given, and what it may put.
 *
 * <p>Messages come on the event loop; all else is guarded by the lock of the queue. Of the slots that were granted, those
 * below {@code arrived} are elements here by now; those below {@code promisedSlots} belong to threads that wait for them.
 */
final class Attachment implements LinkListener, Taker, Putter {

    private static final int MOST_EXTRA_BYTES = 256 * 1024;
    private static final int FIRST_EXTRA = 8;
    private static final int GROWTH = 4;
    private static final int MOST_EXTRA_SLOTS = 4096;

    private final OwnedQueue queue;
    private final Path file;
    private final Board board;
    private final ArrayDeque<Lease> leases = new ArrayDeque<>();
    private @Nullable Link link;
    private int nextLease;
    private int extra = FIRST_EXTRA;
    private boolean stalled;
    private boolean watching;
    private int arrived;
    private int slotLimit;
    private int promisedSlots;
    private @Nullable Integer joinRequest;

    Attachment(OwnedQueue queue, Path file) {
        this.queue = queue;
        this.file = file;
        try {
            this.board = Board.create(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot create the board of a queue: " + e.getMessage(), e);
        }
    }

    @Override
    public void opened(Link opened) {
        queue.run(() -> {
            link = opened;
            queue.traffic().attach(this);
            opened.send(QueueMessages.board(file.getFileName().toString()));
        });
    }

    @Override
    public void received(Frame frame) {
        queue.run(() -> {
            try {
                take(frame);
            } catch (FrameException e) {
                queue.complain(e);
                link().close();
            }
        });
    }

    @Override
    public void closed(@Nullable IOException error) {
        deleteFile();
        queue.run(() -> {
            queue.traffic().detach(this);
            for (Lease lease : leases) {
                giveBack(lease.recallAll());
            }
            leases.clear();
            queue.traffic().run();
            queue.checkJoined();
        });
    }

    private void take(Frame frame) throws FrameException {
        Traffic traffic = queue.traffic();
        switch (frame.type()) {
            case MAPPED -> deleteFile();
            case PUT -> {
                int count = Chunk.count(frame.payload(), 0);
                arrived += count;
                queue.arrived(frame.payload(), count);
            }
            case WANT -> traffic.addTaker(this);
            case NEED -> traffic.addPutter(this);
            case WATCH -> watching = true;
            case TAKEN -> {
                if (stalled) {
                    stalled = false;
                    traffic.addTaker(this);
                }
            }
            case DONE -> {
                if (!queue.countDone()) {
                    queue.complain(new FrameException("more elements were called done than were put"));
                }
            }
            case ASK -> answer(QueueMessages.number(frame.payload(), 0), QueueMessages.question(frame.payload()));
            default -> throw new FrameException("not a message to the owner of a queue: " + frame.type());
        }
        traffic.run();
    }

    private void answer(int request, Question what) {
        switch (what) {
            case SIZE -> reply(request, queue.traffic().size());
            case FULL -> reply(request, queue.isFullNow() ? 1 : 0);
            case DONE -> reply(request, queue.countDone() ? 1 : 0);
            case READY -> reply(request, queue.isReady() ? 1 : 0);
            case JOIN -> {
                joinRequest = request;
                queue.checkJoined();
            }
        }
    }

    /** There is an element that nobody is about to get. */
    void available() {
        if (watching) {
            watching = false;
            link().send(QueueMessages.empty(FrameType.AVAILABLE));
        }
    }

    boolean isWatching() {
        return watching;
    }

    /** No element is unfinished. */
    void joined() {
        if (joinRequest != null) {
            reply(joinRequest, 1);
            joinRequest = null;
        }
    }

    @Override
    public boolean takeFrom(ElementStore store, boolean alone) {
        while (!leases.isEmpty() && leases.element().isFinished()) {
            Lease finished = leases.remove();
            if (leases.isEmpty() && finished.taken() > finished.promised()) {
                extra = Math.min(Board.LARGEST_LEASE, Math.max(FIRST_EXTRA, extra * GROWTH));
            }
        }
        if (leases.size() == Board.LEASES) {
            stalled = true; // until some of its threads have taken what they were promised
            return false;
        }
        int together = Math.min(store.countTogether(), Board.LARGEST_LEASE);
        int promised = board.claim(Waiting.GETTERS, together);
        if (promised == 0) {
            return false; // they have given up
        }
        boolean more = board.hasWaiting(Waiting.GETTERS);
        int most = alone && !more ? Math.min(together, promised + extra) : promised;
        give(store.poll(promised, most, MOST_EXTRA_BYTES), promised);
        return more;
    }

    private void give(Chunk chunk, int promised) {
        int id = nextLease++;
        boolean reported = queue.traffic().hasPutters();
        leases.add(new Lease(board, id, chunk, promised, reported));
        int flags = reported ? QueueMessages.REPORT : 0;
        link().send(QueueMessages.give(id, promised, flags, chunk));
    }

    @Override
    public boolean use(int free, boolean alone) {
        int promised = board.claim(Waiting.PUTTERS, free);
        if (promised == 0) {
            return false; // they have given up
        }
        boolean more = board.hasWaiting(Waiting.PUTTERS);
        promisedSlots =
                board.cutSlots(promisedSlots) + promised; // nothing is left to be used until the limit is raised
        slotLimit = promisedSlots + (alone && !more ? Math.min((free - promised) / 2, MOST_EXTRA_SLOTS) : 0);
        board.setSlotLimit(slotLimit);
        link().send(QueueMessages.grant(promised));
        return more;
    }

    /** Gives the store back what has neither been taken nor been promised. */
    void recallInto(ElementStore store, boolean alsoReported) {
        for (Lease lease : leases) {
            Chunk returned = alsoReported || !lease.isReported() ? lease.recall() : null;
            if (returned != null) {
                extra = Math.max(1, lease.taken() - lease.promised());
                store.giveBack(returned);
            }
        }
    }

    /** Takes back the slots that are neither used nor promised. */
    void recallSlots() {
        slotLimit = board.cutSlots(promisedSlots);
    }

    /** Slots that were granted and whose elements are not here. */
    int grantedSlots() {
        return slotLimit - arrived;
    }

    /** Elements that were put there and are not here. */
    int onTheirWay() {
        return Math.max(0, board.usedSlots() - arrived);
    }

    /** Elements that are there and neither taken nor promised. */
    int occupied() {
        int count = 0;
        for (Lease lease : leases) {
            count += lease.occupied();
        }
        return count;
    }

    void deleteFile() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            queue.complain(e);
        }
    }

    private void giveBack(@Nullable Chunk returned) {
        if (returned != null) {
            queue.giveBack(returned);
        }
    }

    private void reply(int request, int result) {
        link().send(QueueMessages.reply(request, result));
    }

    private Link link() {
        Link current = link;
        if (current == null) {
            throw new IllegalStateException("the link of a queue is not open");
        }
        return current;
    }
}
