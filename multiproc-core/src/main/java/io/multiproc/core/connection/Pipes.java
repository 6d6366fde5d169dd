package io.multiproc.core.connection;

import io.multiproc.connection.Connection;
import io.multiproc.connection.Pipe;
import io.multiproc.core.current.AtExit;
import io.multiproc.ipc.meeting.MeetingPoint;
import io.multiproc.ipc.pipe.MessageChannel;
import io.multiproc.ipc.rundir.RunDirectory;
import io.multiproc.process.Waitable;
import java.nio.channels.SocketChannel;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** Makes pipes. May be used by any thread. */
public final class Pipes {

    private static final AtomicLong NUMBERS = new AtomicLong();
    private static final AtomicBoolean PREPARED = new AtomicBoolean();

    private Pipes() {}

    /** A pipe, both of whose ends are in this process. */
    public static Pipe create(boolean duplex) {
        prepare();
        String name = "pipe " + ProcessHandle.current().pid() + "-" + NUMBERS.incrementAndGet();
        Object lock = new Object();
        MemoryQueue toFirst = new MemoryQueue();
        MemoryQueue toSecond = new MemoryQueue();
        End first = new End("the first end of " + name, true, lock, toFirst, toSecond);
        End second = new End("the second end of " + name, false, lock, toSecond, toFirst);
        End.connect(first, second);
        return new Pipe(new PipeConnection(first, true, duplex), new PipeConnection(second, duplex, true));
    }

    /**
     * An end whose other end is in a program that came through a listener.
     *
     * @param name for messages to people
     * @param channel to the other end
     * @param reading which objects are received
     */
    public static Connection foreign(String name, MessageChannel channel, Reading reading) {
        prepare();
        return new PipeConnection(End.foreign(name, new ChannelRoute(name, channel, false)), true, true, reading);
    }

    /** Tells when there is something to read from a socket of the program's. */
    public static Waitable waitable(SocketChannel socket) {
        if (socket.isBlocking()) {
            throw new IllegalArgumentException(
                    "the socket is in blocking mode: " + socket + " (call configureBlocking(false) before)");
        }
        prepare();
        return new WaitableSocket(socket);
    }

    /**
     * Has the traces of pipes removed at the end of this process: after its children have ended, which may use them.
     */
    public static void prepare() {
        if (PREPARED.compareAndSet(false, true)) {
            AtExit.register(AtExit.FAREWELLS, LastCalls::await);
            AtExit.register(AtExit.PIPES, Pipes::end);
        }
    }

    private static void end() {
        MeetingPoint.local().close();
        RunDirectory.deleteLocal();
    }
}
