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
import org.jspecify.annotations.Nullable;

/**
 * A process that uses the queue, as the owner sees it: what it has been given, and what it may put.
 *
 * <p>Messages come on the event loop; all else is guarded by the lock of the queue. Of the slots that were granted,
 * those below {@code arrived} are elements here by now; those below {@code promisedSlots} belong to threads that wait
 * for them.
 */
final class Attachment implements LinkListener, Taker, Putter {

    private static final int MOST_EXTRA_SLOTS = 4096;

    private final OwnedQueue queue;
    private final Path file;
    private final Board board;
    private final GivenLeases leases;
    private @Nullable Link link;
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
            this.leases = new GivenLeases(board);
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
            queue.traffic().detach(this, leases);
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
                traffic.cutSlots();
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
    public boolean takeFrom(Supply supply, int others) {
        CommonLease common = supply.common();
        int untaken = common.untaken();
        try {
            return untaken > 0 ? join(common, untaken) : takeOwn(supply.store(), common, others);
        } catch (OutOfMemoryError e) { // its threads were promised what does not come: they hear that, and nobody else
            queue.complain(new IOException("the heap of the owner has no room for a message to a process", e));
            link().close();
            return false;
        }
    }

    private boolean join(CommonLease common, int untaken) {
        int promised = leases.claim(untaken);
        if (promised > 0) {
            common.give(this, promised);
        }
        return leases.hasWaiting();
    }

    private boolean takeOwn(ElementStore store, CommonLease common, int others) {
        int together = Math.min(store.countTogether(), Board.LARGEST_LEASE);
        if (together == 0) {
            return true; // others have taken what there was
        }
        if (!leases.hasRoom()) {
            stalled = true; // until some of its threads have taken what they were promised
            return false;
        }
        int promised = leases.claim(together);
        if (promised == 0) {
            return false; // they have given up
        }
        boolean more = leases.hasWaiting();
        boolean reported = queue.traffic().hasPutters();
        boolean many = queue.traffic().isContested() && together > promised + others;
        if (many && common.begin(store, promised, reported, commonFile())) {
            common.give(this, promised);
        } else {
            send(leases.begin(store, promised, others == 0 && !more, reported));
        }
        return more;
    }

    private Path commonFile() {
        return file.resolveSibling(file.getFileName() + "-all");
    }

    /** Sends the process a message. */
    void send(byte[] message) {
        link().send(message);
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

    /** Gives the store back what has neither been taken nor been promised; whether there was something. */
    boolean recallInto(ElementStore store, boolean alsoReported) {
        return leases.recallInto(store, alsoReported);
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
        return leases.occupied();
    }

    /** About the bytes of those elements. */
    long occupiedBytes() {
        return leases.occupiedBytes();
    }

    void deleteFile() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            queue.complain(e);
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
