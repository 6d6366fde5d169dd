package io.multiproc.core.connection;

import io.multiproc.ipc.frame.Frame;
import io.multiproc.ipc.frame.FrameType;
import io.multiproc.ipc.handshake.HandshakeException;
import io.multiproc.ipc.meeting.Appointment;
import io.multiproc.ipc.meeting.Caller;
import io.multiproc.ipc.meeting.Contact;
import io.multiproc.ipc.meeting.MeetingPoint;
import io.multiproc.ipc.pipe.Closing;
import io.multiproc.ipc.pipe.Message;
import java.io.EOFException;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/**
 * How an end comes into this process: it calls where its other end is awaited, and goes where it is sent from there.
 */
final class Arrival {

    private final End end;
    private final Appointment own;

    private Arrival(End end, Appointment own) {
        this.end = end;
        this.own = own;
    }

    /** Makes an end that is nowhere one of this process; it is gone if its other end is. */
    static void of(End end, EndForm form) {
        form.unread().forEach(message -> end.in().memory().add(Message.of(message)));
        Contact contact = form.contact();
        if (contact == null) {
            String failure = form.failure();
            gone(end, failure == null ? new EOFException("the other end is closed") : new IOException(failure));
            return;
        }
        Appointment own;
        synchronized (end.lock()) {
            // before the call, since the other end may be told to come here before the answer has been read
            end.out().change(new MemoryQueue().asBacklog());
            own = end.await(null);
        }
        try {
            new Arrival(end, own).call(contact);
        } catch (IOException e) {
            System.getLogger(Arrival.class.getName())
                    .log(Level.DEBUG, "the other end of " + end.name() + " is gone", e);
            end.lost(own);
        }
    }

    private static void gone(End end, IOException reason) {
        synchronized (end.lock()) {
            end.setLink(new Link.Gone());
        }
        end.out().change(new GoneRoute(end.name()));
        end.in().end(reason);
    }

    private void call(Contact first) throws IOException {
        Contact contact = first;
        while (contact != null) {
            Caller caller = Caller.call(contact, FrameType.ATTACH, own.contact().toBytes());
            try {
                contact = listen(caller);
            } catch (IOException e) {
                caller.close();
                throw e;
            }
        }
    }

    /** Where to call next; null if this was the last call. */
    private @Nullable Contact listen(Caller caller) throws IOException {
        Frame answer = caller.next();
        while (answer.type() == FrameType.MESSAGE) {
            end.in().memory().add(Message.of(answer.payload()));
            answer = caller.next();
        }
        switch (answer.type()) {
            case ATTACHED -> {
                attach(caller.channel(), Contact.read(answer.payload()));
                return null;
            }
            case STAY -> {
                stay(caller.channel());
                return null;
            }
            case REDIRECT -> {
                caller.close();
                return Contact.read(answer.payload());
            }
            default -> throw new HandshakeException("not an answer to an end that has arrived: " + answer.type());
        }
    }

    private void attach(SocketChannel socket, Contact peer) throws IOException {
        synchronized (end.lock()) {
            own.met();
            end.out().change(end.attach(socket, own, peer, false));
        }
    }

    /** The other end comes here, unless the process that sends it ends before it has. */
    private void stay(SocketChannel waitingRoom) throws IOException {
        synchronized (end.lock()) {
            if (end.link() instanceof Link.Awaited awaited && awaited.appointment() == own) {
                end.setLink(new Link.Awaited(own, waitingRoom));
            } else {
                waitingRoom.close(); // it was faster
                return;
            }
        }
        MeetingPoint.local().watch(waitingRoom, () -> {
            Closing.quietly(waitingRoom);
            end.lost(own);
        });
    }
}
