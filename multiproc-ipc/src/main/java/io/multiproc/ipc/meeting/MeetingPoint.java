package io.multiproc.ipc.meeting;

import io.multiproc.ipc.rundir.RunDirectory;
import io.multiproc.ipc.time.Deadline;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Where other processes call those who keep an {@link Appointment} here: a socket in the run directory and a daemon thread,
 * both there only while they are needed. May be used by any thread.
 */
public final class MeetingPoint {

    private static final MeetingPoint LOCAL = new MeetingPoint();
    private static final AtomicLong NUMBERS = new AtomicLong();
    private static final int BACKLOG = 1024;
    private static final long CARRIER_MILLIS = 100;
    private static final long BUSY_MILLIS = 500;
    /** To come back costs less than a millisecond. */
    private static final long IDLE_MILLIS = 50;

    private static final long END_MILLIS = 2_000;

    private final Appointments appointments = new Appointments();
    private final Object lock = new Object();
    private @Nullable Service service;
    private boolean closed;
    private boolean ending;
    private int unsettled;

    private MeetingPoint() {}

    /** The one of this process. */
    public static MeetingPoint local() {
        return LOCAL;
    }

    static long nextNumber() {
        return NUMBERS.incrementAndGet();
    }

    /** Makes an appointment with the host. */
    public Appointment expect(Host host) {
        Appointment appointment = new Appointment(this, host);
        appointments.add(appointment);
        try {
            service();
        } catch (IOException e) {
            appointments.remove(appointment);
            throw new UncheckedIOException("cannot listen for the other ends of pipes: " + e.getMessage(), e);
        }
        return appointment;
    }

    /** The appointment of that contact, if it is in this process and still stands. */
    public @Nullable Appointment find(Contact contact) {
        return contact.socket().equals(socket()) ? find(contact.number()) : null;
    }

    @Nullable
    Appointment find(long number) {
        return appointments.find(number);
    }

    void forget(Appointment appointment) {
        appointments.remove(appointment);
        wake();
    }

    /** Writes buffers to a socket in the background, and tells when that is done. */
    public void write(SocketChannel channel, Iterator<ByteBuffer> buffers, Outflow.End end) throws IOException {
        Service current = service();
        current.loop.execute(() -> current.loop.write(channel, buffers, end));
    }

    /** Runs the action once, soon after the socket has something to read or is closed. */
    public void watch(SocketChannel channel, Runnable action) throws IOException {
        Service current = service();
        current.loop.execute(() -> current.loop.watch(channel, action));
    }

    /** Forgets the action. */
    public void unwatch(SocketChannel channel, Runnable action) {
        synchronized (lock) {
            Service current = service;
            if (current != null) {
                current.loop.execute(() -> current.loop.unwatch(channel, action));
            }
        }
    }

    /**
     * Waits until all who are on their way to appointments here and are to get something have come and have been given it, and
     * all that is written in the background has been written. Who has died is not waited for.
     *
     * @param deadline as in {@code Deadline}
     * @return how many appointments and sockets were still waited for when the time was over; 0: none, and the wait ended at once
     */
    public int awaitCalls(long deadline) throws InterruptedException {
        synchronized (lock) {
            ending = true;
            unsettled = 1;
            wake();
            while (service != null && unsettled > 0 && !Deadline.isOver(deadline)) {
                lock.wait(Deadline.remainingMillis(deadline));
            }
            return service == null ? 0 : unsettled;
        }
    }

    /** Ends the thread and removes the socket: for a process that is about to end. */
    public void close() {
        Service current;
        synchronized (lock) {
            closed = true;
            current = service;
        }
        if (current != null) {
            current.loop.selector().wakeup();
            current.awaitEnd();
        }
    }

    String socket() {
        return RunDirectory.local().path().resolve("pipes.sock").toString();
    }

    void wake() {
        synchronized (lock) {
            if (service != null) {
                service.loop.selector().wakeup();
            }
        }
    }

    /** For what happens on the thread of the meeting point. */
    Loop loop() {
        synchronized (lock) {
            if (service == null) {
                throw new IllegalStateException("the meeting point is not at work");
            }
            return service.loop;
        }
    }

    private Service service() throws IOException {
        synchronized (lock) {
            if (closed) {
                throw new IOException("this process is about to end");
            }
            Service current = service;
            if (current == null) {
                current = new Service(Path.of(socket()));
                service = current;
                current.start();
            }
            return current;
        }
    }

    /** The thread and its socket. */
    private final class Service extends Thread {

        private final Path socket;
        private final Loop loop;
        private final ServerSocketChannel server;
        private long busyUntil = System.nanoTime();
        private long checked = System.nanoTime();

        Service(Path socket) throws IOException {
            super("multiproc-attach");
            setDaemon(true);
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
                while (!isAtEnd()) {
                    loop.selector().select(patience());
                    accept();
                    loop.serve();
                    loop.runOrders();
                    checkNowAndThen();
                    settle();
                }
            } catch (IOException | ClosedSelectorException e) {
                log().log(Level.ERROR, "ends of pipes that are on their way cannot meet any more", e);
            } finally {
                release();
            }
        }

        /** What changes the answer wakes the selector up. */
        private long patience() {
            if (appointments.isCarrierKnown()) {
                return CARRIER_MILLIS;
            }
            return appointments.isEmpty() && !loop.isBusy() ? IDLE_MILLIS : BUSY_MILLIS;
        }

        void awaitEnd() {
            try {
                join(END_MILLIS);
            } catch (InterruptedException e) {
                interrupt();
            }
        }

        /** Lets the service go after a while without work; decided under the lock, so that no order is lost. */
        private boolean isAtEnd() {
            synchronized (lock) {
                if (!closed) {
                    long now = System.nanoTime();
                    if (!appointments.isEmpty() || loop.hasOrders() || loop.isBusy()) {
                        busyUntil = now;
                    }
                    if (now - busyUntil < TimeUnit.MILLISECONDS.toNanos(IDLE_MILLIS)) {
                        return false;
                    }
                }
                release();
                return true;
            }
        }

        private void release() {
            synchronized (lock) {
                if (service != this) {
                    return;
                }
                service = null;
                lock.notifyAll();
                try {
                    server.close();
                    loop.selector().close();
                    Files.deleteIfExists(socket);
                } catch (IOException e) {
                    log().log(Level.DEBUG, "cannot remove " + socket, e);
                }
            }
        }

        private void accept() throws IOException {
            for (SocketChannel channel = server.accept(); channel != null; channel = server.accept()) {
                channel.configureBlocking(false);
                loop.admit(new Call(MeetingPoint.this, channel));
            }
        }

        /** Tells those who wait for the last calls what they still wait for; hosts are asked outside of the lock. */
        private void settle() {
            synchronized (lock) {
                if (!ending) {
                    return;
                }
            }
            int count = loop.writing() + appointments.owing();
            synchronized (lock) {
                unsettled = count;
                lock.notifyAll();
            }
        }

        /** Not each time: with many appointments it takes longer than what else there is to do. */
        private void checkNowAndThen() {
            long now = System.nanoTime();
            if (now - checked >= TimeUnit.MILLISECONDS.toNanos(CARRIER_MILLIS)) {
                checked = now;
                loop.dropOverdueCalls();
                appointments.dropThoseOfTheDead();
            }
        }
    }

    /** Not a constant: logging classes would cost every child's start, and there is seldom something to log. */
    private static Logger log() {
        return System.getLogger(MeetingPoint.class.getName());
    }
}
