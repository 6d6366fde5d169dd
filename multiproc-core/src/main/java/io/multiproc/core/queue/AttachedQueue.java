package io.multiproc.core.queue;

import io.multiproc.core.queue.Board.Waiting;
import io.multiproc.core.queue.QueueMessages.Question;
import io.multiproc.core.waiting.EventWaitable.Subscription;
import io.multiproc.ipc.frame.Frame;
import io.multiproc.ipc.frame.FrameException;
import io.multiproc.ipc.frame.FrameType;
import io.multiproc.ipc.time.Deadline;
import java.io.IOException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A queue in a process that is not its owner.
 *
 * <p>{@code lock} guards everything but the board and the outbox, which need none.
 */
final class AttachedQueue implements QueueEnd, QueueLink.Receiver {

    private final QueueHandle handle;
    private final QueueLink link;
    private final Board board;
    private final Outbox outbox;
    private final ReentrantLock lock = new ReentrantLock();
    private final Claims getters;
    private final Claims putters;
    private final OwnerQuestions questions;
    private final ClaimWait waiting;
    private final HeldLeases leases;
    private final ReadyWatch watch;
    private long taken;
    private long done;
    private boolean used;
    private @Nullable IOException lost;
    private volatile boolean closed;

    private AttachedQueue(QueueHandle handle, QueueLink link) {
        this.handle = handle;
        this.link = link;
        this.board = link.board();
        this.outbox = link.outbox();
        this.leases = new HeldLeases(board, outbox);
        this.getters = new Claims(board, Waiting.GETTERS, FrameType.WANT, outbox, lock.newCondition());
        this.putters = new Claims(board, Waiting.PUTTERS, FrameType.NEED, outbox, lock.newCondition());
        this.questions = new OwnerQuestions(handle, lock, outbox, this::check);
        this.watch = new ReadyWatch(questions, outbox, () -> closed || isLost());
        this.waiting = new ClaimWait(handle, lock, questions, this::check);
    }

    /** Attaches this process to a queue. */
    static AttachedQueue attach(QueueHandle handle) {
        AttachedQueue queue = new AttachedQueue(handle, QueueLink.open(handle));
        queue.link.start(queue);
        return queue;
    }

    @Override
    public boolean put(byte[] element, long deadline) throws InterruptedException {
        if (deadline != Deadline.NOW && Thread.interrupted()) {
            throw new InterruptedException("interrupted in put: queue '" + handle.name() + "'");
        }
        if (!outbox.awaitRoom(deadline)
                && deadline != Deadline.NOW
                && handle.capacity().isLimited()) {
            return false; // the owner does not keep up; a queue without a limit is never full, and gets ahead of it
        }
        lock.lock();
        try {
            check();
            used = true;
            if (handle.capacity().isLimited()) {
                boolean slot = !putters.isAnyWaiting() && board.takeSlot();
                while (!slot) {
                    if (!waiting.await(putters, () -> false, deadline)) {
                        return false;
                    }
                    slot = board.takeSlot();
                }
            } else {
                board.countPut();
            }
            outbox.put(element);
            return true;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public @Nullable Element get(long deadline) throws InterruptedException {
        lock.lock();
        try {
            check();
            Element element = getters.isAnyWaiting() ? null : leases.poll();
            while (element == null) {
                if (!waiting.await(getters, () -> !leases.isEmpty(), deadline)) {
                    return null;
                }
                element = leases.poll();
            }
            used = true;
            taken++;
            return element;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public int size() {
        return questions.ask(Question.SIZE);
    }

    @Override
    public boolean isFull() {
        return questions.ask(Question.FULL) == 1;
    }

    @Override
    public boolean isReady() {
        return watch.isReady();
    }

    @Override
    public Subscription whenReady(Runnable action) {
        return watch.add(action);
    }

    private boolean isLost() {
        lock.lock();
        try {
            return lost != null;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean taskDone() {
        lock.lock();
        try {
            check();
            if (done < taken) {
                done++; // what was got here is unfinished for certain: no need to ask
                outbox.send(QueueMessages.empty(FrameType.DONE));
                return true;
            }
        } finally {
            lock.unlock();
        }
        return questions.ask(Question.DONE) == 1;
    }

    @Override
    public boolean join(long deadline) throws InterruptedException {
        return questions.join(deadline);
    }

    @Override
    public boolean isUsed() {
        lock.lock();
        try {
            return used;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean isClosed() {
        return closed;
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            wakeAll();
        } finally {
            lock.unlock();
        }
        link.close();
    }

    @Override
    public void awaitPassedOn() throws InterruptedException {
        link.awaitPassedOn();
    }

    @Override
    public void cancelPassingOn() {
        link.cancelPassingOn();
    }

    @Override
    public void take(Frame frame) throws FrameException {
        lock.lock();
        try {
            receive(frame);
        } finally {
            lock.unlock();
        }
        waiting.news();
    }

    private void receive(Frame frame) throws FrameException {
        byte[] payload = frame.payload();
        switch (frame.type()) {
            case GIVE -> {
                leases.add(payload, frame.flags());
                getters.promise(QueueMessages.number(payload, 4));
            }
            case BOARD -> leases.setCommon(link.openBoard(payload));
            case AVAILABLE -> watch.run();
            case GRANT -> putters.promise(QueueMessages.number(payload, 0));
            case REPLY -> questions.answer(QueueMessages.number(payload, 0), QueueMessages.number(payload, 4));
            default -> throw new FrameException("not a message to the user of a queue: " + frame.type());
        }
    }

    @Override
    public void lost(IOException reason) {
        lock.lock();
        try {
            lost = reason;
            leases.clear();
            wakeAll();
        } finally {
            lock.unlock();
        }
    }

    private void wakeAll() {
        watch.run();
        getters.changed().signalAll();
        putters.changed().signalAll();
        questions.answered().signalAll();
    }

    private void check() {
        if (closed) {
            throw QueueErrors.closedHere(handle.name());
        }
        if (lost != null) {
            throw QueueErrors.ownerGone(handle, lost);
        }
    }
}
