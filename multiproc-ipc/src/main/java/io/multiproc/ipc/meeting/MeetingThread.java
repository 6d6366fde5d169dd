package io.multiproc.ipc.meeting;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** The thread of a {@link MeetingPoint}, with the socket at which others call. */
final class MeetingThread extends Thread {

    private static final int BACKLOG = 1024;
    private static final long CARRIER_MILLIS = 100;
    private static final long BUSY_MILLIS = 500;

    /** To come back costs less than a millisecond. */
    private static final long IDLE_MILLIS = 50;

    private static final long END_MILLIS = 2_000;

    private final MeetingPoint point;
    private final Appointments appointments;
    private final Path socket;
    private final Loop loop;
    private final ServerSocketChannel server;
    private long busyUntil = System.nanoTime();
    private long checked = System.nanoTime();

    MeetingThread(MeetingPoint point, Appointments appointments, Path socket) throws IOException {
        super("multiproc-attach");
        setDaemon(true);
        this.point = point;
        this.appointments = appointments;
        this.socket = socket;
        this.server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            Files.deleteIfExists(socket);
            server.bind(UnixDomainSocketAddress.of(socket), BACKLOG);
            server.configureBlocking(false);
            this.loop = new Loop();
            server.register(loop.selector(), SelectionKey.OP_ACCEPT);
        } catch (IOException e) {
            server.close();
            throw e;
        }
    }

    @Override
    public void run() {
        try {
            while (!point.mayEnd(this)) {
                loop.selector().select(patience());
                accept();
                loop.serve();
                loop.runOrders();
                checkNowAndThen();
                point.settle(loop);
            }
        } catch (IOException | ClosedSelectorException e) {
            log().log(Level.ERROR, "ends of pipes that are on their way cannot meet any more", e);
        } finally {
            point.ended(this);
        }
    }

    Loop loop() {
        return loop;
    }

    /** What changes the answer wakes the selector up. */
    private long patience() {
        if (appointments.isCarrierKnown()) {
            return CARRIER_MILLIS;
        }
        return appointments.isEmpty() && !loop.isBusy() ? IDLE_MILLIS : BUSY_MILLIS;
    }

    /** Waits until the thread has ended, or for a while. */
    void awaitEnd() {
        try {
            join(END_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // it ends without being watched
        }
    }

    /** Whether it has had work within the last moments. */
    boolean isWanted() {
        long now = System.nanoTime();
        if (!appointments.isEmpty() || loop.hasOrders() || loop.isBusy()) {
            busyUntil = now;
        }
        return now - busyUntil < TimeUnit.MILLISECONDS.toNanos(IDLE_MILLIS);
    }

    /** Closes and removes the socket; once. */
    void release() {
        try {
            server.close();
            loop.selector().close();
            Files.deleteIfExists(socket);
        } catch (IOException e) {
            log().log(Level.DEBUG, "cannot remove " + socket, e);
        }
    }

    private void accept() throws IOException {
        for (SocketChannel channel = server.accept(); channel != null; channel = server.accept()) {
            channel.configureBlocking(false);
            loop.admit(new Call(point, channel));
        }
    }

    /** Not each time: with many appointments it takes longer than what else there is to do. */
    private void checkNowAndThen() {
        long now = System.nanoTime();
        if (now - checked >= TimeUnit.MILLISECONDS.toNanos(CARRIER_MILLIS)) {
            checked = now;
            loop.dropOverdueCalls();
            loop.tellOfClosed();
            appointments.dropThoseOfTheDead();
        }
    }

    /** Not a constant: logging classes would cost every child's start, and there is seldom something to log. */
    private static Logger log() {
        return System.getLogger(MeetingThread.class.getName());
    }
}
