package io.multiproc.core.connection;

import io.multiproc.ipc.pipe.Message;
import io.multiproc.ipc.pipe.MessageChannel;
import io.multiproc.ipc.time.Deadline;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Receives the messages of one end: first those in memory, then those of its sources, one after the other.
 *
 * <p>{@code reading} is held by the one thread that receives; who changes {@code sources} wakes it. The object's own
 * monitor is held by the one that only looks whether there is something.
 */
final class Inbox {

    private final String name;
    private final MemoryQueue memory;
    private final Readiness readiness = new Readiness(this::socket);
    private final ReentrantLock reading = new ReentrantLock();
    private final Sources sources = new Sources();
    private volatile @Nullable String refusal;

    Inbox(String name, MemoryQueue memory) {
        this.name = name;
        this.memory = memory;
        memory.onArrival(this::changed);
    }

    Readiness readiness() {
        return readiness;
    }

    MemoryQueue memory() {
        return memory;
    }

    /** Waits for a message and takes it. */
    Message receive(LengthCheck check) throws IOException, InterruptedException {
        reading.lockInterruptibly();
        try {
            begin(Deadline.NEVER);
            refuse();
            int length = memory.nextLength();
            if (length >= 0) {
                check.accept(length);
                Message message = memory.poll();
                if (message != null) {
                    return message;
                }
            }
            Source source = source();
            if (source == null || source.channel().isAtEnd()) {
                throw sources.failure(name);
            }
            return receive(source.channel(), check);
        } finally {
            release();
        }
    }

    /** Waits until {@link #receive} would not have to. */
    boolean await(long deadline) throws IOException, InterruptedException {
        boolean mayRead = deadline == Deadline.NOW
                ? lockAtOnce() // also by a thread that is interrupted
                : reading.tryLock(Deadline.remaining(deadline), TimeUnit.NANOSECONDS);
        if (!mayRead) {
            return false;
        }
        try {
            boolean begun = begin(deadline);
            refuse();
            return begun;
        } finally {
            release();
        }
    }

    /** Unless another thread receives; one that only looks is waited for, since that takes a moment. */
    private synchronized boolean lockAtOnce() {
        return reading.tryLock();
    }

    /** Whether there is something to receive; if not, {@link Readiness} will tell when there is. */
    boolean isReady() {
        if (!look()) {
            return false;
        }
        readiness.fire(); // what was looked at is no longer in the socket, which others have watched
        return true;
    }

    /** Two who look at the same time must not take each other for one who receives, and tells when it has. */
    private synchronized boolean look() {
        if (!reading.tryLock()) {
            readiness.arm();
            return false;
        }
        try {
            if (begin(Deadline.NOW)) {
                return true;
            }
        } catch (IOException e) {
            return true; // receiving tells
        } catch (InterruptedException e) {
            throw new IllegalStateException("nothing was waited for", e);
        } finally {
            reading.unlock();
        }
        readiness.arm();
        return false;
    }

    /** The socket may be empty now, although there was more in it than this thread has taken: who waits looks again. */
    private void release() {
        reading.unlock();
        readiness.fire();
    }

    void add(ChannelRoute route) {
        sources.add(route);
        changed();
    }

    /** The other end will go on elsewhere, after what is still to be read from the last source. */
    void markMoved() {
        sources.markLastMoved();
    }

    /** Nothing will come after what is there. */
    void end(IOException reason) {
        sources.end(reason);
        changed();
    }

    /** Receives no more, for the reason; who waits leaves. */
    void evict(String reason) {
        refusal = reason;
        changed();
    }

    /** Receives again. */
    void readmit() {
        refusal = null;
    }

    void lock() {
        reading.lock();
    }

    void unlock() {
        reading.unlock();
    }

    /**
     * Takes all that is still to come from the sources, to their ends; for the thread that has the lock, when no source
     * can be added any more.
     *
     * @return why nothing can follow, null if the other end goes on elsewhere
     */
    @Nullable
    IOException drain(List<Message> target) {
        for (Message message = memory.poll(); message != null; message = memory.poll()) {
            target.add(message);
        }
        IOException failure = null;
        for (Source source = source(); source != null && failure == null; source = source()) {
            failure = new Remainder(name, source.channel()).readInto(target);
            sources.remove(source);
            source.close();
        }
        sources.removeAll().forEach(Source::close); // of those after a failure
        IOException ending = sources.ending();
        return ending != null ? ending : failure;
    }

    /** Somebody else reads them. */
    void forgetSources() {
        sources.removeAll();
    }

    void closeSources() {
        sources.removeAll().forEach(Source::close);
        changed();
    }

    @Nullable
    Source source() {
        return sources.first();
    }

    private @Nullable SocketChannel socket() {
        Source source = source();
        return source == null ? null : source.channel().socket();
    }

    /** Something is different: who waits looks again. */
    private void changed() {
        sources.changed();
        Source source = source();
        if (source != null) {
            source.channel().wakeReader();
        }
        readiness.fire();
    }

    private void refuse() throws IOException {
        String reason = refusal;
        if (reason != null) {
            throw new IOException(reason);
        }
    }

    /** Waits until a message has begun, the end has come or there is a refusal; false: the time is over. */
    private boolean begin(long deadline) throws IOException, InterruptedException {
        long seen = sources.version(); // before the look at the refusal, which may come in between
        for (; refusal == null; seen = sources.version()) {
            if (memory.nextLength() >= 0) {
                return true;
            }
            Source source = source();
            if (source == null) {
                if (isEnded()) {
                    return true;
                }
                if (!sources.awaitChange(seen, deadline)) {
                    return false;
                }
            } else {
                MessageChannel channel = source.channel();
                if (!channel.await(() -> refusal != null || channel.hasBegun(), deadline)) {
                    return false;
                }
                if (!channel.isAtEnd() || !passOver(source)) {
                    return true;
                }
            }
        }
        return true;
    }

    private Message receive(MessageChannel channel, LengthCheck check) throws IOException, InterruptedException {
        check.accept(channel.length());
        channel.await(() -> refusal != null || channel.isComplete(), Deadline.NEVER);
        refuse();
        return channel.take();
    }

    /** Goes on to the next source, if the other end has moved; else this was the end. */
    private boolean passOver(Source source) {
        if (!source.isMoved()) {
            return false;
        }
        sources.remove(source);
        source.close();
        return true;
    }

    private boolean isEnded() {
        return sources.ending() != null || memory.isFinished();
    }

    /** Decides whether a message of that length is wanted. */
    @FunctionalInterface
    interface LengthCheck {

        void accept(int length) throws IOException;
    }
}
