package io.multiproc.core.queue;

import io.multiproc.core.current.AtExit;
import io.multiproc.core.queue.Answers.Answer;
import io.multiproc.core.queue.Board.Waiting;
import io.multiproc.core.queue.QueueMessages.Question;
import io.multiproc.ipc.endpoint.Endpoint;
import io.multiproc.ipc.frame.Frame;
import io.multiproc.ipc.frame.FrameException;
import io.multiproc.ipc.frame.FrameType;
import io.multiproc.ipc.handshake.LinkKind;
import io.multiproc.ipc.handshake.LinkTicket;
import java.io.EOFException;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A queue in a process that is not its owner. One thread reads what the owner sends, another passes on what is put.
 *
 * <p>{@code lock} guards everything but the board and the outbox, which need none.
 */
final class AttachedQueue implements QueueEnd {

    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final int MANY_LEASES = Board.LEASES / 2;

    private final QueueHandle handle;
    private final Endpoint link;
    private final Board board;
    private final Outbox outbox;
    private final ReentrantLock lock = new ReentrantLock();
    private final Claims getters;
    private final Claims putters;
    private final Condition answered = lock.newCondition();
    private final Answers answers;
    private final ArrayDeque<HeldLease> leases = new ArrayDeque<>();
    private final AtExit.Registration atExit;
    private long taken;
    private long done;
    private boolean used;
    private @Nullable IOException lost;
    private volatile boolean closed;
    private volatile boolean cancelled;
    private volatile boolean exiting;
    private final AtomicInteger news = new AtomicInteger();

    private AttachedQueue(QueueHandle handle, Endpoint link, Board board) {
        this.handle = handle;
        this.link = link;
        this.board = board;
        this.outbox = new Outbox(link, this::passedOn);
        this.getters = new Claims(board, Waiting.GETTERS, FrameType.WANT, outbox, lock.newCondition());
        this.putters = new Claims(board, Waiting.PUTTERS, FrameType.NEED, outbox, lock.newCondition());
        this.answers = new Answers(outbox, answered);
        this.atExit = AtExit.register(AtExit.QUEUES, this::exit);
    }

    /** Attaches this process to a queue. */
    static AttachedQueue attach(QueueHandle handle) {
        Path hub = Path.of(handle.hub());
        Endpoint link = null;
        try {
            link = Endpoint.connect(hub, new LinkTicket(handle.id(), handle.key()), LinkKind.QUEUE);
            Frame first = link.receive();
            if (first == null || first.type() != FrameType.BOARD) {
                throw new EOFException("its owner has closed the link");
            }
            Board board = Board.open(hub.resolveSibling(new String(first.payload(), StandardCharsets.UTF_8)));
            AttachedQueue queue = new AttachedQueue(handle, link, board);
            queue.start();
            return queue;
        } catch (IOException e) {
            closeQuietly(link);
            throw QueueErrors.ownerGone(handle, e);
        }
    }

    private void start() {
        outbox.send(QueueMessages.empty(FrameType.MAPPED));
        startThread(outbox, "multiproc-queue-feeder-" + handle.name());
        startThread(this::read, "multiproc-queue-" + handle.name());
    }

