package io.multiproc.core.connection;

import io.multiproc.ipc.meeting.Appointment;
import io.multiproc.ipc.meeting.Carrier;
import io.multiproc.ipc.meeting.Contact;
import io.multiproc.ipc.meeting.MeetingPoint;
import io.multiproc.ipc.pipe.Closing;
import io.multiproc.ipc.pipe.Message;
import io.multiproc.ipc.pipe.MessageChannel;
import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where one end and its other end are; see {@link Link} for the states. Changes the routes of the outbox and the
 * sources of the inbox when one of them moves. What the other end calls about is in
 * {@link EndHost}, how this end itself moves in {@link Departure} and {@link Arrival}.
 *
 * <p>{@code lock} guards {@code link}, and is shared by two ends in one process; nothing waits while it holds it. The
 * thread of the meeting point takes it, so threads that hold it must not call. Before {@code lock} come, in this order,
 * the locks of the inbox and of the outbox.
 */
final class End {

    private final String name;
    private final boolean first;
    private final Inbox in;
    private final Outbox out;
    private final Object lock;
    private Link link = new Link.Gone();

    /** Who had the other end when this one was closed or left; null: not known. */
    private @Nullable Carrier last;

    End(String name, boolean first, Object lock, MemoryQueue incoming, MemoryQueue outgoing) {
        this.name = name;
        this.first = first;
        this.lock = lock;
        this.in = new Inbox(name, incoming);
        this.out = new Outbox(outgoing);
    }

    /** Makes two ends of one process each other's. */
    static void connect(End one, End other) {
        synchronized (one.lock) {
            one.link = new Link.Local(other);
            other.link = new Link.Local(one);
        }
    }

    /** An end whose other end is in a program that came through a listener. */
    static End foreign(String name, ChannelRoute route) {
        End end = new End(name, true, new Object(), new MemoryQueue(), new MemoryQueue());
        synchronized (end.lock) {
            end.link = new Link.Foreign(route);
        }
        end.out.change(route);
        end.in.add(route);
        return end;
    }

    String name() {
        return name;
    }

    boolean isFirst() {
        return first;
    }

    Inbox in() {
        return in;
    }

    Outbox out() {
        return out;
    }

    Object lock() {
        return lock;
    }

    /** Under the lock. */
    Link link() {
        return link;
    }

    /** Under the lock. */
    void setLink(Link next) {
        if (next instanceof Link.Left || next instanceof Link.Closed) {
            last = peer(link);
        }
        link = next;
        lock.notifyAll();
    }

    /** Which process has the other end, or what was sent to it; see {@link Carrier}. */
    @Nullable
    String peerProcess(int hops) {
        Carrier peer; // asked outside of the lock, as it may ask other ends
        synchronized (lock) {
            peer = link instanceof Link.Left || link instanceof Link.Closed ? last : peer(link);
        }
        return peer == null || hops == 0 ? null : peer.process(hops - 1);
    }

    private static @Nullable Carrier peer(Link link) {
        Link current = link instanceof Link.Leaving leaving ? leaving.attached() : link;
        if (current instanceof Link.Attached attached) {
            Contact there = attached.peer();
            return hops -> there.process();
        }
        if (current instanceof Link.Awaited awaited) {
            return awaited.appointment();
        }
        return current instanceof Link.Gone ? hops -> Carriers.NOBODY : null;
    }

    /** Awaits the other end, which calls when it has arrived; under the lock. */
    Appointment await(@Nullable String carrier) {
        Appointment appointment = MeetingPoint.local().expect(new EndHost(this));
        appointment.carriedBy(carrier);
        setLink(new Link.Awaited(appointment, null));
        return appointment;
    }

    /** The other end is at the other side of the socket; under the lock. */
    ChannelRoute attach(SocketChannel socket, Appointment own, Contact peer, boolean busy) throws IOException {
        MessageChannel channel = new MessageChannel(socket);
        ChannelRoute route = new ChannelRoute(name, channel, busy);
        setLink(new Link.Attached(channel, route, own, peer));
        in.add(route);
        return route;
    }

    /** The other end will not come. */
    void lost(Appointment appointment) {
        synchronized (lock) {
            if (appointment.host() instanceof Farewell) {
                appointment.cancel(); // this end is closed, and so are its last words
            }
            if (!(link instanceof Link.Awaited awaited) || awaited.appointment() != appointment) {
                return;
            }
            setLink(new Link.Gone());
        }
        appointment.cancel();
        out.change(new GoneRoute(name));
        in.end(new EOFException("the other end of " + name + " was lost on its way"));
    }

    /** Closes this end; what was sent before can still be received. */
    void close() {
        Link last;
        synchronized (lock) {
            last = link;
            if (last instanceof Link.Leaving || last instanceof Link.Left || last instanceof Link.Closed) {
                return;
            }
            setLink(new Link.Closed());
            if (last instanceof Link.Local local) {
                local.peer().setLink(new Link.Gone());
            } else if (last instanceof Link.Awaited awaited) {
                closeAwaited(awaited); // the other end may be calling: it finds this end, or its farewell
            }
        }
        if (last instanceof Link.Local local) {
            closeLocal(local.peer());
        } else if (last instanceof Link.Attached attached) {
            attached.own().cancel();
            attached.route().close();
        } else if (last instanceof Link.Foreign foreign) {
            foreign.route().close();
        }
        in.closeSources();
    }

    private void closeLocal(End peer) {
        if (out.route() instanceof MemoryQueue outgoing) {
            outgoing.finish();
        }
        in.memory().abandon(GoneRoute.failure(peer.name, null));
        peer.out.change(new GoneRoute(peer.name));
    }

    /** Under the lock. */
    private void closeAwaited(Link.Awaited awaited) {
        if (out.route() instanceof MemoryQueue backlog) {
            backlog.seal(); // before the look: nothing comes after it, and nobody waits for room any more
            if (!backlog.isEmpty()) {
                awaited.appointment().passTo(new Farewell(backlog, awaited.waitingRoom()));
                return;
            }
        }
        awaited.appointment().cancel();
        Closing.quietly(awaited.waitingRoom());
    }

    static List<byte[]> toArrays(List<Message> messages) {
        List<byte[]> arrays = new ArrayList<>(messages.size());
        messages.forEach(message -> arrays.add(message.toArray()));
        return arrays;
    }
}
