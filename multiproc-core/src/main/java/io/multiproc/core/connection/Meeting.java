package io.multiproc.core.connection;

import io.multiproc.ipc.frame.Frame;
import io.multiproc.ipc.frame.FrameType;
import io.multiproc.ipc.meeting.Appointment;
import io.multiproc.ipc.meeting.Call;
import io.multiproc.ipc.meeting.Contact;
import io.multiproc.ipc.meeting.Host;
import io.multiproc.ipc.meeting.MeetingPoint;
import io.multiproc.ipc.pipe.Closing;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/**
 * Brings two ends together that have both left this process: the first to call is told to stay where it is, the second
 * is sent there. Nothing that they say to each other passes here, only what had been sent before the second one left.
 *
 * <p>Apart from its making it is used by the thread of the meeting point only.
 */
final class Meeting implements Host {

    private final Appointment early;
    private final MemoryQueue forEarly;
    private final Appointment late = MeetingPoint.local().expect(this);
    private @Nullable Contact arrived;
    private @Nullable SocketChannel waiting;
    private volatile @Nullable SocketChannel room;

    /**
     * A meeting.
     *
     * @param early the appointment of the end that had left before
     * @param forEarly what was sent to it since then
     */
    Meeting(Appointment early, MemoryQueue forEarly) {
        this.early = early;
        this.forEarly = forEarly;
        early.passTo(this);
    }

    /** Where the end is to call that leaves now. */
    Contact late() {
        return late.contact();
    }

    /**
     * Cancels the meeting when that socket ends before the early one has come: this process was itself told to stay.
     */
    void cancelWith(SocketChannel waitingRoom) throws IOException {
        room = waitingRoom;
        MeetingPoint.local().watch(waitingRoom, () -> {
            if (room != null) {
                cancel();
            }
        });
    }

    @Override
    public void called(Appointment appointment, Call call, Frame request) throws IOException {
        switch (request.type()) {
            case CARRIER -> Carriers.note(appointment, call, request);
            case ATTACH -> attach(appointment, call, Contact.read(request.payload()));
            default -> call.refuse("the other end is on its way too");
        }
    }

    @Override
    public void carrierDied(Appointment appointment) {
        cancel();
    }

    @Override
    public boolean isOwing(Appointment appointment) {
        return appointment == early
                ? early.isCarried() && (late.isCarried() || !forEarly.isEmpty())
                : early.isCarried() && late.isCarried();
    }

    void attach(Appointment appointment, Call call, Contact caller) throws IOException {
        MemoryQueue messages = appointment == early ? forEarly : new MemoryQueue();
        if (appointment == early) {
            leaveRoom();
        }
        Contact there = arrived;
        // the next process that has it is known by its own sockets, or by the end of this one's
        appointment.heldBy(caller.process());
        if (there == null) {
            arrived = caller;
            waiting = call.channel();
            call.answer(Backlog.before(FrameType.STAY, new byte[0], messages), error -> {});
            MeetingPoint.local().watch(call.channel(), this::cancel);
        } else {
            call.answer(Backlog.before(FrameType.REDIRECT, there.toBytes(), messages), error -> call.close());
        }
    }

    /** Over: the one that waits has met the other, or hears now that it never will. */
    private void cancel() {
        early.cancel();
        late.cancel();
        forEarly.seal();
        leaveRoom();
        Closing.quietly(waiting);
    }

    private void leaveRoom() {
        SocketChannel socket = room;
        room = null;
        Closing.quietly(socket);
    }
}