    private static void startThread(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public boolean put(byte[] element, long nanos) throws InterruptedException {
        if (nanos > 0 && Thread.interrupted()) {
            throw new InterruptedException("interrupted in put: queue '" + handle.name() + "'");
        }
        long deadline = Waits.deadline(nanos);
        outbox.awaitRoom(nanos);
        lock.lock();
        try {
            check();
            used = true;
            if (handle.limited()) {
                boolean slot = !putters.isAnyWaiting() && board.takeSlot();
                while (!slot) {
                    if (!await(putters, Waits.left(deadline), nanos <= 0)) {
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
    public @Nullable Element get(long nanos) throws InterruptedException {
        long deadline = Waits.deadline(nanos);
        lock.lock();
        try {
            check();
            Element element = getters.isAnyWaiting() ? null : poll();
            while (element == null) {
                if (!await(getters, Waits.left(deadline), nanos <= 0)) {
                    return null;
                }
                element = poll();
            }
            used = true;
            taken++;
            return element;
        } finally {
            lock.unlock();
        }
    }

    /** Takes an element of a lease, or gives null if there is none that the owner has not taken back. */
    private @Nullable Element poll() {
        for (HeldLease lease = leases.peek(); lease != null; lease = leases.peek()) {
            Element element = lease.poll();
            if (lease.isFinished()) {
                leases.remove();
            }
            if (element != null) {
                if (lease.isReported() || leases.size() > MANY_LEASES) {
                    outbox.nudge();
                }
                return element;
            }
        }
        return null;
    }

    /**
     * Waits until the owner has something for this thread, or there is something for anybody.
     *
     * @param now whether to ask the owner instead of waiting
     * @return whether the thread may try to take it; false if the time is over
     */
    private boolean await(Claims claims, long nanos, boolean now) throws InterruptedException {
        claims.enter();
        boolean interrupted = false;
        try {
            Answer looked = now ? answers.ask(Question.SIZE) : null;
            long deadline = Waits.deadline(nanos);
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
                long left = Waits.left(deadline);
                boolean over = interrupted || (looked != null ? looked.isHere() : left <= 0);
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
                    long unused = claims.changed().awaitNanos(left);
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
            Waits.spinUntil(() -> news.get() != before);
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
    public boolean join(long nanos) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            check();
            Answer answer = answers.ask(Question.JOIN);
            if (nanos <= 0) {
                int unused = ask(Question.SIZE);
                answers.forget(answer);
                return answer.isHere();
            }
            long left = nanos;
            while (!answer.isHere() && left > 0) {
                check();
                left = answered.awaitNanos(left);
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
        outbox.close();
    }

    @Override
    public void awaitPassedOn() throws InterruptedException {
        if (!cancelled) {
            boolean unused = outbox.awaitWritten(FOREVER);
        }
    }

    @Override
    public void cancelPassingOn() {
        cancelled = true;
    }

    /** Closed here, and all is passed on, or the link has failed. */
    private void passedOn() {
        atExit.cancel();
        closeQuietly(link);
    }

    /** At the end of this process. */
    private void exit() {
        exiting = true;
        try {
            if (!cancelled) {
                boolean unused = outbox.awaitWritten(AtExit.isSignalled() ? PATIENCE_NANOS : FOREVER);
            }
            link.stopReceiving();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            log().log(Level.DEBUG, "the owner of queue '" + handle.name() + "' is gone", e);
        }
    }

    private void read() {
        IOException reason = new EOFException("it has ended");
        try {
            for (Frame frame = link.receive(); frame != null; frame = link.receive()) {
                lock.lock();
                try {
                    take(frame);
                } finally {
                    lock.unlock();
                }
                news.incrementAndGet();
            }
        } catch (IOException e) {
            reason = e;
        }
        if (!exiting) {
            lose(reason);
        }
    }

    private void take(Frame frame) throws FrameException {
        byte[] payload = frame.payload();
        switch (frame.type()) {
            case GIVE -> {
                boolean reported = (frame.flags() & QueueMessages.REPORT) != 0;
                leases.add(new HeldLease(board, QueueMessages.number(payload, 0), payload, reported));
                getters.promise(QueueMessages.number(payload, 4));
            }
            case GRANT -> putters.promise(QueueMessages.number(payload, 0));
            case REPLY -> answers.answer(QueueMessages.number(payload, 0), QueueMessages.number(payload, 4));
            default -> throw new FrameException("not a message to the user of a queue: " + frame.type());
        }
    }

    private void lose(IOException reason) {
        lock.lock();
        try {
            lost = reason;
            leases.clear();
            wakeAll();
        } finally {
            lock.unlock();
        }
        outbox.fail(reason);
        outbox.close();
    }

    private void wakeAll() {
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

    private static void closeQuietly(@Nullable Endpoint link) {
        try {
            if (link != null) {
                link.close();
            }
        } catch (IOException e) {
            log().log(Level.DEBUG, "a link was not closed", e);
        }
    }

    private static System.Logger log() {
        return System.getLogger(AttachedQueue.class.getName());
    }
}
