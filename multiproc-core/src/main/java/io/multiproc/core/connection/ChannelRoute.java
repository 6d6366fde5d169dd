package io.multiproc.core.connection;

import io.multiproc.ipc.meeting.MeetingPoint;
import io.multiproc.ipc.pipe.Closing;
import io.multiproc.ipc.pipe.MessageChannel;
import io.multiproc.ipc.thread.NamedThreads;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The way to an end in another process. It is <em>busy</em> while a message is being written, by a sender or in the
 * background; leaving and closing wait for that without blocking anybody.
 */
final class ChannelRoute implements Route {

    private final String name;
    private final MessageChannel channel;
    private final Object lock = new Object();
    private boolean busy;
    private boolean background;
    private boolean leaving;
    private boolean closing;
    private long wakeUps;

    /** A route on which the meeting point writes first what was sent before, if {@code busy}. */
    ChannelRoute(String name, MessageChannel channel, boolean busy) {
        this.name = name;
        this.channel = channel;
        this.busy = busy;
        this.background = busy;
    }

    @Override
    public boolean send(ByteBuffer message, boolean mine) throws IOException, InterruptedException {
        if (!begin()) {
            return false;
        }
        ByteBuffer rest = null;
        try {
            rest = channel.write(message);
        } catch (IOException e) {
            throw GoneRoute.failure(name, e);
        } finally {
            if (rest == null) {
                end(null);
            }
        }
        if (rest != null) {
            writeInBackground(rest);
        }
        return true;
    }

    @Override
    public void wake() {
        synchronized (lock) {
            wakeUps++;
            lock.notifyAll();
        }
    }

    /** Who comes too late is sent away when this end leaves, or closes, which follows. */
    @Override
    public void retire() {
        wake();
    }

    MessageChannel channel() {
        return channel;
    }

    /** What was being written has been written, or cannot be. */
    void end(@Nullable IOException error) {
        synchronized (lock) {
            busy = false;
            background = false;
            lock.notifyAll();
            if (error != null) {
                channel.cutOff();
                log().log(Level.DEBUG, "the other end of " + name + " did not take all that was sent", error);
            }
            finish();
        }
    }

    /**
     * No further messages this way: the other end sees the end of the stream after the message that is being written.
     */
    void leave() {
        synchronized (lock) {
            leaving = true;
            lock.notifyAll();
            finish();
        }
    }

    /** Closes the channel, after what is being written in the background. */
    void close() {
        synchronized (lock) {
            closing = true;
            leaving = true;
            lock.notifyAll();
            if (!background) {
                Closing.quietly(channel);
            }
        }
    }

    private boolean begin() throws InterruptedException {
        synchronized (lock) {
            long seen = wakeUps;
            while (busy && !leaving) {
                lock.wait();
                if (wakeUps != seen) {
                    return false;
                }
            }
            busy |= !leaving;
            return !leaving;
        }
    }

    private void writeInBackground(ByteBuffer rest) throws IOException {
        synchronized (lock) {
            background = true;
        }
        if (!channel.isDirect()) {
            finishOnThread(rest);
            return;
        }
        try {
            MeetingPoint.local().write(channel.socket(), List.of(rest).iterator(), this::end);
        } catch (IOException e) {
            end(e);
            throw new IOException("a message on " + name + " was cut off: " + e.getMessage(), e);
        }
    }

    /** What is encrypted goes through the channel; that happens seldom, so it may cost a thread. */
    private void finishOnThread(ByteBuffer rest) {
        Runnable writer = () -> {
            IOException error = new IOException("the rest of a message could not be written");
            try {
                channel.finish(rest);
                error = null;
            } catch (IOException e) {
                error = e;
            } catch (InterruptedException e) {
                error = new IOException("interrupted while writing the rest of a message", e);
            } finally {
                end(error);
            }
        };
        NamedThreads.daemon("multiproc-rest", writer).start();
    }

    /** Under the lock. */
    private void finish() {
        if (busy) {
            return;
        }
        if (closing) {
            Closing.quietly(channel);
        } else if (leaving) {
            try {
                channel.shutdownOutput();
            } catch (IOException e) {
                log().log(Level.DEBUG, "the other end of " + name + " is gone already", e);
            }
        }
    }

    /** Not a constant: logging classes would cost every child's start, and there is seldom something to log. */
    private static Logger log() {
        return System.getLogger(ChannelRoute.class.getName());
    }
}
