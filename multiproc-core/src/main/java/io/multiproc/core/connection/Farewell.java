package io.multiproc.core.connection;

import io.multiproc.ipc.frame.Frame;
import io.multiproc.ipc.frame.FrameType;
import io.multiproc.ipc.meeting.Appointment;
import io.multiproc.ipc.meeting.Call;
import io.multiproc.ipc.meeting.Host;
import io.multiproc.ipc.pipe.Closing;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/** Keeps the appointment of an end that was closed before the other had arrived, and gives it what was sent before. */
final class Farewell implements Host {

    private final MemoryQueue messages;
    private final @Nullable SocketChannel waitingRoom;

    /**
     * A farewell.
     *
     * @param messages at least one
     * @param waitingRoom as in {@link Link.Awaited}
     */
    Farewell(MemoryQueue messages, @Nullable SocketChannel waitingRoom) {
        this.messages = messages;
        this.waitingRoom = waitingRoom;
    }

    @Override
    public void called(Appointment appointment, Call call, Frame request) {
        if (request.type() == FrameType.CARRIER) {
            Carriers.note(appointment, call, request);
            return;
        }
        if (request.type() != FrameType.ATTACH) {
            call.refuse("the other end is closed");
            return;
        }
        attach(appointment, call);
    }

    void attach(Appointment appointment, Call call) {
        appointment.cancel();
        call.answer(
                Backlog.after(FrameType.ATTACHED, appointment.contact().toBytes(), messages, () -> {}),
                error -> call.close());
        Closing.quietly(waitingRoom);
    }

    @Override
    public void carrierDied(Appointment appointment) {}

    @Override
    public boolean isOwing(Appointment appointment) {
        return appointment.isCarried() || (waitingRoom != null && waitingRoom.isOpen());
    }
}
