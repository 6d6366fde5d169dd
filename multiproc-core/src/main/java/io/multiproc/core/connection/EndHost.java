package io.multiproc.core.connection;

import io.multiproc.ipc.frame.Frame;
import io.multiproc.ipc.frame.FrameType;
import io.multiproc.ipc.meeting.Appointment;
import io.multiproc.ipc.meeting.Call;
import io.multiproc.ipc.meeting.Contact;
import io.multiproc.ipc.meeting.Host;
import io.multiproc.ipc.pipe.Closing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** What the other end of an {@link End} calls about: it has arrived somewhere, or wants to leave. */
final class EndHost implements Host {

    private final End end;

    EndHost(End end) {
        this.end = end;
    }

    @Override
    public void called(Appointment appointment, Call call, Frame request) throws IOException {
        switch (request.type()) {
            case CARRIER -> Carriers.note(appointment, call, request);
            case ATTACH -> arrived(appointment, call, Contact.read(request.payload()));
            case MOVE -> leaves(appointment, call, new String(request.payload(), StandardCharsets.UTF_8));
            default -> throw new IOException("not a request: type=" + request.type());
        }
    }

    @Override
    public void carrierDied(Appointment appointment) {
        end.lost(appointment);
    }

    @Override
    public boolean isOwing(Appointment appointment) {
        boolean carried = appointment.isCarried(); // which may ask other ends, so before the lock
        synchronized (end.lock()) {
            return end.link() instanceof Link.Awaited awaited
                    && awaited.appointment() == appointment
                    && (carried || awaited.waitingRoom() != null)
                    && end.out().route() instanceof MemoryQueue backlog
                    && !backlog.isEmpty();
        }
    }

    /** The other end calls from where it is now; on the thread of the meeting point. */
    private void arrived(Appointment appointment, Call call, Contact caller) throws IOException {
        Link.Awaited awaited;
        ChannelRoute route;
        synchronized (end.lock()) {
            if (!(end.link() instanceof Link.Awaited current) || current.appointment() != appointment) {
                notAwaited(appointment, call, caller);
                return;
            }
            awaited = current;
            appointment.met();
            route = end.attach(call.channel(), appointment, caller, true);
        }
        if (end.out().route() instanceof MemoryQueue backlog) {
            byte[] own = appointment.contact().toBytes();
            call.answer(
                    Backlog.after(
                            FrameType.ATTACHED, own, backlog, () -> end.out().change(backlog, route)),
                    route::end);
        }
        Closing.quietly(awaited.waitingRoom());
    }

    /** This end may have left between the call and now; then a meeting has taken the appointment over. */
    private void notAwaited(Appointment appointment, Call call, Contact caller) throws IOException {
        if (appointment.host() instanceof Meeting meeting) {
            meeting.attach(appointment, call, caller);
        } else if (appointment.host() instanceof Farewell farewell) {
            farewell.attach(appointment, call);
        } else {
            call.refuse("this end is not awaited here: " + end.name());
        }
    }

    /** The other end asks for its leave; on the thread of the meeting point. */
    private void leaves(Appointment appointment, Call call, String carrier) {
        Link.Attached attached;
        Appointment next;
        synchronized (end.lock()) {
            Link link = end.link();
            attached = link instanceof Link.Leaving leaving
                    ? leaving.attached()
                    : link instanceof Link.Attached current ? current : null;
            if (link instanceof Link.Awaited awaited && awaited.appointment() == appointment) {
                // this end has just arrived itself, and its thread has not got as far as to know with whom it talks
                call.answerAndEnd(FrameType.STAY, new byte[0]);
                return;
            }
            if (attached == null || attached.own() != appointment) {
                call.refuse("this end is closed: " + end.name());
                return;
            }
            if (link instanceof Link.Leaving && end.isFirst()) {
                call.answerAndEnd(FrameType.CROSSED, new byte[0]);
                return;
            }
            end.in().markMoved();
            end.out().change(new MemoryQueue().asBacklog());
            next = end.await(carrier);
        }
        appointment.cancel();
        attached.route().leave();
        call.answerAndEnd(FrameType.MOVED, next.contact().toBytes());
    }
}
