package io.multiproc.core.connection;

import io.multiproc.ipc.frame.Frame;
import io.multiproc.ipc.frame.FrameType;
import io.multiproc.ipc.handshake.HandshakeException;
import io.multiproc.ipc.meeting.Appointment;
import io.multiproc.ipc.meeting.Caller;
import io.multiproc.ipc.meeting.Contact;
import io.multiproc.ipc.pipe.Message;
import io.multiproc.ipc.rundir.RunDirectory;
import java.io.EOFException;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * How an end leaves this process. The thread that sends it holds the locks of inbox and outbox, so nobody else receives
 * or sends meanwhile.
 */
final class Departure {

    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final long PATIENCE_MILLIS = TimeUnit.NANOSECONDS.toMillis(PATIENCE_NANOS);
    private static final long PAUSE_NANOS = TimeUnit.MICROSECONDS.toNanos(200);

    private final End end;

    private Departure(End end) {
        this.end = end;
    }

    /** What stands for the end elsewhere. */
    record Ticket(
            @Nullable Contact contact,
            List<byte[]> unread,
            @Nullable String failure) {}

    /**
     * Takes the end away from here.
     *
     * @throws IOException if it is closed or was handed over before, or the process of its other end does not answer
     * @throws InterruptedException if this thread is interrupted while it waits for one that sends; the end stays
     */
    static Ticket of(End end) throws IOException, InterruptedException {
        end.in().evict(end.name() + " was handed over to another process");
        end.out().evict(end.name() + " was handed over to another process");
        end.in().lock();
        try {
            end.out().lock();
            try {
                return new Departure(end).leave();
            } finally {
                end.out().unlock();
            }
        } finally {
            end.in().unlock();
        }
    }

    private Ticket leave() throws IOException {
        while (true) {
            Link.Attached attached;
            synchronized (end.lock()) {
                Link link = end.link();
                if (link instanceof Link.Local local) {
                    return leaveLocal(local.peer());
                }
                if (link instanceof Link.Awaited awaited) {
                    Meeting meeting = meet(awaited);
                    end.setLink(new Link.Left());
                    return withUnread(meeting.late());
                }
                if (link instanceof Link.Gone) {
                    end.setLink(new Link.Left());
                    return withUnread(null);
                }
                if (link instanceof Link.Foreign foreign) {
                    return leaveForeign(foreign);
                }
                if (!(link instanceof Link.Attached current)) {
                    throw new IOException(end.name() + " is closed, or was handed over before");
                }
                attached = current;
                end.setLink(new Link.Leaving(current));
            }
            Contact contact = askForLeave(attached);
            if (contact != null || isStillLeaving()) {
                return leaveAttached(attached, contact);
            }
        }
    }

    /** What was sent to this end and not received stays with the other, which gives it to the one that arrives. */
    private Ticket leaveLocal(End peer) {
        if (peer.out().route() instanceof MemoryQueue queue) {
            queue.moveOn(backlog -> peer.out().change(queue, backlog));
        }
        Appointment appointment = peer.await(null);
        end.setLink(new Link.Left());
        return new Ticket(appointment.contact(), List.of(), null);
    }

    /** The socket stays here, with a relay between it and the process that the end goes to. */
    private Ticket leaveForeign(Link.Foreign foreign) {
        end.in().forgetSources();
        end.setLink(new Link.Left());
        End sent = Relay.begin(End.foreign(end.name(), foreign.route()));
        synchronized (sent.lock()) {
            if (sent.link() instanceof Link.Local local) {
                return new Departure(sent).leaveLocal(local.peer());
            }
        }
        // the other end has gone already; what it had sent is in the relay
        return new Departure(sent).withUnread(null);
    }

    private Meeting meet(Link.Awaited awaited) throws IOException {
        if (!(end.out().route() instanceof MemoryQueue backlog)) {
            throw new IllegalStateException("an awaited end without a backlog: " + end.name());
        }
        Meeting meeting = new Meeting(awaited.appointment(), backlog);
        if (awaited.waitingRoom() != null) {
            meeting.cancelWith(awaited.waitingRoom());
        }
        return meeting;
    }

    /** Where the end is to call in future; null if the other end is gone, or is leaving itself and was first. */
    private @Nullable Contact askForLeave(Link.Attached attached) {
        long begun = System.nanoTime();
        try {
            Frame answer = ask(attached);
            while (answer.type() == FrameType.STAY && System.nanoTime() - begun < PATIENCE_NANOS) {
                LockSupport.parkNanos(PAUSE_NANOS);
                answer = ask(attached);
            }
            if (answer.type() == FrameType.MOVED) {
                return Contact.read(answer.payload());
            }
            if (answer.type() == FrameType.CROSSED) {
                awaitLeaveOfOther();
                return null;
            }
            throw new HandshakeException("no leave for an end: answer=" + answer.type());
        } catch (IOException e) {
            System.getLogger(Departure.class.getName())
                    .log(Level.DEBUG, "the other end of " + end.name() + " is gone", e);
            return null;
        }
    }

    private static Frame ask(Link.Attached attached) throws IOException {
        String self = RunDirectory.identityOf(ProcessHandle.current().pid());
        try (Caller caller = Caller.call(attached.peer(), FrameType.MOVE, self.getBytes(StandardCharsets.UTF_8))) {
            return caller.next();
        }
    }

    /** The other end's own request is on its way, or was here before. */
    private void awaitLeaveOfOther() throws IOException {
        long begun = System.nanoTime();
        synchronized (end.lock()) {
            while (end.link() instanceof Link.Leaving) {
                long waited = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
                if (waited >= PATIENCE_MILLIS) {
                    throw new EOFException("the other end of " + end.name() + " does not leave, although it said so");
                }
                try {
                    end.lock().wait(PATIENCE_MILLIS - waited);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new EOFException("interrupted while both ends of " + end.name() + " were leaving");
                }
            }
        }
    }

    private boolean isStillLeaving() {
        synchronized (end.lock()) {
            return end.link() instanceof Link.Leaving;
        }
    }

    /** Without a contact: the other end is gone, and what it had sent before is all there is. */
    private Ticket leaveAttached(Link.Attached attached, @Nullable Contact contact) {
        synchronized (end.lock()) {
            end.setLink(new Link.Left());
        }
        attached.own().cancel();
        Ticket ticket = withUnread(contact);
        attached.route().close();
        return ticket;
    }

    private Ticket withUnread(@Nullable Contact contact) {
        List<Message> unread = new ArrayList<>();
        IOException failure = end.in().drain(unread);
        return new Ticket(
                contact,
                End.toArrays(unread),
                failure == null || failure instanceof EOFException ? null : failure.getMessage());
    }
}
