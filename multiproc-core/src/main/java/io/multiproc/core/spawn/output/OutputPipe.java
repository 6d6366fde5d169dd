package io.multiproc.core.spawn.output;

import java.io.Closeable;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;

/**
 * The end of a child's output from which this process reads.
 *
 * <p>Where {@code /proc} is there, the pipe is opened a second time, as a channel. A thread that waits for a channel
 * can be interrupted, and what comes after the child's end from processes that it started can be read on. The JDK's own
 * stream allows neither: it ends with the child, and its closing waits for a thread that reads.
 */
final class OutputPipe implements Closeable {

    private static final Logger LOG = System.getLogger(OutputPipe.class.getName());

    private static final int UNKNOWN = -1;

    private final ReadableByteChannel channel;
    private final Unread unread;

    OutputPipe(ReadableByteChannel channel, Unread unread) {
        this.channel = channel;
        this.unread = unread;
    }

    /** How many bytes lie in a pipe. */
    interface Unread {

        /**
         * Less than 0 if nobody knows.
         *
         * @throws IOException if the pipe is closed
         */
        int count() throws IOException;
    }

    static OutputPipe ofOutput(Process process) {
        return open(process, 1, process.getInputStream());
    }

    static OutputPipe ofError(Process process) {
        return open(process, 2, process.getErrorStream());
    }

    private static OutputPipe open(Process process, int descriptor, InputStream stream) {
        String path = "/proc/" + process.pid() + "/fd/" + descriptor;
        try {
            FileInputStream own = new FileInputStream(path);
            if (process.isAlive()) { // so it was this process's file, and not one of a later process of that id
                stream.close();
                return new OutputPipe(own.getChannel(), own::available);
            }
            own.close();
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "the JDK's own stream is read: no " + path, e);
        }
        return new OutputPipe(
                Channels.newChannel(stream), () -> UNKNOWN); // to ask that stream waits for a thread that reads
    }

    ReadableByteChannel channel() {
        return channel;
    }

    /** Whether something is known to lie in it; by any thread, and without waiting for one that reads. */
    boolean hasUnread() {
        return unread() > 0;
    }

    /** Whether nothing is known to lie in it; as {@link #hasUnread}. */
    boolean isEmpty() {
        return unread() == 0;
    }

    private int unread() {
        try {
            return unread.count();
        } catch (IOException e) {
            LOG.log(Level.TRACE, "nobody reads a pipe that is closed", e);
            return UNKNOWN;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
