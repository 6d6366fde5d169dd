package io.multiproc.core.connection;

import io.multiproc.ipc.pipe.Message;
import io.multiproc.ipc.pipe.MessageChannel;
import io.multiproc.ipc.pipe.Step;
import io.multiproc.ipc.time.Deadline;
import java.io.EOFException;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Receives the messages of one end: first those in memory, then those of its sources, one after the other. There is more
 * than one source while the other end moves from process to process faster than this one reads.
 *
 * <p>{@code reading} is held by the one thread that receives. {@code monitor} guards {@code sources}, {@code version} and
 * {@code ending}; what changes them raises {@code version} and wakes the receiver.
 */
final class Inbox {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final String name;
    private final MemoryQueue memory;
    private final Readiness readiness = new Readiness(this::socket);
    private final ReentrantLock reading = new ReentrantLock();
    private final Object monitor = new Object();
    private final ArrayDeque<Source> sources = new ArrayDeque<>();
    private long version;
    private @Nullable IOException ending;
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
                throw end();
            }
            return receive(source.channel(), check);
        } finally {
            reading.unlock();
        }
    }

    /** Waits until {@link #receive} would not have to. */
    boolean await(long deadline) throws IOException, InterruptedException {
        if (!reading.tryLock(deadline == Deadline.NOW ? 0 : Deadline.remaining(deadline), TimeUnit.NANOSECONDS)) {
            return false;
        }
        try {
            boolean begun = begin(deadline);
            refuse();
            return begun;
        } finally {
            reading.unlock();
        }
    }

    /** Whether there is something to receive; if not, {@link Readiness} will tell when there is. */
    boolean isReady() {
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

    void add(MessageChannel channel) {
        synchronized (monitor) {
            sources.add(new Source(channel));
        }
        changed();
    }

    /** The other end will go on elsewhere, after what is still to be read from the last source. */
    void markMoved() {
        synchronized (monitor) {
            if (!sources.isEmpty()) {
                sources.getLast().markMoved();
            }
        }
    }

    /** Nothing will come after what is there. */
    void end(IOException reason) {
        synchronized (monitor) {
            if (ending == null) {
                ending = reason;
            }
        }
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
     * Takes all that is still to come from the sources, to their ends; for the thread that has the lock, when no source can
     * be added any more.
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
            failure = drain(source, target);
        }
        synchronized (monitor) {
            return ending != null ? ending : failure;
        }
    }

    /** Somebody else reads them. */
    void forgetSources() {
        synchronized (monitor) {
            sources.clear();
        }
    }

    void closeSources() {
        List<Source> open;
        synchronized (monitor) {
            open = new ArrayList<>(sources);
            sources.clear();
        }
        open.forEach(Inbox::close);
        changed();
    }

    @Nullable
    Source source() {
        synchronized (monitor) {
            return sources.peek();
        }
    }

    private @Nullable SocketChannel socket() {
        Source source = source();
        return source == null ? null : source.channel().socket();
    }

    /** Something is different: who waits looks again. */
    private void changed() {
        Source source;
        synchronized (monitor) {
            version++;
            monitor.notifyAll();
            source = sources.peek();
        }
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
        while (refusal == null) {
            long seen = version();
            if (memory.nextLength() >= 0) {
                return true;
            }
            Source source = source();
            if (source == null) {
                if (isEnded()) {
                    return true;
                }
                if (!awaitChange(seen, deadline)) {
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
        synchronized (monitor) {
            sources.remove(source);
        }
        close(source);
        return true;
    }

    private boolean isEnded() {
        synchronized (monitor) {
            return ending != null || memory.isFinished();
        }
    }

    private IOException end() {
        synchronized (monitor) {
            if (ending != null && !(ending instanceof EOFException)) {
                return new IOException(ending.getMessage(), ending);
            }
        }
        return new EOFException(
                "nothing more to receive on " + name + ": the other end is closed, or its process has ended");
    }

    private @Nullable IOException drain(Source source, List<Message> target) {
        MessageChannel channel = source.channel();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    awaitRest(channel, channel::hasBegun);
                    if (channel.isAtEnd()) {
                        break;
                    }
                    awaitRest(channel, channel::isComplete);
                    target.add(channel.take());
                } catch (InterruptedException e) {
                    interrupted = true; // the rest is on its way, or the end of the process that sends it
                }
            }
            synchronized (monitor) {
                sources.remove(source);
            }
            return null;
        } catch (IOException e) {
            return e;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** What comes, comes soon: its sender has been told, or is gone. */
    private void awaitRest(MessageChannel channel, Step step) throws IOException, InterruptedException {
        if (!channel.await(step, Deadline.after(PATIENCE))) {
            throw new IOException("what was sent last on " + name + " did not come within " + PATIENCE.toSeconds()
                    + " s: the process of the other end does not go on");
        }
    }

    private long version() {
        synchronized (monitor) {
            return version;
        }
    }

    private boolean awaitChange(long seen, long deadline) throws InterruptedException {
        synchronized (monitor) {
            while (version == seen) {
                if (Deadline.isOver(deadline)) {
                    return false;
                }
                if (deadline == Deadline.NEVER) {
                    monitor.wait();
                } else {
                    TimeUnit.NANOSECONDS.timedWait(monitor, Deadline.remaining(deadline));
                }
            }
            return true;
        }
    }

    private static void close(Source source) {
        try {
            source.channel().close();
        } catch (IOException e) {
            System.getLogger(Inbox.class.getName()).log(Level.DEBUG, "closing a socket failed", e);
        }
    }

    /** Decides whether a message of that length is wanted. */
    @FunctionalInterface
    interface LengthCheck {

        void accept(int length) throws IOException;
    }
}
