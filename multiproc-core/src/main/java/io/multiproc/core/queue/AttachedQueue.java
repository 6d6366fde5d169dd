package io.multiproc.core.queue;

import io.multiproc.core.queue.Answers.Answer;
import io.multiproc.core.queue.Board.Waiting;
import io.multiproc.core.queue.QueueMessages.Question;
import io.multiproc.core.waiting.EventWaitable.Subscription;
import io.multiproc.core.waiting.Listeners;
import io.multiproc.ipc.frame.Frame;
import io.multiproc.ipc.frame.FrameException;
import io.multiproc.ipc.frame.FrameType;
import io.multiproc.ipc.time.Deadline;
import io.multiproc.queue.QueueClosedException;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
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
    private final Condition answered = lock.newCondition();
    private final Answers answers;
    private final HeldLeases leases;
    private final Listeners listeners = new Listeners();
    private long taken;
    private long done;
    private boolean used;
    private @Nullable IOException lost;
    private volatile boolean closed;
    private final AtomicInteger news = new AtomicInteger();

    private AttachedQueue(QueueHandle handle, QueueLink link) {
        this.handle = handle;
        this.link = link;
        this.board = link.board();
        this.outbox = link.outbox();
        this.leases = new HeldLeases(board, outbox);
        this.getters = new Claims(board, Waiting.GETTERS, FrameType.WANT, outbox, lock.newCondition());
        this.putters = new Claims(board, Waiting.PUTTERS, FrameType.NEED, outbox, lock.newCondition());
        this.answers = new Answers(outbox, answered);
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
        outbox.awaitRoom(deadline);
        lock.lock();
        try {
            check();
            used = true;
            if (handle.limited()) {
                boolean slot = !putters.isAnyWaiting() && board.takeSlot();
                while (!slot) {
                    if (!await(putters, deadline)) {
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
                if (!await(getters, deadline)) {
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

    /**
     * Waits until the owner has something for this thread, or there is something for anybody.
     *
     * @param deadline {@link Deadline#NOW}: ask the owner instead of waiting
     * @return whether the thread may try to take it; false if the time is over
     */
    private boolean await(Claims claims, long deadline) throws InterruptedException {
        boolean now = deadline == Deadline.NOW;
        claims.enter();
        boolean interrupted = false;
        try {
            Answer looked = now ? answers.ask(Question.SIZE) : null;
            spin();
            while (true) {
                if (claims.redeem()) {
                    if (interrupted) {
                        Thread.currentThread().interrupt();
                    }
                    return true;
                }
                check();
                if (claims == getters && !leases.isEmpty() && claims.leave()) {
                    return true;
                }
                boolean over = interrupted || (looked != null ? looked.isHere() : Deadline.isOver(deadline));
                if (over && claims.leave()) {
                    if (interrupted && !now) {
                        throw new InterruptedException("interrupted while waiting: queue '" + handle.name() + "'");
                    }
                    return false;
                }
                if (over || now) { // what this thread waits for is on its way
                    (over ? claims.changed() : answered).awaitUninterruptibly();
                    continue;
                }
                try {
                    long unused = claims.changed().awaitNanos(Deadline.remaining(deadline));
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            claims.left();
        }
    }

    /** Without the lock, for a moment: the reader needs it. */
    private void spin() {
        int before = news.get();
        lock.unlock();
        try {
            Spin.until(() -> news.get() != before);
        } finally {
            lock.lock();
        }
    }

    @Override
    public int size() {
        return ask(Question.SIZE);
    }

    @Override
    public boolean isFull() {
        return ask(Question.FULL) == 1;
    }

    @Override
    public boolean isReady() {
        boolean ready;
        try {
            ready = ask(Question.READY) == 1;
        } catch (IllegalStateException | QueueClosedException e) {
            return true; // a get would say so at once
        }
        if (!ready && !listeners.isEmpty()) {
            watch(); // what made it ready is gone
        }
        return ready;
    }

    @Override
    public Subscription whenReady(Runnable action) {
        Subscription subscription = listeners.add(action);
        if (closed || isLost()) {
            action.run();
        } else {
            watch();
        }
        return subscription;
    }

    private void watch() {
        outbox.send(QueueMessages.empty(FrameType.WATCH));
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
        return ask(Question.DONE) == 1;
    }

    @Override
    public boolean join(long deadline) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            check();
            Answer answer = answers.ask(Question.JOIN);
            if (deadline == Deadline.NOW) {
                int unused = ask(Question.SIZE);
                answers.forget(answer);
                return answer.isHere();
            }
            while (!answer.isHere() && !Deadline.isOver(deadline)) {
                check();
                long unused = answered.awaitNanos(Deadline.remaining(deadline));
            }
            answers.forget(answer);
            return answer.isHere();
        } finally {
            lock.unlock();
        }
    }

    private int ask(Question question) {
        lock.lock();
        try {
            check();
            Answer answer = answers.ask(question);
            while (!answer.isHere()) {
                answered.awaitUninterruptibly();
                check();
            }
            return answer.result();
        } finally {
            lock.unlock();
        }
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
        news.incrementAndGet();
    }

    private void receive(Frame frame) throws FrameException {
        byte[] payload = frame.payload();
        switch (frame.type()) {
            case GIVE -> {
                leases.add(payload, frame.flags());
                getters.promise(QueueMessages.number(payload, 4));
            }
            case BOARD -> leases.setCommon(link.openBoard(payload));
            case AVAILABLE -> listeners.run();
            case GRANT -> putters.promise(QueueMessages.number(payload, 0));
            case REPLY -> answers.answer(QueueMessages.number(payload, 0), QueueMessages.number(payload, 4));
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
        listeners.run();
        getters.changed().signalAll();
        putters.changed().signalAll();
        answered.signalAll();
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
