package io.multiproc.ipc.meeting;

import io.multiproc.ipc.pipe.ShortageLog;
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
import java.util.List;
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
    private final SelectionKey accepting;
    private long busyUntil = System.nanoTime();
    private long checked = System.nanoTime();
    private final ShortageLog shortage = new ShortageLog(MeetingThread.class);
    private boolean pausing;

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
            this.accepting = server.register(loop.selector(), SelectionKey.OP_ACCEPT);
        } catch (IOException e) {
            server.close();
            throw e;
        }
    }

    @Override
    public void run() {
        boolean failed = true;
        try {
            while (!point.mayEnd(this)) {
                loop.selector().select(patience());
                accept();
                loop.serve();
                loop.runOrders();
                checkNowAndThen();
                point.settle(loop);
            }
            failed = false;
        } catch (IOException | ClosedSelectorException e) {
            log().log(Level.ERROR, "ends of pipes that are on their way cannot meet any more", e);
        } finally {
            List<Runnable> left = failed ? loop.left() : List.of();
            point.ended(this);
            left.forEach(Runnable::run);
            if (failed) {
                loop.runOrders();
            }
        }
    }

    Loop loop() {
        return loop;
    }

    /** What changes the answer wakes the selector up. */
    private long patience() {
        if (pausing || appointments.isCarrierKnown()) {
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

    private void accept() {
        if (pausing) {
            return;
        }
        try {
            for (SocketChannel channel = server.accept(); channel != null; channel = server.accept()) {
                channel.configureBlocking(false);
                loop.admit(new Call(point, channel));
            }
        } catch (IOException e) { // out of file descriptors, as a rule: it goes on after a moment
            pausing = true;
            accepting.interestOps(0);
            shortage.warn("cannot take calls at " + socket + " at the moment", e);
        }
    }

    /** Not each time: with many appointments it takes longer than what else there is to do. */
    private void checkNowAndThen() {
        long now = System.nanoTime();
        if (now - checked >= TimeUnit.MILLISECONDS.toNanos(CARRIER_MILLIS)) {
            checked = now;
            if (pausing) {
                pausing = false;
                accepting.interestOps(SelectionKey.OP_ACCEPT);
            }
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
