package io.multiproc.ipc.meeting;

import io.multiproc.ipc.rundir.RunDirectory;
import io.multiproc.ipc.time.Deadline;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Where other processes call those who keep an {@link Appointment} here: a socket in the run directory and a daemon
 * thread, both there only while they are needed. May be used by any thread.
 */
public final class MeetingPoint {

    private static final MeetingPoint LOCAL = new MeetingPoint();
    private static final AtomicLong NUMBERS = new AtomicLong();

    private final Appointments appointments = new Appointments();
    private final Object lock = new Object();
    private @Nullable MeetingThread service;
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
        order(loop -> loop.write(channel, buffers, end));
    }

    /** Runs the action once, soon after the socket has something to read or is closed. */
    public void watch(SocketChannel channel, Runnable action) throws IOException {
        order(loop -> loop.watch(channel, action));
    }

    /**
     * Waits until all who are on their way to appointments here and are to get something have come and have been given
     * it, and all that is written in the background has been written. Who has died is not waited for.
     *
     * @param deadline as in {@code Deadline}
     * @return how many appointments and sockets were still waited for when the time was over; 0: none, and the wait
     *     ended at once
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
        MeetingThread current;
        synchronized (lock) {
            closed = true;
            current = service;
        }
        if (current != null) {
            current.loop().selector().wakeup();
            current.awaitEnd();
        }
    }

    String socket() {
        return RunDirectory.local().path().resolve("pipes.sock").toString();
    }

    void wake() {
        synchronized (lock) {
            if (service != null) {
                service.loop().selector().wakeup();
            }
        }
    }

    /** For what happens on the thread of the meeting point. */
    Loop loop() {
        synchronized (lock) {
            if (service == null) {
                throw new IllegalStateException("the meeting point is not at work");
            }
            return service.loop();
        }
    }

    /** Under the lock, since a thread that finds nothing to do may end. */
    private void order(Consumer<Loop> order) throws IOException {
        synchronized (lock) {
            Loop loop = service().loop();
            loop.execute(() -> order.accept(loop));
        }
    }

    private MeetingThread service() throws IOException {
        synchronized (lock) {
            if (closed) {
                throw new IOException("this process is about to end");
            }
            MeetingThread current = service;
            if (current == null) {
                current = new MeetingThread(this, appointments, Path.of(socket()));
                service = current;
                current.start();
            }
            return current;
        }
    }

    /** Lets the thread go, unless it has work; decided under the lock, so that no order is lost. */
    boolean mayEnd(MeetingThread thread) {
        synchronized (lock) {
            if (!closed && thread.isWanted()) {
                return false;
            }
            ended(thread);
            return true;
        }
    }

    /** The thread is at its end: the next who needs one starts another. */
    void ended(MeetingThread thread) {
        synchronized (lock) {
            if (service == thread) {
                service = null;
                lock.notifyAll();
                thread.release();
            }
        }
    }

    /** Tells those who wait for the last calls what they still wait for; hosts are asked outside of the lock. */
    void settle(Loop loop) {
        synchronized (lock) {
            if (!ending) {
                return;
            }
        }
        int count = loop.writing() + (loop.hasOrders() ? 1 : 0) + appointments.owing();
        synchronized (lock) {
            unsettled = count;
            lock.notifyAll();
        }
    }
}
